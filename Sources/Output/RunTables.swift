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
        if withHeader { try sink.write(TableSchema.timeseries.header) }
        let keys = reports.cells.map { cell in
            let variable = cell.variable
            return Array(
                "\(cell.place),\(cell.sector),\(variable.rawValue),\(variable.declaration.unit.rawValue)"
                    .utf8)
        }
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                let start = Array("\(name),\(option.name),\(CSV.year(time))".utf8)
                var rows = CSVRows()
                for (cell, key) in zip(reports.cells, keys) {
                    rows.add(start)
                    rows.add(key)
                    rows.add(cell.value(in: point))
                    rows.endRow()
                }
                try sink.write(rows)
            }
        }
    }

    /// Each option less the one compared with, by place and group.
    package func writeImpact(to sink: ByteSink) throws(OutputError) {
        try sink.write(TableSchema.impact.header)
        var rows = CSVRows()
        for entry in Impact(scenario, result.trajectories).entries {
            rows.add(all: name, entry.option, entry.place, entry.group, Unit.billion.rawValue)
            for value in [entry.undiscounted, entry.presentValue, entry.annualised] { rows.add(value) }
            rows.endRow()
        }
        try sink.write(rows)
    }

    /// Licence income by size of owners.
    package func writeBands(to sink: ByteSink) throws(OutputError) {
        try sink.write(TableSchema.bands.header)
        let (places, sectors) = (scenario.world.jurisdictions, scenario.world.sectors)
        let bands = scenario.world.sizeBands.map(\.name)
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                var rows = CSVRows()
                for (o, place) in places.enumerated() {
                    var sum = [Double](repeating: 0, count: bands.count)
                    for s in 0...sectors.count {
                        let row = (o * sectors.count + s) * bands.count
                        let income =
                            s == sectors.count ? sum : Array(point.bandIncome[row..<row + bands.count])
                        let total = income.reduce(0, +)
                        for (b, band) in bands.enumerated() {
                            if s < sectors.count { sum[b] += income[b] }
                            rows.add(
                                all: name, option.name, CSV.year(time), place,
                                s < sectors.count ? sectors[s] : "", band, Unit.billionPerYear.rawValue)
                            rows.add(income[b])
                            rows.add(total > 0 ? income[b] / total : 0)
                            rows.endRow()
                        }
                    }
                }
                try sink.write(rows)
            }
        }
    }
}
