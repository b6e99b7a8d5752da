import Declarations
import Questions
import Simulation

private typealias ComputedImpact = Impact

extension Run {
    init(_ result: RunResult) {
        let scenario = result.scenario
        let cells = Reports(scenario.world).cells
        let years = scenario.horizon.times(from: scenario.world.baseYear)
        let values = result.succeeded.map { option, trajectory in
            years.compactMap(trajectory.point).flatMap { point in
                cells.map { Value(option.name, $0, point) }
            }
        }
        self.init(
            options: scenario.options.map(\.name), reference: scenario.comparison.against,
            values: Array(values.joined()),
            impact: ComputedImpact(scenario, result.trajectories).entries.map(Impact.init),
            failures: result.failures.map {
                Failure(option: $0.option, year: $0.failure.year, reason: $0.failure.reason)
            })
    }

    /// What a run reports is finite, and yet a sum of it may not be: the run has failed then, as in a sweep.
    package init(
        options: [String], reference: String, values: [Value], impact: [Impact], failures: [Failure]
    ) {
        let broken =
            values.lazy.filter { !$0.value.isFinite }.map(\.option)
            + impact.lazy.filter { !$0.presentValue.isFinite || !$0.undiscounted.isFinite }.map(\.option)
        let failures =
            failures
            + Set(broken).map { option in
                Failure(
                    option: option, year: nil,
                    reason: "a sum is not finite; the numbers it is made of are too large")
            }
        func hasSucceeded(_ option: String) -> Bool { !failures.contains { $0.option == option } }
        self.values = values.filter { hasSucceeded($0.option) }
        self.impact = hasSucceeded(reference) ? impact.filter { hasSucceeded($0.option) } : []
        self.failures = options.compactMap { option in failures.first { $0.option == option } }
    }
}

extension Run.Value {
    fileprivate init(_ option: String, _ cell: Reports.Cell, _ point: Trajectory.Point) {
        self.init(
            option: option, year: point.time, jurisdiction: cell.place,
            sector: cell.sector.isEmpty ? nil : cell.sector, variable: cell.variable.rawValue,
            unit: cell.variable.declaration.unit.rawValue, value: cell.value(in: point))
    }
}

extension Run.Impact {
    fileprivate init(_ entry: ComputedImpact.Entry) {
        self.init(
            option: entry.option, jurisdiction: entry.place, group: entry.group, unit: Unit.billion.rawValue,
            undiscounted: entry.undiscounted, presentValue: entry.presentValue, annualised: entry.annualised)
    }
}
