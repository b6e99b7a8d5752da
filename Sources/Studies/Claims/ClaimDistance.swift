import Analysis
package import Declarations
import Model
import Questions
package import Sampling

/// How far the assumptions under which a claim holds lie from an ensemble that observations have left.
struct ClaimDistance {
    let claim: Claim
    /// Names of the deciding inputs that the ensemble tells, and of those that it does not.
    let told: [String]
    let untold: [String]
    /// Draws in which the claim holds.
    let draws: Int
    /// Of the nearest of them, and of the middle one.
    let nearest: Double
    let median: Double
    /// Shares of the ensemble that lie farther from its own middle.
    let beyondNearest: Double
    let beyondMedian: Double
}

/// An ensemble of points, as numbers of the world that draws of other scenarios can be compared with.
package struct ComparisonEnsemble {
    private let world: World
    private let sampler: Sampler
    private let points: [[Double]]

    package init(_ world: World, _ sampler: Sampler) {
        self.world = world
        self.sampler = sampler
        points = (0..<sampler.count).map { point in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: sampler.inputs.count) { values in
                guard let base = values.baseAddress else { return [] }
                sampler.draw(point, into: base)
                return Array(values)
            }
        }
    }

    /// What a draw makes of an entry of a world.
    private static func number(_ draw: Double, _ input: Input, at position: Int, in world: World) -> Double {
        input.isFactor ? world.values[position] * draw : draw
    }

    private static func positions(_ input: Input) -> [Int] {
        if case .entries(_, let positions) = input.target { return positions }
        return []
    }

    /// The ensemble's column that moves an input's entry, and the entry.
    private func column(for input: Input) -> (column: Int, position: Int)? {
        for (column, own) in sampler.inputs.enumerated() {
            let shared = Self.positions(own).first { Self.positions(input).contains($0) }
            if let shared { return (column, shared) }
        }
        return nil
    }

    /// - Parameters:
    ///   - inputs: of the claims' draws.
    ///   - draws: input by input.
    /// - Returns: nil where the ensemble tells none of the inputs that decide the claim, or none of the draws holds it.
    func distance(_ finding: ClaimFinding, _ inputs: [Input], _ draws: [[Double]], in other: World)
        -> ClaimDistance?
    {
        let deciding = finding.deciding.map(\.input)
        let told = deciding.compactMap { input in column(for: inputs[input]).map { (input, $0) } }
        var (ensemble, holding): ([[Double]], [[Double]]) = ([], [])
        for (input, place) in told {
            let own = sampler.inputs[place.column]
            var ours = points.map { Self.number($0[place.column], own, at: place.position, in: world) }
            var theirs = finding.holding.map {
                Self.number(draws[input][$0], inputs[input], at: place.position, in: other)
            }
            // numbers above 0 are compared by their ratios, as ranges of factors are drawn
            if (ours + theirs).allSatisfy({ $0 > 0 }) {
                ours = ours.map { .logarithm(of: $0) }
                theirs = theirs.map { .logarithm(of: $0) }
            }
            ensemble.append(ours)
            holding.append(theirs)
        }
        guard !finding.holding.isEmpty, let distance = MahalanobisDistance(ensemble) else { return nil }
        let own = points.indices.map { point in distance(ensemble.map { $0[point] }) }
        let found = finding.holding.indices.map { draw in distance(holding.map { $0[draw] }) }.sorted()
        let median = quantile(ofSorted: found, 0.5)
        func beyond(_ limit: Double) -> Double {
            Double(own.count { $0 > limit }) / Double(own.count)
        }
        let counting = distance.columns.map { told[$0].0 }
        return ClaimDistance(
            claim: finding.claim, told: counting.map { inputs[$0].name },
            untold: deciding.filter { !counting.contains($0) }.map { inputs[$0].name }, draws: found.count,
            nearest: found[0], median: median, beyondNearest: beyond(found[0]),
            beyondMedian: beyond(median))
    }
}
