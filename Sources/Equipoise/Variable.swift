import Declarations

/// What a run reports.
public struct Variable: Sendable, Equatable {
    /// The key in tables, such as `ai_sector_revenue`.
    public let name: String

    /// Such as `GBP bn/yr`.
    public let unit: String

    /// What it is a property of: `developers' place`, `market`, `origin of works`, `place whose law applies` or `jurisdiction`.
    public let subject: String

    /// In words.
    public let meaning: String

    /// Whether there is a value for each sector.
    public let isBySector: Bool

    /// In the order of the tables.
    public static let all: [Variable] = Declarations.Variable.allCases.map { variable in
        let declaration = variable.declaration
        return Variable(
            name: variable.rawValue, unit: declaration.unit.rawValue, subject: declaration.subject.rawValue,
            meaning: declaration.meaning, isBySector: declaration.bySector)
    }
}
