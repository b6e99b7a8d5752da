import Declarations
import Questions
package import Simulation

/// The three tables of a run.
package struct RunTables {
    private let result: RunResult
    private let reports: Reports

    package init(_ result: RunResult) {
        self.result = result
        reports = Reports(result.scenario.world)
    }

    private var scenario: Scenario { result.scenario }

    /// Instants that have rows; those that only the comparison needs have none.
    private var rowTimes: [Double] { scenario.horizon.times(from: scenario.world.baseYear) }

    // MARK: - Over time

    /// A year of an option.
    package struct Instant {
        let scenario: String
        let option: String
        let year: Double

        static let columns: [Column<Instant>] = [
            Column("scenario", "Name of the scenario") { $0.scenario }, option, year,
        ]
        fileprivate static let option = Column<Instant>("option", "Name of the option of policy") {
            $0.option
        }
        fileprivate static let year = Column<Instant>.year(
            "year", "Year, with a fraction for a point within it; flows are rates a year at that instant"
        ) { $0.year }
    }

    /// What a number of a run is of.
    private static let cell: [Column<Reports.Cell>] = [
        Column(
            "jurisdiction",
            "Place, or World for the sum over places; what it is the place of depends on the variable"
        ) { $0.place },
        Column("sector", sector) { $0.sector },
        Column(
            "variable",
            "What is measured: "
                + Variable.allCases.map {
                    "\($0.rawValue) (\($0.declaration.subject.rawValue): \($0.declaration.meaning))"
                }
                .joined(separator: "; "),
            allowed: Variable.allCases.map(\.rawValue)
        ) { $0.variable.rawValue },
        Column(
            "unit", "Unit of the value; money is at prices of the base year",
            allowed: Set(Variable.allCases.map(\.declaration.unit.rawValue)).sorted()
        ) { $0.variable.declaration.unit.rawValue },
    ]

    private static let sector = "Creative sector; empty for a sum over sectors, and where a variable has none"

    private static let value = Column<Double>("value", "The value") { $0 }

    /// A table of numbers of runs over time, whose rows begin as those of `Start`.
    private static func overTime<Start>(
        _ title: String, _ start: [Column<Start>]
    ) -> Table<(Start, Reports.Cell, Double)> {
        Table(
            "timeseries.csv", title,
            start.map { $0.of { $0.0 } } + cell.map { $0.of { $0.1 } } + [value.of { $0.2 }])
    }

    package static let timeseries = overTime("Every variable of every option over time", Instant.columns)

    /// The long table of a single run, by point.
    package static let paths = overTime(
        "Every variable of every option over time, at every point",
        [
            Column<PathRow>("point", "Number of the point, from 0; the same in every table") { $0.point },
            Instant.option.of { $0.instant }, Instant.year.of { $0.instant },
        ])

    /// What a row of a sweep's long table begins with.
    package struct PathRow {
        let point: Int
        let instant: Instant
    }

    /// What stands in a row over time for a cell of a report, the same in every year.
    package static func key(of cell: Reports.Cell) -> [UInt8] { Column.bytes(self.cell, cell) }

    /// Every variable of every option and year; without the header where it continues another scenario's table.
    package func writeTimeseries(to sink: ByteSink, withHeader: Bool) throws(OutputError) {
        if withHeader { try sink.write(Self.timeseries.schema.header) }
        let keys = reports.cells.map(Self.key)
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                let start = Column.bytes(
                    Instant.columns, Instant(scenario: scenario.name, option: option.name, year: time))
                var rows = CSVRows()
                for (cell, key) in zip(reports.cells, keys) {
                    rows.add(start)
                    rows.add(key)
                    Self.value.fill(cell.value(in: point), &rows)
                    rows.endRow()
                }
                try sink.write(rows)
            }
        }
    }

    // MARK: - Who gains

    package struct ImpactRow {
        let scenario: String
        let entry: Impact.Entry
    }

    package static let impact = Table<ImpactRow>(
        "impact.csv", "Who gains: each option less the one compared with, summed over the years compared",
        [
            Column("scenario", "Name of the scenario") { $0.scenario },
            Column("option", "Name of the option of policy") { $0.entry.option },
            Column("jurisdiction", "Place, or World for the sum over places") { $0.entry.place },
            Column(
                "group", "Who gains; total is the sum of all groups", allowed: Variable.gains.map(\.group)
            ) { $0.entry.group },
            Column(
                "unit", "Unit of undiscounted and present_value; annualised is the same a year",
                allowed: [Unit.billion.rawValue]
            ) { _ in Unit.billion.rawValue },
            Column("undiscounted", "Sum of the yearly differences") { $0.entry.undiscounted },
            Column(
                "present_value", "Sum of the yearly differences, discounted to the first year compared"
            ) { $0.entry.presentValue },
            Column("annualised", "Present value divided by the sum of the discount factors, a year") {
                $0.entry.annualised
            },
        ])

    /// Each option less the one compared with, by place and group.
    package func writeImpact(to sink: ByteSink) throws(OutputError) {
        try sink.write(Self.impact.schema.header)
        let entries = Impact(scenario, result.trajectories).entries
        try sink.write(
            Self.impact.rows(entries.lazy.map { ImpactRow(scenario: scenario.name, entry: $0) }))
    }

    // MARK: - Owners

    package struct Owners {
        let place: String
        /// Empty for the sum over sectors.
        let sector: String
        let band: String

        fileprivate static let columns: [Column<Owners>] = [
            Column("jurisdiction", "Place of origin of the works") { $0.place },
            Column("sector", RunTables.sector) { $0.sector },
            Column("band", "Class of owners by the value of their works") { $0.band },
            Column("unit", "Unit of licence_income", allowed: [Unit.billionPerYear.rawValue]) { _ in
                Unit.billionPerYear.rawValue
            },
        ]
    }

    package struct Income {
        let ofBand: Double
        let ofAll: Double

        fileprivate static let columns: [Column<Income>] = [
            Column("licence_income", "Licence income of the band") { $0.ofBand },
            Column(
                "share", "Its share of the licence income of that origin and sector; 0 where there is none"
            ) { $0.ofAll > 0 ? $0.ofBand / $0.ofAll : 0 },
        ]
    }

    package static let bands = Table<(Instant, Owners, Income)>(
        "bands.csv", "Licence income by size of owners",
        Instant.columns.map { $0.of { $0.0 } } + Owners.columns.map { $0.of { $0.1 } }
            + Income.columns.map { $0.of { $0.2 } })

    /// Licence income by size of owners.
    package func writeBands(to sink: ByteSink) throws(OutputError) {
        try sink.write(Self.bands.schema.header)
        let sectors = scenario.world.sectors
        let bands = scenario.world.sizeBands.map(\.name)
        let owners = scenario.world.jurisdictions.map { place in
            (sectors + [""]).map { sector in
                bands.map { band in
                    Column.bytes(Owners.columns, Owners(place: place, sector: sector, band: band))
                }
            }
        }
        for (option, trajectory) in result.succeeded {
            for time in rowTimes {
                guard let point = trajectory.point(at: time) else { continue }
                let start = Column.bytes(
                    Instant.columns, Instant(scenario: scenario.name, option: option.name, year: time))
                var rows = CSVRows()
                for (o, owners) in owners.enumerated() {
                    var sum = [Double](repeating: 0, count: bands.count)
                    for (s, owners) in owners.enumerated() {
                        let row = (o * sectors.count + s) * bands.count
                        let income =
                            s == sectors.count ? sum : Array(point.bandIncome[row..<row + bands.count])
                        let total = income.reduce(0, +)
                        for (b, owners) in owners.enumerated() {
                            if s < sectors.count { sum[b] += income[b] }
                            rows.add(start)
                            rows.add(owners)
                            let amount = Income(ofBand: income[b], ofAll: total)
                            for column in Income.columns { column.fill(amount, &rows) }
                            rows.endRow()
                        }
                    }
                }
                try sink.write(rows)
            }
        }
    }
}
