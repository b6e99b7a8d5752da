package import Questions
import Sampling
package import Scenarios
package import Sweeps

/// The points of a sweep at which conditions are decided, and how.
package struct DiscoveryCases {
    package private(set) var points: [Int] = []
    /// By such point, whether all conditions hold.
    package private(set) var isCase: [Bool] = []
    /// Points at which a run failed.
    package private(set) var failed = 0
    /// Points at which the solver's error would decide.
    package private(set) var tooClose = 0
    private let conditions: [Condition]
    private let columns: [[Double]]

    /// - Parameters:
    ///   - loaded: the scenario that was swept.
    ///   - columns: by condition, then point, the number that it is of.
    package init(
        _ conditions: [Condition], _ columns: [[Double]], _ tables: SweepTables, _ loaded: LoadedScenario,
        jobs: Int
    ) throws(InputError) {
        self.conditions = conditions
        self.columns = columns
        let indifference = OutcomeIndifference(
            of: conditions.map(\.outcome), tables, loaded.scenario, try loaded.sampler().inputs, jobs: jobs)
        for point in 0..<tables.count {
            guard columns.allSatisfy({ !$0[point].isNaN }) else {
                failed += 1
                continue
            }
            let holds = Threshold.all(
                zip(conditions, columns).map { condition, column in
                    condition.threshold.decision(
                        Inexact(column[point], within: indifference[condition.outcome][point]))
                })
            guard let holds else {
                tooClose += 1
                continue
            }
            points.append(point)
            isCase.append(holds)
        }
    }

    /// Why there is nothing to discover, since all points are alike; nil where there is.
    package var obstacle: String? {
        let count = isCase.count { $0 }
        guard count == 0 || count == points.count else { return nil }
        let close = tooClose > 0 ? "; \(tooCloseToTell(tooClose, "point"))" : ""
        if points.isEmpty { return "decides no point\(close)" }
        let ends = columns.map { column in
            let values = points.map { column[$0] }
            let ends = [values.min() ?? 0, values.max() ?? 0].map { $0.isFinite ? "\($0)" : "never" }
            return "from \(ends[0]) to \(ends[1])"
        }
        return "holds at \(count == 0 ? "none" : "all") of \(points.count) points, where "
            + zip(conditions, ends).map { "\($0.outcome) is \($1)" }.joined(separator: ", ") + close
    }
}
