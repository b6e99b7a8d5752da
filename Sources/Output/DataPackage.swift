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
        self.name = String(
            name.lowercased().map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-"
            })
        self.title = title
        self.version = version
        resources = tables.map { Resource($0.schema, $0.file) }
    }

    private struct Resource: Encodable {
        let name: String
        let type = "table"
        let path: String
        let title: String
        let format = "csv"
        let mediatype = "text/csv"
        let encoding = "utf-8"
        /// nil where it is not compressed.
        let compression: String?
        let bytes: Int
        let hash: String
        let schema: Schema

        init(_ table: TableSchema, _ file: WrittenFile) {
            name = String(file.name.prefix { $0 != "." })
            path = file.name
            title = table.title
            compression = file.name.hasSuffix(".gz") ? "gz" : nil
            bytes = file.bytes
            hash = "sha256:" + file.sha256
            schema = Schema(fields: table.fields.map(Field.init), missingValues: [""])
        }
    }

    private struct Schema: Encodable {
        let fields: [Field]
        let missingValues: [String]
    }

    private struct Field: Encodable {
        let name: String
        let type: String
        let description: String
        let constraints: Constraints?

        init(_ field: TableSchema.Field) {
            name = field.name
            type = field.type
            description = field.description
            constraints = field.allowed.map { Constraints(allowed: $0) }
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
