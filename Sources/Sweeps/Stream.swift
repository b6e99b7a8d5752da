import Output

/// A file to which every piece of work adds.
struct Stream {
    let name: String
    let header: [UInt8]

    /// Tables in the order of `Piece.rows`, then the columns if there is a summary to be made.
    static func all(_ plan: SweepPlan) -> [Stream] {
        var streams = tables(plan).map { name, schema in
            Stream(
                name: name, header: Array((schema.names.map(CSV.field).joined(separator: ",") + "\n").utf8))
        }
        if plan.shard == nil { streams.append(Stream(name: ColumnFile.name, header: [])) }
        return streams
    }

    static func tables(_ plan: SweepPlan) -> [(name: String, schema: TableSchema)] {
        var tables = [
            ("experiments.csv", TableSchema.experiments(plan.inputDescriptions)),
            ("outcomes.csv", TableSchema.outcomes(plan.outcomeDescriptions)),
            ("failures.csv", TableSchema.failures),
        ]
        if plan.tables.timeseries { tables.append(("timeseries.csv", TableSchema.paths)) }
        return tables
    }
}
