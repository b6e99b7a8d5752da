/// What the numbers of a column measure, word by word, for programs that read a Data Package.
package struct Measure: Codable, Equatable, Sendable {
    /// Of a variable, by its name in the long table.
    package let variable: String
    /// The variable in words.
    package let meaning: String
    /// A place of the world, or World for all.
    package let place: String
    /// nil for a variable that has none, or the sum over all.
    package let sector: String?
    /// Option whose number is taken off; nil for a level.
    package let against: String?
    /// What is made of the path: year, or an aggregate of the scenario file.
    package let reduction: String
    /// Which years, in words.
    package let period: String
    /// Of the number itself, such as GBP bn for a sum of flows a year.
    package let unit: String

    package init(
        variable: String, meaning: String, place: String, sector: String?, against: String?,
        reduction: String, period: String, unit: String
    ) {
        self.variable = variable
        self.meaning = meaning
        self.place = place
        self.sector = sector
        self.against = against
        self.reduction = reduction
        self.period = period
        self.unit = unit
    }
}

/// A column of numbers that is named by the user's scenario.
package struct NumberColumn: Sendable, Equatable {
    package let name: String
    package let description: String
    /// `year` for a date, `1` for a factor; empty where the description says all.
    package let unit: String
    /// nil for a number that no run has given.
    package let measure: Measure?

    /// The unit of dates.
    package static let calendarYear = "year"

    package init(_ name: String, _ description: String, unit: String) {
        self.name = name
        self.description = description
        self.unit = unit
        measure = nil
    }

    package init(_ name: String, _ description: String, _ measure: Measure?) {
        self.name = name
        self.description = description
        unit = measure?.unit ?? ""
        self.measure = measure
    }
}
