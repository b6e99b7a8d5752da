package import Declarations

/// What a sweep varies, at which points, and what it keeps of each run.
package struct Experiment: Sendable, Equatable {
    package var variations: [Variation]
    package var design: Design?
    package var outcomes: [Outcome]
    package var claims: [Claim]
    package var solve: SolveQuestion?
    package var game: Game?
    package var calibration: Calibration?
    package var backtest: Backtest?

    package init(
        variations: [Variation] = [], design: Design? = nil, outcomes: [Outcome] = [], claims: [Claim] = [],
        solve: SolveQuestion? = nil, game: Game? = nil, calibration: Calibration? = nil,
        backtest: Backtest? = nil
    ) {
        self.variations = variations
        self.design = design
        self.outcomes = outcomes
        self.claims = claims
        self.solve = solve
        self.game = game
        self.calibration = calibration
        self.backtest = backtest
    }
}

/// An uncertain or chosen number of a scenario, and the values it takes.
package struct Variation: Sendable, Equatable {
    /// As written: `substitution.music`, `options.permission.UK[0].from`, `directLicenceCost*` for a factor.
    package var path: String
    package var target: Target
    package var values: Values

    package init(path: String, target: Target, values: Values) {
        self.path = path
        self.target = target
        self.values = values
    }

    package enum Values: Sendable, Equatable {
        case distribution(Distribution)
        case grid([Double])
    }
}

/// A number of a scenario that a sweep can move.
package enum Target: Hashable, Sendable {
    /// Entries of a parameter of the world, by position in its layout; all get the same draw.
    case entries(Parameter, [Int])
    /// Every entry of a parameter with a draw of its own (`name.*`).
    case each(Parameter, [Int])
    case regime(String, Lever)
    case baseRegime(jurisdiction: Int, Lever)
    case step(option: Int, jurisdiction: Int, index: Int, StepField)
    case discountRate

    package enum StepField: Hashable, Sendable {
        case from
        case over
        case lever(Lever)
    }
}

/// A distribution of one number.
package enum Distribution: Sendable, Equatable {
    /// Uniform over the parameter's default range, log-uniform in a factor where the range is of factors.
    case range
    case uniform(min: Double, max: Double)
    case loguniform(min: Double, max: Double)
    case triangular(min: Double, mode: Double, max: Double)
    case pert(min: Double, mode: Double, max: Double)
    case normal(mean: Double, sd: Double)
    case truncatedNormal(mean: Double, sd: Double, min: Double, max: Double)
    case lognormal(meanOfLog: Double, sdOfLog: Double)
    case beta(a: Double, b: Double, min: Double, max: Double)
    case exponential(mean: Double)
    /// Values with their weights, in the order of the file, which no draw depends on.
    case discrete([WeightedValue])
}

package struct WeightedValue: Sendable, Equatable {
    package let value: Double
    package let weight: Double

    package init(value: Double, weight: Double) {
        self.value = value
        self.weight = weight
    }
}

/// The points at which a sweep runs.
package struct Design: Sendable, Equatable {
    package enum Method: String, CaseIterable, Sendable {
        case grid, lhs, sobol, halton, montecarlo
    }

    package var method: Method
    /// Number of sampled points; nil for a grid alone.
    package var runs: Int?
    package var seed: UInt64
    package var correlations: [RankCorrelation]

    package init(method: Method, runs: Int?, seed: UInt64, correlations: [RankCorrelation] = []) {
        self.method = method
        self.runs = runs
        self.seed = seed
        self.correlations = correlations
    }
}

/// A number that a sweep keeps of each run.
package struct Outcome: Sendable, Equatable {
    package enum Reduction: Sendable, Equatable {
        case year(Double)
        case presentValue, sum, mean, peak, yearOfPeak
        /// The first year in which the variable is above a value.
        case crossing(above: Double)

        /// Aggregates that need no number.
        package static let plain: [Reduction] = [.presentValue, .sum, .mean, .peak, .yearOfPeak]

        /// As files and tables have it: `year`, or the name of the aggregate.
        package var word: String {
            switch self {
            case .year: "year"
            case .presentValue: "presentValue"
            case .sum: "sum"
            case .mean: "mean"
            case .peak: "peak"
            case .yearOfPeak: "yearOfPeak"
            case .crossing: "crossing"
            }
        }
    }

    /// The place of sums over all jurisdictions.
    package static let world = "World"

    /// What tables in which every outcome is a column have beside them; no outcome can be called so, in whatever case.
    package static let columnsBeside = ["point", "option", "start", "violation", "converged", "agrees"]

    /// Empty for one that is written where it is used.
    package var name: String
    package var variable: Variable
    /// A jurisdiction, or `World`.
    package var place: String
    /// nil for the sum over sectors, or for a variable that has none.
    package var sector: String?
    package var reduction: Reduction
    /// The option from which the outcome is a difference.
    package var against: String?
    /// The least that is good enough, where options are compared over draws.
    package var enough: Double?

    package init(
        name: String, variable: Variable, place: String, sector: String?, reduction: Reduction,
        against: String?, enough: Double? = nil
    ) {
        self.name = name
        self.variable = variable
        self.place = place
        self.sector = sector
        self.reduction = reduction
        self.against = against
        self.enough = enough
    }
}
