import Foundation
package import Output

/// A file with its data package beside it, which appears whole or not at all.
///
/// It replaces an older export, and nothing else.
package final class ExportFile {
    package let path: String
    /// Where the file is written until it is put in place.
    package let partial: String
    private var isCommitted = false

    private static func package(of path: String) -> String { path + ".datapackage.json" }

    /// - Throws: `cannotCreate` where something else is there.
    package init(_ path: String) throws(OutputError) {
        self.path = path
        partial = "\(path).\(getpid()).partial"
        try Self.checkReplaceable(path)
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        } catch {
            throw .cannotCreate(path: parent.path, reason: "the folder cannot be made")
        }
    }

    deinit { if !isCommitted { unlink(partial) } }

    private struct Package: Decodable {
        struct Resource: Decodable {
            let path: String
            let hash: String
        }
        let generator: String
        let resources: [Resource]
    }

    private static func checkReplaceable(_ path: String) throws(OutputError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard lstat(package(of: path), &status) != 0 || isOurs(package(of: path)) else {
                throw .cannotCreate(
                    path: package(of: path), reason: "it is there and not of an export; choose another --out")
            }
            return
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotCreate(path: path, reason: "it is there and is no file; choose another --out")
        }
        let name = URL(fileURLWithPath: path).lastPathComponent
        let listed = read(package(of: path))?.resources.first { $0.path == name }
        guard let listed, isOurs(package(of: path)), "sha256:" + (try sha256(file: path)) == listed.hash
        else {
            throw .cannotCreate(
                path: path,
                reason:
                    "it is there and is not, or no longer, what export has written; remove it or choose another --out"
            )
        }
    }

    private static func read(_ package: String) -> Package? {
        FileManager.default.contents(atPath: package).flatMap {
            try? JSONDecoder().decode(Package.self, from: $0)
        }
    }

    private static func isOurs(_ package: String) -> Bool { read(package)?.generator == "equipoise" }

    /// Puts the file and its data package in place.
    /// - Parameter package: of the file as written.
    package func commit(_ package: (WrittenFile) throws -> DataPackage) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: partial)
        let written = WrittenFile(
            name: URL(fileURLWithPath: path).lastPathComponent, bytes: attributes?[.size] as? Int ?? 0,
            sha256: try sha256(file: partial))
        let text = try json(package(written))
        let description = partial + ".json"
        defer { unlink(description) }
        let sink = try ByteSink(creating: description)
        try sink.write(text)
        _ = try sink.finish()
        guard rename(partial, path) == 0, rename(description, Self.package(of: path)) == 0 else {
            throw OutputError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
        }
        isCommitted = true
    }
}
