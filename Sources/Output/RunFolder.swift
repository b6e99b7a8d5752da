private import Declarations
import Foundation

/// A result folder that appears whole or not at all.
///
/// Files are written into `DIR.partial/`; `commit` puts it in place of `DIR` by one rename. Until then an old
/// result is untouched, and a crash or a full disk leaves it so. What else the old folder holds (a plot, a notebook)
/// is moved over. A folder that cannot be renamed, such as a volume of a container, has `.partial` within; see `Placing`.
package final class RunFolder {
    /// Whether the partial folder stays if the result is not put in place, for a later process to go on with.
    package var keepsUnfinished = false
    private let placing: Placing
    private let kind: ResultKind
    private var lock: FolderLock?
    /// Names of the files written so far.
    private var written: [String] = []

    package var path: String { placing.place.path }
    /// Where files are written until the result is put in place.
    package var partial: String { placing.place.partial }
    /// Whether every file is written, and what is left is to put the result in place.
    package private(set) var isWhole = false

    /// Files by which a folder is known to be a result of this program, which may be replaced.
    private static let marks = ["run.json", "datapackage.json"]
    private static let sign = "\"equipoise\""
    /// What `make report` makes of a result.
    static let page = "report.html"

    /// - Throws: `cannotCreate` where the path is a file, cannot be written, is in use by another run, or is a
    ///   folder with files but no result, or the result of something else.
    ///
    /// What a process has left that was killed while it put its result in place is finished first. What one has left that
    /// was killed earlier is removed, and a whole result that was not put in place is now, unless `isKept` wants it: it is given
    /// the path of the partial folder, and whether it holds a whole result.
    package init(
        _ path: String, for kind: ResultKind = .run,
        keepUnfinished isKept: (String, _ isWhole: Bool) throws -> Bool = { _, _ in false }
    ) throws {
        let place = try ResultPlace(path)
        let placing = Placing(place: place)
        self.placing = placing
        self.kind = kind
        if !Folders.exists(place.partial) && !placing.isUnderWay {
            try Self.checkReplaceable(place, by: kind)
        }
        try Folders.make(Folders.parent(of: place.path))
        while true {
            lock = try FolderLock(making: place.partial)
            if try placing.recover() { continue }
            written = try Folders.contents(place.partial).filter { !Placing.names.contains($0) }
            if let foreign = written.first(where: { !kind.files.contains($0) }) {
                // nothing of it is this process's to remove
                keepsUnfinished = true
                throw OutputError.cannotCreate(
                    path: place.partial,
                    reason: "the folder holds \(foreign), which no \(kind.name) has written; move it away")
            }
            isWhole = placing.isWhole
            keepsUnfinished = true
            if try isKept(place.partial, isWhole) { break }
            if isWhole {
                try placing.carryOut()
                continue
            }
            for file in written { try remove(file) }
            keepsUnfinished = false
            break
        }
        try Self.checkReplaceable(place, by: kind)
    }

    deinit {
        // another's folder is not this process's to remove
        if lock != nil, !keepsUnfinished {
            placing.discard()
            for file in written { unlink(partial + "/" + file) }
            rmdir(partial)
        }
    }

    /// Whether a result can be written there, told before the work for it is done.
    package static func check(_ path: String, for kind: ResultKind = .run) throws {
        _ = try RunFolder(path, for: kind)
    }

    /// Finishes what a process has left that was killed while it put its result in place.
    /// - Returns: where files of a result are written.
    @discardableResult
    package static func recover(_ path: String) throws(OutputError) -> String {
        let placing = Placing(place: try ResultPlace(path))
        let partial = placing.place.partial
        guard placing.isUnderWay else { return partial }
        let lock = try FolderLock(making: partial)
        if try !placing.recover() { rmdir(partial) }
        withExtendedLifetime(lock) {}
        return partial
    }

    /// The path without slashes and dots at its end, to which more can be added.
    package static func named(_ path: String) throws(OutputError) -> String { try ResultPlace.named(path) }

    /// Writes one file of the result.
    /// - Returns: its size and SHA-256.
    @discardableResult
    package func write(
        _ name: String, _ content: (ByteSink) throws(OutputError) -> Void
    ) throws(OutputError) -> WrittenFile {
        let sink = try ByteSink(creating: place(name))
        try content(sink)
        return try sink.written(as: name)
    }

    /// Writes a table of the result.
    @discardableResult
    package func write<Row>(
        _ table: Table<Row>, _ rows: some Sequence<Row>
    ) throws(OutputError) -> WrittenFile {
        let rows = table.rows(rows)
        return try write(table.file) { sink throws(OutputError) in
            try sink.write(table.schema.header)
            try sink.write(rows)
        }
    }

    /// Writes a small file in place of the one before, so that after any end of the process one of the two is there whole.
    package func replace(_ name: String, _ text: String) throws(OutputError) {
        let new = name + ".new"
        try remove(new)
        try write(new) { sink throws(OutputError) in try sink.write(text) }
        guard rename(partial + "/" + new, try place(name)) == 0 else {
            throw .cannotWrite(path: partial + "/" + name, reason: lastError())
        }
        written.removeAll { $0 == new }
        try synchronise()
    }

    /// The path of a file of the result that is written by other means than `write`.
    ///
    /// - Throws: where the kind of result has no such file, so that none is written which a later result would leave behind.
    package func place(_ name: String) throws(OutputError) -> String {
        guard kind.files.contains(name) else {
            throw .cannotCreate(path: partial + "/" + name, reason: "no \(kind.name) has such a file")
        }
        try change()
        if !written.contains(name) { written.append(name) }
        return partial + "/" + name
    }

    /// Removes a file that has been of use only until now, or that was left behind.
    package func remove(_ name: String) throws(OutputError) {
        try change()
        written.removeAll { $0 == name }
        try Folders.remove(partial + "/" + name)
    }

    /// Removes what an earlier process has left, but for some files.
    package func clear(but kept: [String]) throws(OutputError) {
        for name in written where !kept.contains(name) { try remove(name) }
    }

    /// Puts the result in place.
    /// - Parameter scratch: files that have been of use only until now.
    package func commit(without scratch: [String] = []) throws {
        if !isWhole {
            let left = scratch.filter(written.contains)
            try placing.begin(kind, files: written.filter { !left.contains($0) }, scratch: left)
            isWhole = true
        }
        keepsUnfinished = true
        do throws(OutputError) {
            try placing.carryOut()
        } catch {
            guard case .cannotCreate(let path, let reason) = error, placing.isWhole else { throw error }
            throw OutputError.cannotCreate(
                path: path,
                reason: "\(reason); the result is whole in \(partial)/, from where it can be put in place")
        }
        lock = nil
    }

    /// Waits until the disk has the names of the files written so far.
    package func synchronise() throws(OutputError) {
        try Folders.synchronise(partial)
        try Folders.synchronise(Folders.parent(of: partial))
    }

    /// Before any file of a whole result changes, which it is no longer then.
    private func change() throws(OutputError) {
        guard isWhole else { return }
        try placing.withdraw()
        isWhole = false
    }

    private static func checkReplaceable(_ place: ResultPlace, by kind: ResultKind) throws(OutputError) {
        let path = place.path
        guard Folders.exists(path) else { return }
        guard Folders.isFolder(path) else {
            throw .cannotCreate(path: path, reason: "it is a file, and a folder is due")
        }
        let isResult = marks.contains { mark in
            FileManager.default.contents(atPath: path + "/" + mark).map {
                String(decoding: $0, as: UTF8.self).contains(sign)
            } ?? false
        }
        let contents = try place.contents()
        guard isResult || contents.isEmpty else {
            throw .cannotCreate(
                path: path,
                reason: "the folder is not empty and has no run.json or datapackage.json of a run; "
                    + "choose another with --out")
        }
        // such a file would not be found again when the new result takes what is not its own
        if let name = contents.first(where: { !Folders.exists(path + "/" + $0) }) {
            throw .cannotCreate(
                path: path, reason: "the folder holds a file whose name is not UTF-8 (\(name)); rename it")
        }
        try checkKind(path, kind)
    }

    /// - Throws: where the folder holds another kind of result, which may have taken hours.
    private static func checkKind(_ path: String, _ kind: ResultKind) throws(OutputError) {
        // one that cannot be read lists nothing that could be lost
        let tables = ((try? ResultFolder(path))?.tables ?? []).map {
            URL(fileURLWithPath: $0.path).lastPathComponent
        }
        guard let table = tables.first(where: { !kind.files.contains($0) }) else { return }
        throw .cannotCreate(
            path: path,
            reason: "the folder holds \(table) of another kind of result, which no \(kind.name) has; "
                + "choose another with --out, or remove it")
    }
}

/// A file of a result, as `datapackage.json` lists it.
package struct WrittenFile: Sendable {
    package let name: String
    package let bytes: Int
    package let sha256: String
    /// Fields of a table that are empty because their number is not finite.
    package let lacking: Int

    package init(name: String, bytes: Int, sha256: String, lacking: Int = 0) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
        self.lacking = lacking
    }

    /// What is to be said of numbers that it lacks; nil where it has all.
    package var warning: String? {
        lacking == 0
            ? nil : "\(name): \(counted(lacking, "field")) left empty, since the number there is not finite"
    }
}
