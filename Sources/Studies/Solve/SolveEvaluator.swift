import Analysis
package import Questions
import Sampling
package import Scenarios
import Sweeps

/// What comes of a point of a search: the outcomes that its question names, at central values or over draws that all points share.
package struct SolveEvaluator: Sendable {
    /// Outcomes at one point, in the order of the question's.
    struct Values: Sendable {
        /// Not a number where a run failed, where a crossing never happens, or where it is too large to be one.
        var values: [Double]
        /// The largest absolute value of the levels that they were made of; 0 for a year, which is exact.
        var sizes: [Double]
    }

    package let question: SolveQuestion
    /// Draws at each point.
    let draws: Int
    /// What the runs' error leaves open.
    let indifference: Indifference
    private let scenario: Scenario
    private let inputs: [Input]
    /// A number for each input that is drawn.
    private let drawn: [[Double]]
    private let option: Int
    private let against: Int?
    /// By outcome of the question, the number of the one that has its levels; nil where nothing is left open.
    private let levels: [Int?]

    /// Searches look at smaller differences than sweeps.
    private static let tolerance = 1e-8
    /// Points, with their draws, in one lot.
    private static let lot = 1 << 16

    /// - Throws: where the draws move a number that the search moves too.
    package init(_ loaded: LoadedScenario, _ question: SolveQuestion) throws(InputError) {
        let whole = loaded.scenario
        let names = question.options(whole.experiment.outcomes)
        var scenario = whole.selecting(names)
        scenario.experiment.outcomes = question.outcomes.compactMap { name in
            scenario.experiment.outcomes.first { $0.name == name }
        }
        let tolerance = scenario.solver.tolerance ?? Self.tolerance
        scenario.solver.tolerance = tolerance
        indifference = Indifference(tolerance: tolerance)
        // what is a difference by itself runs without it too
        var levels: [Int?] = []
        for (number, outcome) in scenario.experiment.outcomes.enumerated() {
            guard outcome.reduction.isOfLevels else {
                levels.append(nil)
                continue
            }
            guard outcome.against != nil else {
                levels.append(number)
                continue
            }
            var level = outcome
            level.against = nil
            levels.append(scenario.experiment.outcomes.count)
            scenario.experiment.outcomes.append(level)
        }
        self.levels = levels
        func selected(_ input: Input) -> Input? {
            whole.target(input.target, selecting: names).map {
                Input(path: input.path, target: $0, values: input.values, isFactor: input.isFactor)
            }
        }
        var drawn: [[Double]] = [[]]
        var others: [Input] = []
        if question.over != nil {
            let sampler = try loaded.sampler()
            try Self.check(question, sampler.inputs, loaded)
            // what belongs to options that do not run is drawn too, so that the draws are those of a sweep
            let kept = sampler.inputs.indices.filter { selected(sampler.inputs[$0]) != nil }
            others = sampler.inputs.compactMap(selected)
            drawn = (0..<sampler.count).map { point in
                let all = [Double](unsafeUninitializedCapacity: sampler.inputs.count) { buffer, count in
                    if let base = buffer.baseAddress { sampler.draw(point, into: base) }
                    count = sampler.inputs.count
                }
                return kept.map { all[$0] }
            }
        }
        self.question = question
        self.scenario = scenario
        self.drawn = drawn
        draws = drawn.count
        inputs = question.numbers.compactMap { selected($0.input) } + others
        option = scenario.options.firstIndex { $0.name == question.option } ?? 0
        against = question.against.flatMap { name in scenario.options.firstIndex { $0.name == name } }
    }

    private static func check(
        _ question: SolveQuestion, _ inputs: [Input], _ loaded: LoadedScenario
    ) throws(InputError) {
        for number in question.numbers {
            guard
                let input = inputs.first(where: {
                    !Set($0.target.slots).isDisjoint(with: number.target.slots)
                })
            else { continue }
            throw .invalid([
                loaded.problem(
                    at: "solve",
                    "\(number.path) moves a number that the draws move too (\(input.name) of the points)")
            ])
        }
    }

    /// The outcomes at points, and why the first that has no value has none.
    /// - Parameter points: each a value for each number of the question.
    func values(at points: [[Double]], jobs: Int) -> (values: [Values], failure: String?) {
        let evaluator = PointEvaluator(scenario, inputs, jobs: jobs)
        let size = max(1, Self.lot / draws)
        var found: [Values] = []
        var failure: String?
        for start in stride(from: 0, to: points.count, by: size) {
            let lot = points[start..<min(start + size, points.count)]
            let outcomes = evaluator.outcomes(at: lot.flatMap { point in drawn.map { point + $0 } })
            failure = failure ?? outcomes.failure
            for first in stride(from: 0, to: outcomes.values.count, by: draws) {
                found.append(reduced(outcomes.values[first..<first + draws]))
            }
        }
        if failure == nil {
            failure = found.lazy.compactMap { $0.values.firstIndex(where: \.isNaN) }.first.map(withoutNumber)
        }
        return (found, failure)
    }

    /// Why an outcome has no number although no run failed.
    private func withoutNumber(_ outcome: Int) -> String {
        if case .crossing = scenario.experiment.outcomes[outcome].reduction {
            return "a crossing never happens"
        }
        return "\(question.outcomes[outcome]) is not finite; the numbers it is made of are too large"
    }

    /// - Parameter runs: by draw, option and outcome.
    private func reduced(_ runs: ArraySlice<[[Double]]>) -> Values {
        var values: [Double] = []
        var sizes: [Double] = []
        for outcome in question.outcomes.indices {
            let own = runs.map { $0[option][outcome] }
            let others = against.map { against in runs.map { $0[against][outcome] } }
            let numbers = others.map { zip(own, $0).map { $0 - $1 } } ?? own
            let size = levels[outcome].map { level in
                runs.flatMap { $0.map { $0[level] } }.map(abs).filter(\.isFinite).max() ?? 0
            }
            sizes.append(size ?? 0)
            let value = numbers.allSatisfy(\.isFinite) ? statistic(numbers) : .nan
            values.append(value.isFinite ? value : .nan)
        }
        return Values(values: values, sizes: sizes)
    }

    private func statistic(_ numbers: [Double]) -> Double {
        switch question.over {
        case nil: numbers[0]
        case .mean: numbers.reduce(0, +) / Double(numbers.count)
        case .quantile(let probability): quantile(ofSorted: numbers.sorted(), probability)
        }
    }

    /// The scenario with a value for each number of the question.
    static func solved(_ scenario: Scenario, _ question: SolveQuestion, _ values: [Double]) -> Scenario {
        let placement = Placement(scenario, question.numbers.map(\.input))
        var solved = scenario
        values.withUnsafeBufferPointer {
            if let base = $0.baseAddress { solved = placement.scenario(base) }
        }
        solved.name += "-solved"
        solved.title = "What a search has found for \(scenario.name)"
        solved.experiment.solve = nil
        return solved
    }
}

extension SearchedNumber {
    /// The value at a share of its range.
    func value(_ share: Double) -> Double {
        if share <= 0 { return range.lowerBound }
        if share >= 1 { return range.upperBound }
        let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
        return min(max(value, range.lowerBound), range.upperBound)
    }

    /// The end of its range at which a value lies.
    func end(_ value: Double) -> String {
        value == range.lowerBound ? "from" : value == range.upperBound ? "to" : ""
    }
}
