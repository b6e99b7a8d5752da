import Analysis
import Output
import Simulation
import Sweeps

/// What the draws say of one claim.
struct ClaimFinding {
    /// The number that a test is about, over the draws.
    struct TestFinding {
        let test: Claim.Test
        let share: Proportion
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

    let claim: Claim
    /// Points at which the claim could be decided.
    let points: [Int]
    let leftOut: Int
    /// Those at which it holds.
    let holding: [Int]
    let tests: [TestFinding]
    /// Nil where no draw decides it.
    let share: Proportion?
    /// By input; none where the claim holds in all of the draws or in none.
    let indices: [GivenDataIndices.Index]
    private(set) var sides: [Side] = []

    /// Density that a box is to have, and inputs that it may limit.
    private static let density = 0.8
    private static let mostInputs = 5

    init(_ claim: Claim, _ tables: SweepTables, resamples: Int, seed: UInt64) {
        self.claim = claim
        let columns = claim.tests.map { Self.quantities($0, tables) }
        let points = (0..<tables.count).filter { point in columns.allSatisfy { $0[point] != nil } }
        self.points = points
        leftOut = tables.count - points.count
        let decided = columns.map { column in points.compactMap { column[$0] } }
        let holds = points.indices.map { point in
            zip(claim.tests, decided).allSatisfy { $0.holds.holds($1[point]) }
        }
        holding = zip(points, holds).filter(\.1).map(\.0)
        guard !points.isEmpty else {
            (tests, share, indices) = ([], nil, [])
            return
        }
        tests = zip(claim.tests, decided).map { test, values in
            let sorted = values.sorted()
            return TestFinding(
                test: test,
                share: Proportion(values.count { test.holds.holds($0) }, of: values.count),
                quantiles: [0.05, 0.5, 0.95].map { quantile(ofSorted: sorted, $0) })
        }
        share = Proportion(holds.count { $0 }, of: holds.count)
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

    private static func quantities(_ test: Claim.Test, _ tables: SweepTables) -> [Double?] {
        var columns: [String: [String: [Double]]] = [:]
        for name in test.outcomes + test.per {
            guard let outcome = tables.outcomes.firstIndex(of: name) else { continue }
            for (option, optionName) in tables.options.enumerated() {
                columns[name, default: [:]][optionName] = tables.values(outcome, option: option)
            }
        }
        return (0..<tables.count).map { point in
            test.quantity { columns[$0]?[$1]?[point] ?? .nan }
        }
    }

    /// The inputs that decide something for sure, those that decide most first.
    var deciding: [GivenDataIndices.Index] {
        Array(
            indices.filter { $0.interval.lowerBound > 0 }
                .sorted { ($0.first, -$0.input) > ($1.first, -$1.input) }
                .prefix(Self.mostInputs))
    }
}
