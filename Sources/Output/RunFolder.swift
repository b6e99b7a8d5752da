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

    /// A folder that holds this file is a result, and may be replaced.
    package static let mark = "datapackage.json"

    /// - Throws: `cannotCreate` where the path is a file, cannot be written, is in use by another run, or is a
    ///   folder that no run has written.
    package init(_ path: String) throws(OutputError) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = trimmed
        partial = trimmed + ".partial"
        try Self.checkReplaceable(trimmed)
        let parent = (trimmed as NSString).deletingLastPathComponent
        if !parent.isEmpty { try Self.makeFolder(parent) }
        if mkdir(partial, 0o777) != 0 {
            guard errno == EEXIST else { throw .cannotCreate(path: partial, reason: lastError()) }
        }
        lock = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .cannotCreate(path: partial, reason: lastError()) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw .cannotCreate(path: partial, reason: "another run is writing there")
        }
        // what a run that was killed has left
        for file in Self.contents(partial) {
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
        let contents = contents(path)
        guard contents.isEmpty || contents.contains(mark) else {
            throw .cannotCreate(
                path: path,
                reason: "the folder holds files that no run has written; choose another with --out")
        }
    }

    private static func makeFolder(_ path: String) throws(OutputError) {
        if isFolder(path) { return }
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty { try makeFolder(parent) }
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
