import Output

/// What came of a study: a result folder as the command writes it, its tables as typed rows, and what they say in short.
public struct Study: Sendable {
    /// A column of a table.
    public struct Column: Sendable, Equatable {
        /// As in the table's header.
        public let name: String

        /// Of numbers that the scenario names, such as `GBP bn`; nil where ``meaning`` says all.
        public let unit: String?

        /// In words.
        public let meaning: String
    }

    /// A field of a table.
    public enum Value: Sendable, Equatable {
        /// There is nothing to say.
        case missing
        /// A name, or words.
        case text(String)
        /// A count, or a number of something.
        case whole(Int)
        /// Always finite.
        case number(Double)
    }

    /// A table of the result.
    public struct Table: Sendable, Equatable {
        /// That of its file, without the extension: `solution`.
        public let name: String

        /// What it shows.
        public let title: String

        /// In the order of the fields.
        public let columns: [Column]

        /// One field for each column.
        public let rows: [[Value]]

        /// The fields of a column, row by row; nil where the table has none of that name.
        public func values(_ column: String) -> [Value]? {
            guard let index = columns.firstIndex(where: { $0.name == column }) else { return nil }
            return rows.map { $0[index] }
        }
    }

    /// The path of the result folder.
    public let folder: String

    /// Those that the folder's `datapackage.json` lists, in its order.
    public let tables: [Table]

    /// A few lines in plain words, as the command prints them.
    public let summary: String

    /// The table of a name; nil where the study has none.
    public func table(_ name: String) -> Table? { tables.first { $0.name == name } }
}

/// Why a study has no answer, or none that could be written.
public struct StudyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, and what may help.
    public let description: String
}

extension Study {
    /// Reads back what a study has written.
    init(reading folder: String, summary: String) throws(OutputError) {
        let result = try ResultFolder(folder)
        var tables: [Table] = []
        for table in result.tables {
            var rows: [[Value]] = []
            try table.forEachRow { row throws(OutputError) in rows.append(row.map(Value.init)) }
            tables.append(
                Table(
                    name: table.name, title: table.schema.title,
                    columns: table.schema.fields.map {
                        Column(name: $0.name, unit: $0.unit, meaning: $0.description)
                    }, rows: rows))
        }
        self.init(folder: folder, tables: tables, summary: summary)
    }
}

extension Study.Value {
    init(_ value: ResultTable.Value) {
        self =
            switch value {
            case .missing: .missing
            case .text(let text): .text(text)
            case .whole(let number): .whole(Int(number))
            case .number(let number): .number(number)
            }
    }
}
