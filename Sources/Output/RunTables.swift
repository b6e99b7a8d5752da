import Declarations
package import Simulation

/// The three tables of a run.
package struct RunTables {
    private let result: RunResult
    private let name: String
    private let reports: Reports

    package init(_ result: RunResult) {
        self.result = result
        name = CSV.field(result.scenario.name)
        reports = Reports(result.scenario.world)
    }

    private var scenario: Scenario { result.scenario }

    /// Instants that have rows; those that only the comparison needs have none.
    private var rowTimes: [Double] { scenario.horizon.times(from: scenario.world.baseYear) }

    /// Every variable of every option and year; without the header where it continues another scenario's table.
    package func writeTimeseries(to sink: ByteSink, withHeader: Bool) throws(OutputError) {
        let csv = try CSV(sink, withHeader ? .timeseries : nil)
        let keys = reports.cells.map { cell in
            let variable = cell.variable
            return Array(
                "\(cell.place),\(cell.sector),\(variable.rawValue),\(variable.declaration.unit.rawValue),"
                    .utf8)
        }
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                let start = Array("\(name),\(option.name),\(CSV.year(time)),".utf8)
                for (cell, key) in zip(reports.cells, keys) {
                    try csv.row(start, key, cell.value(in: point))
                }
            }
        }
    }

    /// Each option less the one compared with, by place and group.
    package func writeImpact(to sink: ByteSink) throws(OutputError) {
        let csv = try CSV(sink, .impact)
        for entry in Impact(scenario, result.trajectories).entries {
            try csv.row(
                name, entry.option, entry.place, entry.group, Unit.billion.rawValue,
                CSV.number(entry.undiscounted), CSV.number(entry.presentValue),
                CSV.number(entry.annualised))
        }
    }

    /// Licence income by size of owners.
    package func writeBands(to sink: ByteSink) throws(OutputError) {
        let csv = try CSV(sink, .bands)
        let (places, sectors) = (scenario.world.jurisdictions, scenario.world.sectors)
        let bands = scenario.world.sizeBands.map(\.name)
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                for (o, place) in places.enumerated() {
                    var sum = [Double](repeating: 0, count: bands.count)
                    for s in 0...sectors.count {
                        let row = (o * sectors.count + s) * bands.count
                        let income =
                            s == sectors.count ? sum : Array(point.bandIncome[row..<row + bands.count])
                        let total = income.reduce(0, +)
                        for (b, band) in bands.enumerated() {
                            if s < sectors.count { sum[b] += income[b] }
                            try csv.row(
                                name, option.name, CSV.year(time), place, s < sectors.count ? sectors[s] : "",
                                band, Unit.billionPerYear.rawValue, CSV.number(income[b]),
                                CSV.number(total > 0 ? income[b] / total : 0))
                        }
                    }
                }
            }
        }
    }
}
