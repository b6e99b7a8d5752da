import Foundation
package import Output

/// A file with its data package beside it, which appears whole or not at all.
///
/// It replaces an older export, and nothing else. Both are written into `FILE.partial/` and renamed, the file first: where that
/// folder has the data package alone, a process has ended between the two, and the next one goes on.
package final class ExportFile {
    package let path: String
    private let folder: String
    private let lock: FolderLock
    private var isInPlace = false

    /// Where the file is written until it is put in place.
    package var partial: String { folder + "/" + name }
    private var name: String { URL(fileURLWithPath: path).lastPathComponent }

    private static func package(of path: String) -> String { path + ".datapackage.json" }

    /// - Throws: `cannotCreate` where something else is there, or another process is writing the same.
    package init(_ path: String) throws(OutputError) {
        self.path = path
        folder = path + ".partial"
        if !Folders.exists(folder) { try Self.checkReplaceable(path) }
        try Folders.make(Folders.parent(of: path))
        lock = try FolderLock(making: folder)
        let description = Self.package(of: partial)
        let known = [name, Self.package(of: name)]
        if let foreign = try Folders.contents(folder).first(where: { !known.contains($0) }) {
            throw .cannotCreate(
                path: folder, reason: "the folder holds \(foreign), which no export has written; move it away"
            )
        }
        if Folders.exists(description) && !Folders.exists(partial) {
            try Self.rename(description, Self.package(of: path))
        }
        for file in [partial, description] { try Folders.remove(file) }
        try Self.checkReplaceable(path)
    }

    deinit {
        // what describes a file that is in place goes there with the next export
        if !isInPlace {
            for file in [partial, Self.package(of: partial)] { unlink(file) }
        }
        rmdir(folder)
    }

    private static func rename(_ new: String, _ old: String) throws(OutputError) {
        guard Glibc.rename(new, old) == 0 else { throw .cannotCreate(path: old, reason: lastError()) }
    }

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
            guard !Folders.exists(package(of: path)) || isOurs(package(of: path)) else {
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
        try Folders.synchronise(partial)
        let attributes = try? FileManager.default.attributesOfItem(atPath: partial)
        let written = WrittenFile(
            name: name, bytes: attributes?[.size] as? Int ?? 0, sha256: try sha256(file: partial))
        let text = try json(package(written))
        let description = Self.package(of: partial)
        let sink = try ByteSink(creating: description)
        try sink.write(text)
        _ = try sink.finish()
        try Folders.synchronise(folder)
        try Self.rename(partial, path)
        isInPlace = true
        try Self.rename(description, Self.package(of: path))
        try Folders.synchronise(Folders.parent(of: path))
    }
}
