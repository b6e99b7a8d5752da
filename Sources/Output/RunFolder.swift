private import CExchange
import Foundation

/// A result folder that appears whole or not at all.
///
/// Files are written into `DIR.partial/`; `commit` puts it in place of `DIR` by one rename. Until then an old
/// result is untouched, and a crash or a full disk leaves it so. What else the old folder holds (a plot, a notebook)
/// is moved over.
package final class RunFolder {
    package let path: String
    private let partial: String
    private let lock: Int32
    /// Names of the files written so far.
    private var written: [String] = []
    private var isCommitted = false

    /// Files by which a folder is known to be a result of this program, which may be replaced.
    private static let marks = ["run.json", "datapackage.json"]
    private static let sign = "\"equipoise\""
    /// Every file that a result may hold.
    private static let names = [
        "timeseries.csv", "impact.csv", "bands.csv", "scenario.resolved.yaml", "world.resolved.yaml",
        "points.csv",
        "datapackage.json", "run.json",
    ]

    /// - Throws: `cannotCreate` where the path is a file, cannot be written, is in use by another run, or is a
    ///   folder with files but no result.
    package init(_ path: String) throws(OutputError) {
        let resolved = try Self.resolved(path)
        self.path = resolved
        partial = resolved + ".partial"
        try Self.checkReplaceable(resolved)
        try Self.makeFolder(Self.parent(of: resolved))
        if mkdir(partial, 0o777) != 0 {
            guard errno == EEXIST else { throw .cannotCreate(path: partial, reason: lastError()) }
        }
        lock = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard lock >= 0 else { throw .cannotCreate(path: partial, reason: lastError()) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw .cannotCreate(path: partial, reason: "another run is writing there")
        }
        // what a run that was killed has left, and nothing else
        let left = Self.contents(partial)
        if let foreign = left.first(where: { !Self.names.contains($0) }) {
            throw .cannotCreate(
                path: partial, reason: "the folder holds \(foreign), which no run has written; move it away")
        }
        for file in left {
            guard unlink(partial + "/" + file) == 0 else {
                throw .cannotCreate(path: partial + "/" + file, reason: "in the way: \(lastError())")
            }
        }
    }

    deinit {
        if !isCommitted {
            for file in written { unlink(partial + "/" + file) }
            rmdir(partial)
        }
        close(lock)
    }

    /// Writes one file of the result.
    /// - Returns: its size and SHA-256.
    @discardableResult
    package func write(
        _ name: String, _ content: (ByteSink) throws(OutputError) -> Void
    ) throws(OutputError) -> WrittenFile {
        let sink = try ByteSink(creating: partial + "/" + name)
        written.append(name)
        try content(sink)
        let hash = try sink.finish()
        return WrittenFile(name: name, bytes: sink.count, sha256: hash)
    }

    /// Puts the result in place.
    package func commit() throws(OutputError) {
        guard Self.exists(path) else {
            guard rename(partial, path) == 0 else { throw .cannotCreate(path: path, reason: lastError()) }
            isCommitted = true
            return
        }
        try Self.exchange(partial, path)
        isCommitted = true
        // the old result is now in the partial folder
        for file in Self.contents(partial) {
            let kept = path + "/" + file
            if written.contains(file) || Self.exists(kept) {
                unlink(partial + "/" + file)
            } else {
                rename(partial + "/" + file, kept)
            }
        }
        rmdir(partial)
    }

    /// Swaps two folders in one step where the file system can, else in two with a way back.
    private static func exchange(_ new: String, _ old: String) throws(OutputError) {
        if equipoise_exchange(new, old) == 0 { return }
        let aside = old + ".old"
        guard rename(old, aside) == 0 else { throw .cannotCreate(path: old, reason: lastError()) }
        guard rename(new, old) == 0 else {
            let reason = lastError()
            rename(aside, old)
            throw .cannotCreate(path: old, reason: reason)
        }
        rename(aside, new)
    }

    private static func checkReplaceable(_ path: String) throws(OutputError) {
        guard exists(path) else { return }
        guard isFolder(path) else {
            throw .cannotCreate(path: path, reason: "it is a file, and a folder is due")
        }
        let isResult = marks.contains { mark in
            FileManager.default.contents(atPath: path + "/" + mark).map {
                String(decoding: $0, as: UTF8.self).contains(sign)
            } ?? false
        }
        guard isResult || contents(path).isEmpty else {
            throw .cannotCreate(
                path: path,
                reason: "the folder is not empty and has no run.json or datapackage.json of a run; "
                    + "choose another with --out")
        }
    }

    /// The path without slashes at its end; where it leads to a folder by links, that folder's own path, so that the
    /// result replaces the folder and not the link.
    private static func resolved(_ path: String) throws(OutputError) -> String {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty else {
            throw .cannotCreate(path: "the output folder", reason: "its name is empty")
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let real = realpath(path, nil)
        else {
            return path
        }
        defer { free(real) }
        return String(cString: real)
    }

    /// What stands before the last slash; empty for a name in the present folder.
    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func makeFolder(_ path: String) throws(OutputError) {
        if path.isEmpty || isFolder(path) { return }
        try makeFolder(parent(of: path))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) else {
            throw .cannotCreate(path: path, reason: lastError())
        }
    }

    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func contents(_ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

/// A file of a result, as `datapackage.json` lists it.
package struct WrittenFile: Sendable {
    package let name: String
    package let bytes: Int
    package let sha256: String
}
