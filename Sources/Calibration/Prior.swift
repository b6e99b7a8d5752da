package import Declarations
package import Questions
internal import Sampling

/// What is known of a number without the observations, by its standard score: the score is normal with mean 0 and standard
/// deviation 1, and the number is as far up its distribution as the score is up the normal one.
///
/// So a fit that adds the scores to its residuals holds the same prior as the draws of a sweep do, and no score leads out of a
/// default range: the range's middle half is between scores of -0.67 and 0.67.
package struct Prior: Sendable {
    package let input: Input
    /// What the scenario has; nil for a table whose entries differ and get one common draw.
    package let byDefault: Double?
    private let quantile: Quantile

    /// Scores beyond these are a billionth from the end.
    package static let furthest = 6.0
    /// Beyond it the number is in the outer hundredth on its side of the prior.
    package static let atBound = 2.3263478740408408

    /// - Throws: where the distribution has no width.
    package init(_ input: Input, in world: World) throws(EvidenceError) {
        self.input = input
        guard case .distribution(let distribution)? = input.values else {
            throw EvidenceError("\(input.name) has no distribution")
        }
        do throws(Quantile.NothingBetween) {
            quantile = try Quantile(distribution, range: world.range(of: input.target))
        } catch {
            throw EvidenceError("\(input.name) has a distribution without width")
        }
        byDefault = Self.value(of: input, in: world)
    }

    package func value(at score: Double) -> Double {
        let below = NormalDistribution.probabilities(score).below
        return quantile(min(max(below, 0x1p-53), 1 - 0x1p-53))
    }

    /// The score of a number, at most `furthest` from 0.
    package func score(of value: Double) -> Double {
        var (low, high) = (-Self.furthest, Self.furthest)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if self.value(at: middle) < value { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Mean and standard deviation of the number where its score is normal.
    package func moments(mean: Double, deviation: Double) -> (mean: Double, deviation: Double) {
        let count = 400
        let values = (0..<count).map {
            value(at: mean + deviation * NormalDistribution.quantile((Double($0) + 0.5) / Double(count)))
        }
        let centre = values.reduce(0, +) / Double(count)
        let square = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(count)
        return (centre, square.squareRoot())
    }

    private static func value(of input: Input, in world: World) -> Double? {
        if input.isFactor { return 1 }
        switch input.target {
        case .entries(_, let positions):
            let values = Set(positions.map { world.values[$0] })
            return values.count == 1 ? values.first : nil
        case .discountRate: return world[.discountRate]
        case .baseRegime(let place, let lever): return world.baseLevers[place][lever.rawValue]
        case .regime(let name, let lever): return world.regime(named: name)?.levers[lever]
        case .each, .step: return nil
        }
    }
}

/// Why observations cannot be used as a scenario asks.
package struct EvidenceError: Error, Equatable {
    package let message: String
    /// Of the file of observations.
    package let line: Int?

    package init(_ message: String, line: Int? = nil) {
        self.message = message
        self.line = line
    }
}
