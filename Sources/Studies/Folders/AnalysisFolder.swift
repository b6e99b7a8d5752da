import Output
import Scenarios
import Simulation

/// Writes the tables of an analysis, beside the scenario that it is of, into a folder that appears as a whole.
struct AnalysisFolder {
    let folder: RunFolder
    private let name: String
    private let resolved: ResolvedFiles
    private var tables: [(schema: TableSchema, file: WrittenFile)] = []

    var path: String { folder.path }

    init(_ path: String, of loaded: LoadedScenario) throws {
        try self.init(
            path, name: loaded.scenario.name, ResolvedFiles(loaded.scenario, points: loaded.pointsText()))
    }

    init(_ path: String, name: String, _ resolved: ResolvedFiles) throws {
        self.init(try RunFolder(path, for: .analysis), name: name, resolved)
    }

    init(_ folder: RunFolder, name: String, _ resolved: ResolvedFiles) {
        self.folder = folder
        self.name = name
        self.resolved = resolved
    }

    mutating func add(_ file: String, _ schema: TableSchema, _ rows: (inout CSVRows) -> Void) throws {
        var table = CSVRows()
        rows(&table)
        let written = try folder.write(file) { sink throws(OutputError) in
            try sink.write(schema.header)
            try sink.write(table)
        }
        tables.append((schema, written))
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
