import Foundation
import Output
import Questions
import Sampling
import Scenarios
import Studies
import Sweeps

extension Scenario {
    /// Runs every option at every point of the scenario's `vary` and `design`: the numbers of `equipoise sweep`, to the bit, on any
    /// number of threads.
    ///
    /// All is kept in memory. For millions of points, and for what can go on after an interruption, there is the command.
    ///
    /// It returns when all is done, so that a program with a main loop calls it from a thread or a task of its own. Once that task is
    /// cancelled, the sweep ends with `CancellationError` within a fraction of a second.
    ///
    /// - Parameters:
    ///   - threads: at least 1; nil for one on each processor.
    ///   - progress: told on the calling thread how many points are done and how many there are, first none and last all. What it
    ///     throws ends the sweep.
    /// - Throws: ``ScenarioError`` where the scenario varies nothing or its design gives no points, `CancellationError`, or what
    ///   `progress` throws.
    public func sweep(
        threads: Int? = nil, progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> Sweep {
        let sampler: Sampler
        do throws(InputError) {
            sampler = try loaded.sampler()
        } catch {
            throw ScenarioError(error)
        }
        let threads = max(threads ?? ProcessInfo.processInfo.activeProcessorCount, 1)
        let evaluator = PointEvaluator(loaded.scenario, sampler.inputs, jobs: threads)
        var (points, rows, failures): ([[Double]], [Sweep.Outcomes], [Sweep.Failure]) = ([], [], [])
        while points.count < sampler.count {
            try Task.checkCancellation()
            try progress(points.count, sampler.count)
            let start = points.count
            let end = min(start + Self.pointsOfThread * threads, sampler.count)
            points += (start..<end).map(sampler.draws)
            let found = evaluator.outcomes(at: Array(points[start...]))
            for (point, values) in found.values.enumerated() {
                rows += zip(options, values).map { option, values in
                    Sweep.Outcomes(
                        point: start + point, option: option, values: values.map { $0.isFinite ? $0 : nil })
                }
            }
            failures += found.failures.map {
                Sweep.Failure(
                    point: start + $0.point, option: options[$0.option], year: $0.year, reason: $0.reason)
            }
        }
        try progress(points.count, sampler.count)
        return Sweep(
            inputs: sampler.inputs.map { Sweep.Column($0.column) },
            outcomes: loaded.scenario.experiment.outcomes.map {
                Sweep.Column($0.column(in: loaded.scenario))
            },
            points: points, rows: rows, failures: failures, notes: sampler.notes)
    }

    /// What a thread does between two looks at whether to go on.
    private static let pointsOfThread = 128
}

extension Sweep.Column {
    init(_ column: NumberColumn) {
        self.init(name: column.name, unit: column.unit, meaning: column.description)
    }
}
