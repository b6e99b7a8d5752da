import Output
import Questions
import Scenarios

/// Writes the tables of an analysis, beside the scenario that it is of, into a folder that appears as a whole.
struct AnalysisFolder {
    let folder: RunFolder
    private let name: String
    private let resolved: ResolvedFiles
    private var tables: [(schema: TableSchema, file: WrittenFile)] = []

    var path: String { folder.path }

    init(_ path: String, _ kind: ResultKind, of loaded: LoadedScenario) throws {
        try self.init(
            path, kind, name: loaded.scenario.name,
            ResolvedFiles(loaded.scenario, points: loaded.pointsText()))
    }

    init(_ path: String, _ kind: ResultKind, name: String, _ resolved: ResolvedFiles) throws {
        self.init(try RunFolder(path, for: kind), name: name, resolved)
    }

    init(_ folder: RunFolder, name: String, _ resolved: ResolvedFiles) {
        self.folder = folder
        self.name = name
        self.resolved = resolved
    }

    mutating func add<Row>(_ table: Table<Row>, _ rows: some Sequence<Row>) throws {
        tables.append((table.schema, try folder.write(table, rows)))
    }

    func write(_ file: String, _ text: String) throws {
        try folder.write(file) { sink throws(OutputError) in try sink.write(text) }
    }

    /// Puts the result in place.
    /// - Parameter scratch: files that have been of use only until now.
    /// - Returns: its tables.
    func commit(without scratch: [String] = []) throws -> [WrittenFile] {
        for (name, text) in resolved.all { try write(name, text) }
        try write(
            "datapackage.json",
            json(DataPackage(name: name, title: nil, version: programVersion, tables: tables)))
        try folder.commit(without: scratch)
        return tables.map(\.file)
    }
}
