package import Questions

/// The points of an analysis of sensitivity: the scenario's inputs as if independent, at places that its estimators need.
///
/// The values of a grid are drawn as if each were as likely.
package struct SensitivityDesign: Sendable {
    package let points: PointTable
    /// Base points, or trajectories.
    package let count: Int
    /// By trajectory of Morris's design, the input of each step and its length as a probability, below 0 for a step down; empty for
    /// Saltelli's.
    package let moves: [[(input: Int, length: Double)]]
    /// Base points or trajectories that such a design can have.
    package let most: Int
    package let notes: [String]

    private static let mostNumbers = 32 << 20

    /// Base points A and B from a scrambled Sobol' sequence of twice as many dimensions as inputs, and their mixtures (Saltelli et
    /// al. 2010): of each base point A, then A with input i from B for each i, then, for interactions, B with input i from A, then B.
    package static func saltelli(
        _ scenario: Scenario, count: Int, second: Bool
    ) throws(SamplingError) -> SensitivityDesign {
        let inputs = try Inputs(scenario)
        let dimensions = inputs.count
        guard 2 * dimensions <= SobolDimension.mostDimensions else {
            throw SamplingError(
                path: "vary",
                message: "has \(dimensions) numbers, expected at most \(SobolDimension.mostDimensions / 2)")
        }
        let most = try check(count, runs: second ? 2 * dimensions + 2 : dimensions + 2, dimensions)
        let sequences = [0, dimensions].map { offset in
            inputs.sorted.enumerated().map { number, name in
                SobolDimension(
                    offset + number, Generator(seed: inputs.seed, path: offset == 0 ? name : name + " of B"))
            }
        }
        var values: [Double] = []
        for point in 0..<count {
            let (a, b) = (inputs.values(sequences[0], point), inputs.values(sequences[1], point))
            func mixtures(_ base: [Double], _ other: [Double]) {
                for input in 0..<dimensions {
                    values += base
                    values[values.count - dimensions + input] = other[input]
                }
            }
            values += a
            mixtures(a, b)
            if second { mixtures(b, a) }
            values += b
        }
        let isPower = count & (count - 1) == 0
        return SensitivityDesign(
            points: PointTable(inputs: inputs.inputs, values: values), count: count, moves: [], most: most,
            notes: (isPower ? [] : ["\(count) base points are less even than a power of 2"])
                + inputs.rareValues(2 * count))
    }

    /// Trajectories that move one input at a time by half of its probability, between the middles of equal parts of it, so
    /// that no distribution is asked for its ends (Morris 1991).
    ///
    /// An input of single values moves between these, half of them at a time, each as likely: so a step always changes it, and each
    /// value is reached. Of an odd number a step is half a value short.
    /// - Parameter levels: number of parts, even.
    package static func morris(
        _ scenario: Scenario, count: Int, levels: Int
    ) throws(SamplingError) -> SensitivityDesign {
        let inputs = try Inputs(scenario)
        let most = try check(count, runs: inputs.count + 1, inputs.count)
        let steps = try inputs.steps(levels)
        let generator = Generator(seed: inputs.seed, path: "trajectories")
        var values: [Double] = []
        var moves: [[(input: Int, length: Double)]] = []
        for trajectory in 0..<count {
            func choice(_ number: Int, of count: Int) -> Int {
                generator.choice(UInt64(trajectory) << 20 | UInt64(number), of: count)
            }
            var level = steps.enumerated().map { choice($0, of: $1.count) }
            var order = Array(0..<inputs.count)
            for i in order.indices.dropLast() {
                order.swapAt(i, i + choice(inputs.count + i, of: inputs.count - i))
            }
            func place() { values += zip(steps, level).map { $0[$1] } }
            place()
            moves.append(
                order.map { input in
                    let all = steps[input].count
                    // the middle one of an odd number can go either way
                    let goesDown =
                        level[input] + all / 2 >= all
                        || level[input] >= all / 2 && choice(2 * inputs.count + input, of: 2) == 1
                    let step = goesDown ? -(all / 2) : all / 2
                    level[input] += step
                    place()
                    return (input, Double(step) / Double(all))
                })
        }
        return SensitivityDesign(
            points: PointTable(inputs: inputs.inputs, values: values), count: count, moves: moves, most: most,
            notes: inputs.unequalWeights)
    }

    /// - Returns: how many base points there may be.
    private static func check(_ count: Int, runs: Int, _ inputs: Int) throws(SamplingError) -> Int {
        guard count >= 2 else {
            throw SamplingError(path: "design.runs", message: "must be at least 2, found \(count)")
        }
        let most = mostNumbers / (runs * inputs)
        guard count <= most else {
            throw SamplingError(
                path: "design.runs",
                message:
                    "\(count) base points of \(runs) runs and \(inputs) numbers, expected at most \(most)")
        }
        return most
    }
}

