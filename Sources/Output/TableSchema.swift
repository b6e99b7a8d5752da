private import Declarations

/// The columns of a table, as its header and its Data Package describe them.
package struct TableSchema: Sendable {
    package struct Field: Sendable {
        package enum Kind: String, Codable, Sendable {
            case string, integer, number
        }

        package let name: String
        package let type: Kind
        package let description: String
        let allowed: [String]?
        /// Of numbers that a scenario names; nil where the description says all.
        package let unit: String?
        package let measure: Measure?

        init(_ column: NumberColumn) {
            self.init(
                column.name, .number, column.description, column.unit.isEmpty ? nil : column.unit,
                column.measure)
        }

        package init(
            _ name: String, _ type: Kind, _ description: String, _ unit: String? = nil,
            _ measure: Measure? = nil, allowed: [String]? = nil
        ) {
            self.name = name
            self.type = type
            self.description = description
            self.allowed = allowed
            self.unit = unit
            self.measure = measure
        }
    }

    package let title: String
    package let fields: [Field]

    package init(title: String, fields: [Field]) {
        self.title = title
        self.fields = fields
    }

    /// The first line of the file.
    package var header: String { fields.map { CSV.field($0.name) }.joined(separator: ",") + "\n" }
}
