import Analysis
import Declarations
import Questions
import Sampling

/// A scenario whose draws are those of another within a box.
///
/// Uniform and normal distributions are cut off at the limits. Of the others no cut form can be written in a scenario: they become
/// values at evenly spaced probabilities between the limits, each as likely. A factor stays a factor.
struct BoxScenario {
    private(set) var scenario: Scenario

    /// Of a distribution that has no form with limits.
    private static let values = 64

    /// - Parameters:
    ///   - limits: by input's name.
    ///   - observed: ends of the points, for distributions without an end.
    init(
        _ scenario: Scenario, name: String, limits: [String: (low: Double?, high: Double?)],
        observed: [String: ClosedRange<Double>]
    ) {
        self.scenario = scenario
        self.scenario.name = name
        let world = scenario.world
        var variations: [Variation] = []
        for variation in scenario.experiment.variations {
            let inputs = variation.inputs(in: world)
            guard inputs.contains(where: { limits[$0.name] != nil }) else {
                variations.append(variation)
                continue
            }
            for input in inputs {
                variations.append(
                    narrowed(input, limits[input.name] ?? (nil, nil), observed[input.name] ?? 0...0))
            }
        }
        self.scenario.experiment.variations = variations
    }

    private func narrowed(
        _ input: Input, _ limits: (low: Double?, high: Double?), _ observed: ClosedRange<Double>
    ) -> Variation {
        func variation(_ values: Variation.Values) -> Variation {
            Variation(path: input.name, target: input.target, values: values)
        }
        let (low, high) = (limits.low ?? -.infinity, limits.high ?? .infinity)
        func cut(_ min: Double, _ max: Double) -> (Double, Double) {
            (Swift.max(min, low), Swift.min(max, high))
        }
        switch input.values {
        case nil: return variation(.grid([]))
        case .grid(let values): return variation(.grid(values.filter { $0 >= low && $0 <= high }))
        case .distribution(let distribution):
            switch distribution {
            case .range:
                guard let range = scenario.world.range(of: input.target)?.range else {
                    return variation(.distribution(.range))
                }
                let (min, max) = cut(range.lowerBound, range.upperBound)
                return variation(
                    .distribution(
                        input.isFactor ? .loguniform(min: min, max: max) : .uniform(min: min, max: max)))
            case .uniform(let a, let b):
                let (min, max) = cut(a, b)
                return variation(.distribution(.uniform(min: min, max: max)))
            case .loguniform(let a, let b):
                let (min, max) = cut(a, b)
                return variation(.distribution(.loguniform(min: min, max: max)))
            case .normal(let mean, let sd):
                let (min, max) = cut(observed.lowerBound, observed.upperBound)
                return variation(.distribution(.truncatedNormal(mean: mean, sd: sd, min: min, max: max)))
            case .truncatedNormal(let mean, let sd, let a, let b):
                let (min, max) = cut(a, b)
                return variation(.distribution(.truncatedNormal(mean: mean, sd: sd, min: min, max: max)))
            case .discrete(let values):
                return variation(
                    .distribution(.discrete(values.filter { $0.value >= low && $0.value <= high })))
            case .triangular, .pert, .lognormal, .beta, .exponential:
                guard let quantile = try? Quantile(distribution, range: nil) else {
                    return variation(.distribution(distribution))
                }
                return variation(.distribution(.discrete(Self.values(quantile, low, high))))
            }
        }
    }

    private static func values(_ quantile: Quantile, _ low: Double, _ high: Double) -> [WeightedValue] {
        /// The probability below which values are less than an end.
        func probability(of end: Double) -> Double {
            var (below, above) = (0.0, 1.0)
            for _ in 0..<52 {
                let middle = (below + above) / 2
                if quantile(middle) < end { below = middle } else { above = middle }
            }
            return (below + above) / 2
        }
        let from = low.isFinite ? probability(of: low) : 0
        let to = high.isFinite ? probability(of: high) : 1
        var found: [WeightedValue] = []
        for k in 0..<Self.values {
            let value = quantile(from + (to - from) * (Double(k) + 0.5) / Double(Self.values))
            if found.last?.value != value { found.append(WeightedValue(value: value, weight: 1)) }
        }
        return found
    }
}