/// The inputs that a scenario varies, with their quantile functions.
private struct Inputs {
    let inputs: [Input]
    let seed: UInt64
    /// Paths in the order of dimensions, as in other designs.
    let sorted: [String]
    private let quantiles: [Quantile]
    /// By input, its place among the sorted names.
    private let places: [Int]

    var count: Int { inputs.count }

    init(_ scenario: Scenario) throws(SamplingError) {
        let experiment = scenario.experiment
        guard experiment.design?.correlations.isEmpty ?? true else {
            throw SamplingError(
                path: "design.correlations",
                message: "cannot be kept, since indices of sensitivity are of independent inputs; remove them"
            )
        }
        inputs = experiment.variations.flatMap { $0.inputs(in: scenario.world) }
        guard !inputs.isEmpty else {
            throw SamplingError(path: "vary", message: "names nothing, expected a list of parameters")
        }
        seed = experiment.design?.seed ?? 1
        let draws = try Draws(Design(method: .montecarlo, runs: 1, seed: seed), 1, inputs, scenario)
        var quantiles: [Quantile] = []
        for input in inputs { quantiles.append(try draws.quantile(input)) }
        self.quantiles = quantiles
        let sorted = inputs.map(\.path).sorted()
        self.sorted = sorted
        places = inputs.map { sorted.firstIndex(of: $0.path) ?? 0 }
    }

    func values(_ sequence: [SobolDimension], _ point: Int) -> [Double] {
        quantiles.indices.map { quantiles[$0](sequence[places[$0]].uniform(point)) }
    }

    /// By input, the values between which steps move: its own if they are single ones, else the middles of equally likely parts.
    func steps(_ parts: Int) throws(SamplingError) -> [[Double]] {
        var steps: [[Double]] = []
        for (input, quantile) in zip(inputs, quantiles) {
            guard let values = quantile.singleValues else {
                steps.append((0..<parts).map { quantile((Double($0) + 0.5) / Double(parts)) })
                continue
            }
            guard values.count > 1 else {
                throw SamplingError(
                    path: "vary",
                    message:
                        "\(input.name) has one value, which no step can change; expected two or more, or the value under set"
                )
            }
            steps.append(values.map(\.value))
        }
        return steps
    }

    /// Notes on inputs whose values are not as likely as Morris's design takes them to be.
    var unequalWeights: [String] {
        let names = zip(inputs, quantiles).filter { _, quantile in
            guard let values = quantile.singleValues, let first = values.first else { return false }
            return values.contains { abs($0.share - first.share) > 1e-9 }
        }.map(\.0.name)
        return names.isEmpty
            ? []
            : [
                "steps reach each value of \(names.joined(separator: ", ")) as often, whatever its weight; method sobol weighs them"
            ]
    }

    /// Notes on values that so many draws may not reach.
    func rareValues(_ draws: Int) -> [String] {
        zip(inputs, quantiles).compactMap { $1.rareValue(of: $0.name, in: draws) }
    }
}
