import Analysis
import Output

/// Writes the tables of an analysis into a folder that appears as a whole.
struct AnalysisFolder {
    let folder: RunFolder
    private let name: String
    private var tables: [(schema: TableSchema, file: WrittenFile)] = []

    var path: String { folder.path }

    init(_ path: String, name: String) throws {
        self.init(try RunFolder(path, for: .analysis), name: name)
    }

    init(_ folder: RunFolder, name: String) {
        self.folder = folder
        self.name = name
    }

    mutating func add(_ file: String, _ schema: TableSchema, _ rows: (inout CSVRows) -> Void) throws {
        var table = CSVRows()
        rows(&table)
        let bytes = Array(schema.header.utf8) + table.bytes
        tables.append(
            (schema, try folder.write(file) { sink throws(OutputError) in try sink.write(bytes) }))
    }

    func write(_ file: String, _ text: String) throws {
        try folder.write(file) { sink throws(OutputError) in try sink.write(text) }
    }

    /// - Parameter scratch: files that have been of use only until now.
    func commit(without scratch: [String] = []) throws {
        try write(
            "datapackage.json",
            json(DataPackage(name: name, title: nil, version: programVersion, tables: tables)))
        try folder.commit(without: scratch)
    }
}

/// A share and its interval, in per cent.
func percent(_ share: Proportion) -> String {
    let interval = share.interval
    return
        "\(short(100 * share.share)) %, between \(short(100 * interval.lowerBound)) and \(short(100 * interval.upperBound)) %"
}
