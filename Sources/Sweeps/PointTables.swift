package import Output

/// The tables that every piece of a sweep adds rows to.
package enum PointTables {
    /// A point, and its inputs as drawn.
    package struct Draw {
        let point: Int
        let values: [Double]
    }

    package static func experiments(_ inputs: [NumberColumn]) -> Table<Draw> {
        Table(
            "experiments.csv", "The points: the value of every input, as drawn",
            [Column("point", point) { $0.point }]
                + inputs.enumerated().map { index, input in Column(input) { $0.values[index] } })
    }

    /// An option at a point; outcomes that are no numbers are not finite.
    package struct Result {
        let point: Int
        let option: String
        let values: [Double]
    }

    package static func outcomes(_ outcomes: [NumberColumn]) -> Table<Result> {
        Table(
            "outcomes.csv",
            "The outcomes of every option at every point; fields of a run that failed are empty",
            [
                Column("point", point) { $0.point },
                Column("option", "Name of the option of policy") { $0.option },
            ]
                + outcomes.enumerated().map { index, outcome in
                    // what failed, or never happens, is no number that a table lacks
                    Column(outcome) { $0.values[index].isFinite ? $0.values[index] : nil }
                })
    }

    package struct Failure {
        let point: Int
        let option: String
        /// nil where the run did not begin.
        let year: Double?
        let reason: String
    }

    package static let failures = Table<Failure>(
        "failures.csv", "Runs that failed, and why",
        [
            Column("point", point) { $0.point },
            Column("option", "Name of the option of policy") { $0.option },
            .year("year", "Year in which the run ended; empty where it did not begin") { $0.year },
            Column("reason", "What went wrong") { $0.reason },
        ])

    private static let point = "Number of the point, from 0; the same in every table"
}

extension ResultKind {
    package static let sweep = ResultKind(
        "sweep",
        tables: [
            PointTables.experiments([]).file, PointTables.outcomes([]).file, PointTables.failures.file,
            RunTables.paths.file,
        ].flatMap { [$0, $0 + ".gz"] } + [Summary.table.file],
        others: ["plan.json", Journal.name, ColumnFile.name])
}
