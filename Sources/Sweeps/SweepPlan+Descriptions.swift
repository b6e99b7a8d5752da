import Declarations
package import Output
import Sampling
package import Simulation

/// The columns of the tables in words.
extension SweepPlan {
    var inputDescriptions: [(name: String, description: String)] {
        sampler.inputs.map { input in
            let what =
                switch input.target {
                case .entries(let parameter, _), .each(let parameter, _):
                    described(parameter.declaration, isFactor: input.isFactor)
                case .discountRate: described(Scalar.discountRate.declaration, isFactor: input.isFactor)
                case .regime(_, let lever), .baseRegime(_, let lever), .step(_, _, _, .lever(let lever)):
                    described(lever.declaration, isFactor: input.isFactor)
                case .step(_, _, _, .from): "year from which a step of policy is in force"
                case .step(_, _, _, .over): "years over which a step of policy is phased in"
                }
            return (input.name, what)
        }
    }

    private func described(_ declaration: Declaration, isFactor: Bool) -> String {
        isFactor
            ? "factor on the world's values of: \(declaration.meaning)"
            : "\(declaration.meaning) (\(declaration.unit.rawValue))"
    }

    var outcomeColumns: [NumberColumn] {
        outcomes.outcomes.map { NumberColumn($0.name, $0.meaning(in: scenario), $0.measure(in: scenario)) }
    }
}

extension Outcome {
    /// What it measures, with its place, its years and, last, its unit.
    package func meaning(in scenario: Scenario) -> String {
        let measure = measure(in: scenario)
        let origin = place + (sector.map { ", \($0)" } ?? "")
        let difference = against.map { ", less that of option \($0)" } ?? ""
        return "\(measure.meaning) of \(origin)\(difference): \(measure.period)"
            // a calendar year is told as such by its period
            + (measure.unit == Self.calendarYear ? "" : ", \(measure.unit)")
    }

    private static let calendarYear = "year"

    package func measure(in scenario: Scenario) -> Measure {
        let comparison = scenario.comparison
        let declared = variable.declaration.unit.rawValue
        let last = comparison.from + Double(max(comparison.years - 1, 0))
        // a sum over yearly instants of a flow is money, and no longer money a year
        let summed = variable.declaration.unit == .billionPerYear ? Unit.billion.rawValue : declared
        let (period, unit) =
            switch reduction {
            case .year(let year): ("in \(plain(year))", declared)
            case .presentValue:
                ("discounted sum over \(plain(comparison.from)) to \(plain(last))", summed)
            case .sum:
                (
                    scenario.horizon.isYearly(from: scenario.world.baseYear)
                        ? "sum over the rows of the horizon"
                        : "sum over the rows of the horizon, \(plain(scenario.horizon.step)) years apart, which is no sum over years",
                    "\(declared) times rows"
                )
            case .mean: ("mean over the rows of the horizon", declared)
            case .peak: ("largest value among the rows of the horizon", declared)
            case .yearOfPeak:
                ("year of the largest value among the rows of the horizon", Self.calendarYear)
            case .crossing(let level):
                (
                    "first year of the horizon's rows above \(plain(level)) \(declared); empty if there is none",
                    Self.calendarYear
                )
            }
        return Measure(
            variable: variable.rawValue, meaning: variable.declaration.meaning, place: place, sector: sector,
            against: against, reduction: reduction.word, period: period, unit: unit)
    }
}
