/// A column of a table: what is said of it, and how a row fills it.
package struct Column<Row>: Sendable {
    package let field: TableSchema.Field
    let fill: @Sendable (Row, inout CSVRows) -> Void

    package init(_ field: TableSchema.Field, _ fill: @escaping @Sendable (Row, inout CSVRows) -> Void) {
        self.field = field
        self.fill = fill
    }

    /// Texts; nil is an empty field.
    package init(
        _ name: String, _ description: String, allowed: [String]? = nil,
        _ value: @escaping @Sendable (Row) -> String?
    ) {
        self.init(TableSchema.Field(name, .string, description, allowed: allowed)) { row, rows in
            rows.add(value(row).map(CSV.field) ?? "")
        }
    }

    /// Numbers; nil, and what is not finite, is an empty field.
    package init(_ name: String, _ description: String, _ value: @escaping @Sendable (Row) -> Double?) {
        self.init(TableSchema.Field(name, .number, description)) { row, rows in rows.add(value(row)) }
    }

    package init(_ name: String, _ description: String, _ value: @escaping @Sendable (Row) -> Int?) {
        self.init(TableSchema.Field(name, .integer, description)) { row, rows in
            rows.add(value(row).map { "\($0)" } ?? "")
        }
    }

    package init(_ name: String, _ description: String, _ value: @escaping @Sendable (Row) -> Bool) {
        self.init(TableSchema.Field(name, .string, description, allowed: ["true", "false"])) { row, rows in
            rows.add("\(value(row))")
        }
    }

    /// Numbers that the user's scenario names.
    package init(_ column: NumberColumn, _ value: @escaping @Sendable (Row) -> Double?) {
        self.init(TableSchema.Field(column)) { row, rows in rows.add(value(row)) }
    }

    /// Years, `2030` or `2030.25`; nil is an empty field.
    package static func year(
        _ name: String, _ description: String, _ value: @escaping @Sendable (Row) -> Double?
    ) -> Column {
        Column(TableSchema.Field(name, .number, description)) { row, rows in
            rows.add(value(row).map(CSV.year) ?? "")
        }
    }

    /// The fields of a row, as bytes that rows may have in common.
    static func bytes(_ columns: [Column], _ row: Row) -> [UInt8] {
        var rows = CSVRows()
        for column in columns { column.fill(row, &rows) }
        return rows.bytes
    }

    /// The same column of rows that have such a row in them.
    package func of<Whole>(_ part: @escaping @Sendable (Whole) -> Row) -> Column<Whole> {
        Column<Whole>(field) { [fill] row, rows in fill(part(row), &rows) }
    }
}

/// A table of a result: its columns, from which its header, its Data Package and its rows follow.
package struct Table<Row>: Sendable {
    package let file: String
    package let schema: TableSchema
    private let columns: [Column<Row>]

    package init(_ file: String, _ title: String, _ columns: [Column<Row>]) {
        self.file = file
        schema = TableSchema(title: title, fields: columns.map(\.field))
        self.columns = columns
    }

    package func add(_ row: Row, to rows: inout CSVRows) {
        for column in columns { column.fill(row, &rows) }
        rows.endRow()
    }

    package func rows(_ rows: some Sequence<Row>) -> CSVRows {
        var table = CSVRows()
        for row in rows { add(row, to: &table) }
        return table
    }
}
