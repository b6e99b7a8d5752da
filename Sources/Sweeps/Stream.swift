import Output

/// A file to which every piece of work adds.
struct Stream {
    let name: String
    let header: [UInt8]
    let isCompressed: Bool

    /// Tables in the order of `Piece.rows`, then the columns if there is a summary to be made.
    static func all(_ plan: SweepPlan) -> [Stream] {
        let isCompressed = plan.tables.gzip
        var streams = tables(plan).map { table in
            Stream(
                name: table.name, header: encode(Array(table.schema.header.utf8), isCompressed: isCompressed),
                isCompressed: isCompressed)
        }
        if plan.shard == nil {
            streams.append(Stream(name: ColumnFile.name, header: [], isCompressed: false))
        }
        return streams
    }

    /// The rows of a piece as they stand in the file: compressed piece by piece, so that every thread does its own.
    static func encode(_ rows: [UInt8], isCompressed: Bool) -> [UInt8] {
        guard isCompressed, !rows.isEmpty else { return rows }
        // bytes that are not compressed would make a file that is none
        guard let member = Gzip.member(rows) else { preconditionFailure("no memory to compress rows") }
        return member
    }

    static func tables(_ plan: SweepPlan) -> [(name: String, schema: TableSchema)] {
        var tables = [
            (plan.ofDraws.file, plan.ofDraws.schema), (plan.ofResults.file, plan.ofResults.schema),
            (PointTables.failures.file, PointTables.failures.schema),
        ]
        if plan.tables.timeseries { tables.append((RunTables.paths.file, RunTables.paths.schema)) }
        let suffix = plan.tables.gzip ? ".gz" : ""
        return tables.map { ($0.0 + suffix, $0.1) }
    }
}
