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

        init(
            _ name: String, _ description: String, isNumber: Bool = false, isWhole: Bool = false,
            allowed: [String]? = nil
        ) {
            self.name = name
            type = isWhole ? .integer : isNumber ? .number : .string
            self.description = description
            self.allowed = allowed
            unit = nil
            measure = nil
        }

        init(_ column: NumberColumn) {
            self.init(
                column.name, .number, column.description, column.unit.isEmpty ? nil : column.unit,
                column.measure)
        }

        package init(
            _ name: String, _ type: Kind, _ description: String, _ unit: String? = nil,
            _ measure: Measure? = nil
        ) {
            self.name = name
            self.type = type
            self.description = description
            allowed = nil
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

    private static let scenario = Field("scenario", "Name of the scenario")
    static let option = Field("option", "Name of the option of policy")
    static let year = Field(
        "year", "Year, with a fraction for a point within it; flows are rates a year at that instant",
        isNumber: true)
    private static let sector = Field(
        "sector", "Creative sector; empty for a sum over sectors, and where a variable has none")

    package static let timeseries = TableSchema(
        title: "Every variable of every option over time",
        fields: [
            scenario, option, year,
            Field(
                "jurisdiction",
                "Place, or World for the sum over places; what it is the place of depends on the variable"),
            sector,
            Field(
                "variable",
                "What is measured: "
                    + Variable.allCases.map {
                        "\($0.rawValue) (\($0.declaration.subject.rawValue): \($0.declaration.meaning))"
                    }
                    .joined(separator: "; "),
                allowed: Variable.allCases.map(\.rawValue)),
            Field("unit", "Unit of the value; money is at prices of the base year", allowed: units),
            Field("value", "The value", isNumber: true),
        ])

    package static let impact = TableSchema(
        title: "Who gains: each option less the one compared with, summed over the years compared",
        fields: [
            scenario, option,
            Field("jurisdiction", "Place, or World for the sum over places"),
            Field("group", "Who gains; total is the sum of all groups", allowed: Variable.gains.map(\.group)),
            Field(
                "unit", "Unit of undiscounted and present_value; annualised is the same a year",
                allowed: [Unit.billion.rawValue]),
            Field("undiscounted", "Sum of the yearly differences", isNumber: true),
            Field(
                "present_value", "Sum of the yearly differences, discounted to the first year compared",
                isNumber: true),
            Field(
                "annualised", "Present value divided by the sum of the discount factors, a year",
                isNumber: true),
        ])

    package static let bands = TableSchema(
        title: "Licence income by size of owners",
        fields: [
            scenario, option, year,
            Field("jurisdiction", "Place of origin of the works"),
            sector,
            Field("band", "Class of owners by the value of their works"),
            Field("unit", "Unit of licence_income", allowed: [Unit.billionPerYear.rawValue]),
            Field("licence_income", "Licence income of the band", isNumber: true),
            Field(
                "share", "Its share of the licence income of that origin and sector; 0 where there is none",
                isNumber: true),
        ])

    private static let units = Set(Variable.allCases.map(\.declaration.unit.rawValue)).sorted()
}
