package import Output

/// A result as one database: its tables, what their columns mean, and where they come from.
package struct DatabaseExport {
    private let folder: ResultFolder

    package init(_ folder: ResultFolder) { self.folder = folder }

    /// Columns by which rows are looked for, in the order of an index.
    private static let keys = [
        "point", "claim", "outcome", "variable", "jurisdiction", "group", "sector", "option", "year",
    ]
    /// What of a result is the same whenever and wherever it is computed.
    private static let texts = ["scenario.resolved.yaml", "world.resolved.yaml"]

    private static let tables = TableSchema(
        title: "The tables of this database",
        fields: [
            .init("name", .string, "Name of the table"),
            .init("title", .string, "What it holds"),
        ])
    private static let columns = TableSchema(
        title: "The columns of the tables of this database",
        fields: [
            .init("table", .string, "Name of the table"),
            .init("name", .string, "Name of the column"),
            .init("type", .string, "string, integer or number; a missing value is NULL"),
            .init("description", .string, "What it means, with its unit"),
        ])
    private static let metadata = TableSchema(
        title: "Where this database comes from",
        fields: [
            .init(
                "key", .string,
                "name, title, program, version and datapackage_sha256 of the result, and its resolved files"),
            .init("value", .string, "The value, or the text of the file"),
        ])

    /// Name and columns of every table of the database.
    package var contents: [(name: String, schema: TableSchema)] {
        folder.tables.map { ($0.name, $0.schema) } + [
            ("tables", Self.tables), ("columns", Self.columns), ("metadata", Self.metadata),
        ]
    }

    /// - Parameter path: of an empty file.
    package func write(to path: String) throws(OutputError) {
        let database = try Database(path)
        for (name, schema) in contents { try create(name, schema, in: database) }
        for table in folder.tables {
            let insertion = try database.insertion(into: table.name, columns: table.schema.fields.count)
            try table.forEachRow { row throws(OutputError) in try insertion.run(row) }
            try index(table, in: database)
        }
        try describe(in: database)
        try database.commit()
    }

    private func create(_ name: String, _ schema: TableSchema, in database: Database) throws(OutputError) {
        let columns = schema.fields.map { field in
            let type =
                switch field.type {
                case .string: "TEXT"
                case .integer: "INTEGER"
                case .number: "REAL"
                }
            return "\(Database.quoted(field.name)) \(type)"
        }
        try database.run("CREATE TABLE \(Database.quoted(name)) (\(columns.joined(separator: ", ")))")
    }

    private func index(_ table: ResultTable, in database: Database) throws(OutputError) {
        let names = table.schema.fields.map(\.name)
        let keys = Self.keys.filter(names.contains)
        guard !keys.isEmpty else { return }
        let columns = keys.map(Database.quoted).joined(separator: ", ")
        try database.run(
            "CREATE INDEX \(Database.quoted(table.name + "_keys")) ON \(Database.quoted(table.name)) (\(columns))"
        )
    }

    private func describe(in database: Database) throws(OutputError) {
        let tables = try database.insertion(into: "tables", columns: 2)
        let columns = try database.insertion(into: "columns", columns: 4)
        for (name, schema) in contents {
            try tables.run([.text(name), .text(schema.title)])
            for field in schema.fields {
                try columns.run(
                    [.text(name), .text(field.name), .text(field.type.rawValue), .text(field.description)])
            }
        }
        let metadata = try database.insertion(into: "metadata", columns: 2)
        var entries = [
            ("name", folder.name), ("program", "equipoise"), ("version", folder.version),
            ("datapackage_sha256", folder.hash),
        ]
        if let title = folder.title { entries.append(("title", title)) }
        for name in Self.texts {
            if let text = try folder.text(of: name) { entries.append((name, text)) }
        }
        for (key, value) in entries { try metadata.run([.text(key), .text(value)]) }
    }
}
