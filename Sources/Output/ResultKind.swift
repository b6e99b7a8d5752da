/// What a folder is the result of: the tables and other files that it may hold.
package struct ResultKind: Sendable, Codable, Equatable {
    package let name: String
    /// Every file that a result may hold, or a folder in which one is being written.
    let files: [String]

    /// - Parameters:
    ///   - tables: all that it may have, also those that are not always written.
    ///   - others: texts, scenarios, and what is of use only until the result is whole.
    package init(_ name: String, tables: [String], others: [String] = []) {
        self.name = name
        files = Self.common + tables + others
    }

    private static let common = [
        "scenario.resolved.yaml", "world.resolved.yaml", "points.csv", "datapackage.json", "run.json",
    ]

    package static let run = ResultKind(
        "run", tables: [RunTables.timeseries.file, RunTables.impact.file, RunTables.bands.file])
}
