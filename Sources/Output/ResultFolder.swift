import Foundation

/// The tables of a result folder, as its `datapackage.json` lists them: the one place where a change since is noticed.
package struct ResultFolder {
    package let path: String
    package let name: String
    package let title: String?
    /// Of the program that wrote it.
    package let version: String
    package let tables: [ResultTable]
    /// SHA-256 of `datapackage.json`, which holds that of every table.
    package let hash: String

    /// - Throws: `cannotRead` where the folder has no data package of this program, or the package is not in its form.
    package init(_ path: String) throws(OutputError) {
        let file = path + "/datapackage.json"
        guard let data = FileManager.default.contents(atPath: file) else {
            throw .cannotRead(
                path: file, reason: "there is no such file; is \(path) what equipoise has written?")
        }
        let package: Package
        do {
            package = try JSONDecoder().decode(Package.self, from: data)
        } catch {
            throw .cannotRead(path: file, reason: "it is not the data package of a result; is it damaged?")
        }
        guard package.generator == "equipoise" else {
            throw .cannotRead(path: file, reason: "it is not a data package of equipoise")
        }
        self.path = path
        name = package.name
        title = package.title
        version = package.version
        hash = sha256(data)
        var tables: [ResultTable] = []
        for resource in package.resources {
            guard let schema = resource.schema, resource.format == "csv", !resource.path.contains("/") else {
                throw .cannotRead(
                    path: file, reason: "\(resource.path) is not a table in the folder of a result")
            }
            tables.append(
                ResultTable(
                    name: resource.name, path: path + "/" + resource.path, hash: resource.hash,
                    schema: TableSchema(
                        title: resource.title,
                        fields: schema.fields.map {
                            TableSchema.Field($0.name, $0.type, $0.description, $0.unit, $0.measure)
                        })))
        }
        guard !tables.isEmpty else { throw .cannotRead(path: file, reason: "it lists no tables") }
        self.tables = tables
    }

    package func table(_ name: String) -> ResultTable? { tables.first { $0.name == name } }

    /// Makes sure that every table and the resolved files are what was written.
    ///
    /// - Throws: `cannotRead` where the bytes of one are others.
    package func verify() throws(OutputError) {
        for table in tables { try table.verify() }
        try verifyResolved()
    }

    /// Makes sure that the resolved scenario and world are those of which `run.json` tells; a result may be passed on without it.
    ///
    /// - Throws: `cannotRead` where one is another.
    package func verifyResolved() throws(OutputError) {
        guard let data = FileManager.default.contents(atPath: path + "/run.json") else { return }
        guard let record = try? JSONDecoder().decode(Record.self, from: data) else {
            throw .cannotRead(
                path: path + "/run.json", reason: "it is not the record of a result; is it damaged?")
        }
        for (name, hash) in [
            ("scenario.resolved.yaml", record.resolvedScenario),
            ("world.resolved.yaml", record.resolvedWorld),
        ] {
            guard let hash else { continue }
            try Self.verify(path + "/" + name, hash, listedIn: "run.json")
        }
    }

    static func verify(_ path: String, _ hash: String, listedIn list: String) throws(OutputError) {
        guard "sha256:" + (try sha256(file: path)) == hash else {
            throw .cannotRead(
                path: path,
                reason: "its bytes are not those that \(list) lists; it was changed or cut off since: "
                    + "restore it, or make the result again")
        }
    }

    /// The text of a file that is no table; nil where there is none.
    /// - Throws: `cannotRead` where it is not UTF-8.
    package func text(of name: String) throws(OutputError) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path + "/" + name) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .cannotRead(
                path: path + "/" + name, reason: "it is not UTF-8 any more; was it saved by another program?")
        }
        return text
    }

    private struct Package: Decodable {
        let name: String
        let title: String?
        let version: String
        let generator: String
        let resources: [Resource]
    }

    private struct Resource: Decodable {
        let name: String
        let path: String
        let title: String
        let format: String
        let hash: String
        let schema: Schema?
    }

    private struct Schema: Decodable {
        let fields: [Field]
    }

    private struct Record: Decodable {
        let resolvedScenario: String?
        let resolvedWorld: String?
    }

    private struct Field: Decodable {
        let name: String
        let type: TableSchema.Field.Kind
        let description: String
        let unit: String?
        let measure: Measure?
    }
}
