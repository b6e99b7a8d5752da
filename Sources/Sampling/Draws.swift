internal import Declarations
internal import Questions

/// Where an input's draws come from.
enum Column: Sendable {
    case table
    /// Values, and the number of cells for which each stands.
    case grid([Double], stride: Int)
    case random(Generator, Quantile)
    case latin(LatinDimension, Quantile)
    case sobol(SobolDimension, Quantile)
    case halton(HaltonDimension, Quantile)
}

/// Makes the columns of the inputs that are drawn.
struct Draws {
    private let design: Design
    private let runs: Int
    private let world: World
    private let variations: [Variation]
    /// Paths of the inputs, whose places are their dimensions.
    private let sorted: [String]
    /// Groups that are correlated point by point.
    private(set) var copulas: [CorrelatedGroup] = []
    /// Strata by path, where the whole sample is correlated at once.
    private var strata: [String: [UInt32]] = [:]

    /// - Parameter inputs: those of the scenario that are drawn.
    init(_ design: Design, _ runs: Int, _ inputs: [Input], _ scenario: Scenario) throws(SamplingError) {
        self.design = design
        self.runs = runs
        world = scenario.world
        variations = scenario.experiment.variations
        sorted = inputs.map(\.path).sorted()
        let most =
            switch design.method {
            case .sobol: SobolDimension.mostDimensions
            case .halton: HaltonDimension.mostDimensions
            case .grid, .lhs, .montecarlo: Int.max
            }
        guard inputs.count <= most else {
            throw SamplingError(
                path: "design.method",
                message:
                    "\(design.method.rawValue) has \(most) dimensions, found \(inputs.count) drawn numbers, "
                    + "expected lhs or montecarlo")
        }
        do throws(CorrelatedGroup.Contradiction) {
            copulas = try CorrelatedGroup.groups(design.correlations)
        } catch {
            throw SamplingError(
                path: "design.correlations",
                message: "contradict one another: \(error.names.joined(separator: ", "))")
        }
        for name in copulas.flatMap(\.names) where !sorted.contains(name) {
            throw SamplingError(path: "design.correlations", message: "\(name) is not drawn")
        }
        if design.method == .lhs { try orderStrata() }
    }

    private mutating func orderStrata() throws(SamplingError) {
        let correlated = copulas.reduce(0) { $0 + $1.names.count }
        guard correlated <= ImanConover.mostScores / runs else {
            throw SamplingError(
                path: "design.runs",
                message: "a Latin hypercube with correlations is kept in memory, expected at most "
                    + "\(ImanConover.mostScores / correlated) runs for \(correlated) correlated numbers, "
                    + "or method: sobol, halton or montecarlo")
        }
        for group in copulas {
            guard let orders = ImanConover.strata(group, runs, group.names.map(generator)) else {
                throw SamplingError(
                    path: "design.runs",
                    message: "\(runs) are too few to correlate \(group.names.count) numbers")
            }
            for (name, order) in zip(group.names, orders) { strata[name] = order }
        }
        copulas = []
    }

    private func generator(_ path: String) -> Generator { Generator(seed: design.seed, path: path) }

    func column(_ input: Input) throws(SamplingError) -> Column {
        let quantile = try quantile(input)
        let generator = generator(input.path)
        let dimension = sorted.firstIndex(of: input.path) ?? 0
        return switch design.method {
        case .grid, .montecarlo: .random(generator, quantile)
        case .lhs: .latin(LatinDimension(runs, generator, strata: strata[input.path]), quantile)
        case .sobol: .sobol(SobolDimension(dimension, generator), quantile)
        case .halton: .halton(HaltonDimension(dimension, generator), quantile)
        }
    }

    /// That of an input; the values of a grid are each as likely.
    func quantile(_ input: Input) throws(SamplingError) -> Quantile {
        let distribution: Distribution
        switch input.values {
        case .distribution(let given): distribution = given
        case .grid(let values):
            distribution = .discrete(values.map { WeightedValue(value: $0, weight: 1) })
        case nil:
            throw SamplingError(path: place(of: input), message: "\(input.name) has no distribution")
        }
        do throws(Quantile.NothingBetween) {
            return try Quantile(distribution, range: world.range(of: input.target))
        } catch {
            let reason =
                distribution == .range
                ? "has no default range"
                : "has no probability between min and max, they are too far from the mean"
            throw SamplingError(path: place(of: input), message: "\(input.name) \(reason)")
        }
    }

    private func place(of input: Input) -> String {
        let index = variations.firstIndex { $0.inputs(in: world).contains(input) } ?? 0
        return "vary[\(index)].distribution"
    }
}
