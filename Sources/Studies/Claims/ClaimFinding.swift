package import Analysis
import Output
package import Questions
import Sweeps

/// What the draws say of one claim.
package struct ClaimFinding {
    /// The number that a test is about, over the draws.
    struct TestFinding {
        let test: Claim.Test
        /// Of the draws that are not too close to tell; nil where all are.
        let share: Proportion?
        let tooClose: Int
        /// At 5, 50 and 95 %.
        let quantiles: [Double]
    }

    /// A box of assumptions in which the claim mostly holds, or mostly fails.
    struct Side {
        let holds: Bool
        let prim: Prim
        let box: Box
        /// Numbers of the inputs, among all, that the box may limit.
        let inputs: [Int]
        let remaining: [Int]

        /// Whether it is as dense as was asked for.
        var isDense: Bool { box.density >= ClaimFinding.density }
    }

    package let claim: Claim
    /// Points at which the claim could be decided.
    let points: [Int]
    /// Points without a number to decide it by.
    package let leftOut: Int
    /// Points at which that number is so near to its limit that the solver's error would decide.
    package let tooClose: Int
    /// Those at which it holds.
    package let holding: [Int]
    let tests: [TestFinding]
    /// Nil where no draw decides it.
    package let share: Proportion?
    /// By input; none where the claim holds in all of the draws or in none.
    package let indices: [GivenDataIndices.Index]
    private(set) var sides: [Side] = []

    /// Density that a box is to have, and inputs that it may limit.
    private static let density = 0.8
    private static let mostInputs = 5

    init(
        _ claim: Claim, _ tables: SweepTables, _ indifference: OutcomeIndifference, resamples: Int,
        seed: UInt64
    ) {
        self.claim = claim
        let columns = claim.tests.map { Self.quantities($0, tables, indifference) }
        let told = (0..<tables.count).filter { point in columns.allSatisfy { $0[point] != nil } }
        leftOut = tables.count - told.count
        let numbers = columns.map { column in told.compactMap { column[$0] } }
        let decisions = told.indices.map { point in
            Threshold.all(zip(claim.tests, numbers).map { $0.holds.decision($1[point]) })
        }
        let decided = zip(told, decisions).compactMap { point, holds in holds.map { (point, $0) } }
        let points = decided.map(\.0)
        let holds = decided.map(\.1)
        self.points = points
        tooClose = told.count - points.count
        holding = decided.filter(\.1).map(\.0)
        tests = told.isEmpty ? [] : zip(claim.tests, numbers).map(TestFinding.init)
        guard !points.isEmpty else {
            (share, indices) = (nil, [])
            return
        }
        share = Proportion(holding.count, of: points.count)
        let draws = tables.draws.map { column in points.map { column[$0] } }
        let found = GivenDataIndices(
            draws, holds.map { $0 ? 1 : 0 },
            bootstrap: Bootstrap(points.count, resamples: resamples, seed: seed))
        indices = found?.indices ?? []
        let deciding = deciding
        guard !deciding.isEmpty else { return }
        for side in [true, false] {
            let prim = Prim(deciding.map { draws[$0.input] }, holds.map { $0 == side })
            guard let chosen = FoundBoxes(prim, boxes: 1, density: Self.density).chosen.first else {
                continue
            }
            sides.append(
                Side(
                    holds: side, prim: prim, box: chosen.box, inputs: deciding.map(\.input),
                    remaining: chosen.remaining))
        }
    }

    private static func quantities(
        _ test: Claim.Test, _ tables: SweepTables, _ indifference: OutcomeIndifference
    ) -> [Inexact?] {
        var columns: [String: [String: [Inexact]]] = [:]
        for name in test.outcomes + test.per {
            guard let outcome = tables.outcomes.firstIndex(of: name) else { continue }
            for (option, optionName) in tables.options.enumerated() {
                columns[name, default: [:]][optionName] = zip(
                    tables.values(outcome, option: option), indifference[name]
                ).map { Inexact($0, within: $1) }
            }
        }
        return (0..<tables.count).map { point in
            test.quantity { columns[$0]?[$1]?[point] ?? Inexact(.nan, within: 0) }
        }
    }

    /// The inputs that decide something for sure, those that decide most first.
    package var deciding: [GivenDataIndices.Index] {
        Array(
            indices.filter { $0.interval.lowerBound > 0 }
                .sorted { ($0.first, -$0.input) > ($1.first, -$1.input) }
                .prefix(Self.mostInputs))
    }
}

extension ClaimFinding.TestFinding {
    /// - Parameter numbers: over the draws that have one; at least one.
    init(_ test: Claim.Test, _ numbers: [Inexact]) {
        self.test = test
        let decided = numbers.compactMap(test.holds.decision)
        share = decided.isEmpty ? nil : Proportion(decided.count { $0 }, of: decided.count)
        tooClose = numbers.count - decided.count
        let sorted = numbers.map(\.value).sorted()
        quantiles = [0.05, 0.5, 0.95].map { quantile(ofSorted: sorted, $0) }
    }
}
