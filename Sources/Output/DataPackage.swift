import Foundation

/// The description of a result folder's tables, in the form of Data Package version 2.
package struct DataPackage: Encodable {
    private let schema = "https://datapackage.org/profiles/2.0/datapackage.json"
    private let name: String
    private let title: String?
    private let generator = "equipoise"
    private let version: String
    private let resources: [Resource]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case name, title, generator, version, resources
    }

    /// - Parameter name: of the scenario; the package's name is its lower-case form.
    package init(
        name: String, title: String?, version: String, tables: [(schema: TableSchema, file: WrittenFile)]
    ) {
        self.init(name, title, version, tables.map { Resource($0.schema, $0.file) })
    }

    /// The description of one file of SQLite.
    /// - Parameter tables: name and columns of its tables.
    package init(
        name: String, title: String?, version: String, database: WrittenFile,
        tables: [(name: String, schema: TableSchema)]
    ) {
        self.init(name, title, version, [Resource(database, tables.map(DatabaseTable.init))])
    }

    private init(_ name: String, _ title: String?, _ version: String, _ resources: [Resource]) {
        self.name = Self.lowered(name)
        self.title = title
        self.version = version
        self.resources = resources
    }

    /// A name of the form that Data Package asks for.
    private static func lowered(_ name: String) -> String {
        String(
            name.lowercased().map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-"
            })
    }

    private struct Resource: Encodable {
        let name: String
        /// nil for a database.
        let type: String?
        let path: String
        let title: String
        let format: String
        let mediatype: String
        let encoding: String?
        /// nil where it is not compressed.
        let compression: String?
        let bytes: Int
        let hash: String
        let schema: Schema?
        /// Of a database.
        let tables: [DatabaseTable]?

        init(_ table: TableSchema, _ file: WrittenFile) {
            name = lowered(String(file.name.prefix { $0 != "." }))
            type = "table"
            path = file.name
            title = table.title
            format = "csv"
            mediatype = "text/csv"
            encoding = "utf-8"
            compression = file.name.hasSuffix(".gz") ? "gz" : nil
            bytes = file.bytes
            hash = "sha256:" + file.sha256
            schema = Schema(table)
            tables = nil
        }

        init(_ file: WrittenFile, _ tables: [DatabaseTable]) {
            name = lowered(String(file.name.prefix { $0 != "." }))
            type = nil
            path = file.name
            title = "All tables of a result, as a database"
            format = "sqlite"
            mediatype = "application/vnd.sqlite3"
            encoding = nil
            compression = nil
            bytes = file.bytes
            hash = "sha256:" + file.sha256
            schema = nil
            self.tables = tables
        }
    }

    private struct DatabaseTable: Encodable {
        let name: String
        let title: String
        let schema: Schema

        init(_ name: String, _ schema: TableSchema) {
            self.name = name
            title = schema.title
            self.schema = Schema(schema)
        }
    }

    private struct Schema: Encodable {
        let fields: [Field]
        let missingValues = [""]

        init(_ table: TableSchema) { fields = table.fields.map(Field.init) }
    }

    private struct Field: Encodable {
        let name: String
        let type: TableSchema.Field.Kind
        let description: String
        let constraints: Constraints?
        let unit: String?
        let measure: Measure?

        init(_ field: TableSchema.Field) {
            name = field.name
            type = field.type
            description = field.description
            constraints = field.allowed.map { Constraints(allowed: $0) }
            unit = field.unit
            measure = field.measure
        }
    }

    private struct Constraints: Encodable {
        let allowed: [String]

        private enum CodingKeys: String, CodingKey {
            case allowed = "enum"
        }
    }
}

/// A value as JSON text with sorted keys, so that the same value gives the same bytes.
package func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
}
