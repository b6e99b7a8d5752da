package import Questions
import Sampling

/// The outcomes of every option at points that are chosen one lot after the other: for searches, which go on from what they find.
///
/// Nothing is written. A point gives the same bits in any lot and on any number of threads, and the same as in a sweep.
package struct PointEvaluator: Sendable {
    package let scenario: Scenario
    package let inputs: [Input]
    private let jobs: Int

    /// - Parameters:
    ///   - scenario: its options run, and its outcomes are what is told of each.
    ///   - inputs: what the numbers of a point move.
    package init(_ scenario: Scenario, _ inputs: [Input], jobs: Int) {
        self.scenario = scenario
        self.inputs = inputs
        self.jobs = jobs
    }

    /// - Parameter points: a number for each input, in order.
    package func outcomes(at points: [[Double]]) -> PointOutcomes {
        guard !points.isEmpty else { return PointOutcomes() }
        let sampler = Sampler(PointTable(inputs: inputs, rows: points))
        let plan = SweepPlan(scenario, sampler)
        // as many lots as keep all threads at work to the end, and none so small that lanes stay empty
        let size = max(Self.leastLot, (points.count + 4 * jobs - 1) / (4 * jobs))
        let lots = (points.count + size - 1) / size
        let parts = inParallel(lots, jobs) { lot in
            PointEngine(plan).outcomes(at: lot * size..<min((lot + 1) * size, points.count))
        }
        return PointOutcomes(
            values: parts.flatMap(\.values), failures: parts.flatMap(\.failures))
    }

    private static let leastLot = 16
}

/// Outcomes in memory.
package struct PointOutcomes: Sendable, Equatable {
    /// By point, option and outcome: infinity for a crossing that never happens, not a number for a run that failed.
    package var values: [[[Double]]] = []
    /// In the order of points and options.
    package var failures: [FailedRun] = []

    /// Why the first run that failed did.
    package var failure: String? { failures.first?.reason }
}

/// A run that has no outcomes.
package struct FailedRun: Sendable, Equatable {
    package let point: Int
    package let option: Int
    /// Where the run ended; nil where it did not begin.
    package let year: Double?
    package let reason: String
}
