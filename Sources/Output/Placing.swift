private import CExchange
import Foundation

/// How a whole result takes the place of an older one, in steps after each of which the next process knows how to go on.
///
/// | on the disk | what has been done | the next process |
/// |---|---|---|
/// | `.placing` in the partial folder | the result is whole | puts it in place, or leaves it where it is |
/// | `.previous` in the partial folder | the old result was moved aside | moves it back |
/// | `.placing` in the result's folder | the result is in place | moves what users have added over from the old one, and removes the old one |
/// | `.moving` in a partial folder within | some files of the old result were removed, or of the new one moved up | goes on with that |
///
/// Names are on the disk before the next step relies on them.
struct Placing {
    let place: ResultPlace

    /// What the new result holds, in `.placing` or `.moving`.
    private struct Mark: Codable {
        let kind: ResultKind
        /// Files of the result, and those that were of use only until it was whole.
        let files: [String]
        let scratch: [String]
        /// Number of the folder in its file system, which a copy does not share.
        let folder: UInt64
    }

    private static let placing = ".placing"
    private static let moving = ".moving"
    private static let previous = ".previous"
    /// What a partial folder may hold beside files of a result.
    static let names = [placing, placing + ".new", moving, previous]
    /// Files by which readers know a whole result; the last to come and the first to go.
    private static let descriptions = ["plan.json", "run.json", "datapackage.json"]

    private var mark: String { place.partial + "/" + Self.placing }
    private var markInPlace: String { place.path + "/" + Self.placing }
    private var movingMark: String { place.partial + "/" + Self.moving }
    private var aside: String { place.partial + "/" + Self.previous }

    /// Whether the partial folder holds a whole result.
    var isWhole: Bool { Folders.exists(mark) }

    /// Whether an earlier process has ended between two steps.
    var isUnderWay: Bool { [markInPlace, movingMark, aside].contains(where: Folders.exists) }

    /// Notes that the partial folder holds a whole result.
    func begin(_ kind: ResultKind, files: [String], scratch: [String]) throws {
        var status = stat()
        guard stat(place.partial, &status) == 0 else {
            throw OutputError.cannotWrite(path: place.partial, reason: lastError())
        }
        let new = mark + ".new"
        try Folders.remove(new)
        let sink = try ByteSink(creating: new)
        try sink.write(
            json(Mark(kind: kind, files: files, scratch: scratch, folder: UInt64(status.st_ino))))
        _ = try sink.finish()
        // whoever finds the mark may rely on the names of the files
        try Folders.synchronise(place.partial)
        guard rename(new, mark) == 0 else {
            throw OutputError.cannotWrite(path: mark, reason: lastError())
        }
        try Folders.synchronise(place.partial)
    }

    /// Takes the note back, since files of the result are about to change.
    func withdraw() throws(OutputError) {
        try Folders.remove(mark)
        try Folders.synchronise(place.partial)
    }

    /// Forgets it, since the files are about to be removed.
    func discard() {
        for file in [mark, mark + ".new"] { unlink(file) }
    }

    /// Puts the whole result in place. The caller holds the lock of the partial folder.
    func carryOut() throws(OutputError) {
        if place.isWithin {
            guard rename(mark, movingMark) == 0 else {
                throw .cannotCreate(path: place.path, reason: lastError())
            }
            try Folders.synchronise(place.partial)
            return try moveUp()
        }
        guard Folders.exists(place.path) else {
            guard rename(place.partial, place.path) == 0 else {
                throw .cannotCreate(path: place.path, reason: lastError())
            }
            return try cleanUp()
        }
        let old = try FolderLock(waitingFor: place.path)
        if try exchange() {
            try cleanUp()
        } else {
            // a folder of an image below a container's own, or something was mounted there since
            let within = Placing(place: place.movedWithin)
            guard rename(place.partial, within.place.partial) == 0 else {
                throw .cannotCreate(path: place.path, reason: lastError())
            }
            try within.carryOut()
        }
        withExtendedLifetime(old) {}
    }

    /// Goes on where an earlier process has ended between two steps. The caller holds the lock of the partial folder.
    /// - Returns: whether that folder is another now.
    func recover() throws(OutputError) -> Bool {
        if Folders.exists(markInPlace) {
            let lock = try FolderLock(waitingFor: place.path)
            try cleanUp()
            withExtendedLifetime(lock) {}
            return true
        }
        if Folders.exists(movingMark) {
            try moveUp()
            return true
        }
        if Folders.exists(aside) {
            guard !Folders.exists(place.path) else {
                throw .cannotCreate(
                    path: place.path,
                    reason:
                        "the old result is in \(aside), and another folder has taken its place; move one away"
                )
            }
            guard rename(aside, place.path) == 0 else {
                throw .cannotCreate(path: place.path, reason: lastError())
            }
            try Folders.synchronise(Folders.parent(of: place.path))
        }
        return false
    }

    /// Swaps two folders in one step where the file system can, else in two with a way back.
    /// - Returns: false where the folder cannot be renamed at all.
    private func exchange() throws(OutputError) -> Bool {
        if equipoise_exchange(place.partial, place.path) == 0 { return true }
        if [EXDEV, EBUSY].contains(errno) { return false }
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno), rename(place.path, aside) == 0 else {
            throw .cannotCreate(path: place.path, reason: lastError())
        }
        guard rename(place.partial, place.path) == 0 else {
            let reason = lastError()
            guard rename(aside, place.path) == 0 else {
                throw .cannotCreate(path: place.path, reason: "\(reason); the old result is in \(aside)/")
            }
            throw .cannotCreate(path: place.path, reason: reason)
        }
        return true
    }

    /// Once the new result is in place: moves what users have added to the old one over, and removes the old one.
    private func cleanUp() throws(OutputError) {
        try Folders.synchronise(Folders.parent(of: place.path))
        guard let mark = try read(markInPlace) else { return }
        var status = stat()
        if stat(place.path, &status) == 0, UInt64(status.st_ino) == mark.folder {
            for old in [place.partial, place.path + "/" + Self.previous] where Folders.isFolder(old) {
                try empty(old, mark)
            }
            for file in mark.scratch { try Folders.remove(place.path + "/" + file) }
            try Folders.synchronise(place.path)
        }
        try Folders.remove(markInPlace)
        try Folders.synchronise(place.path)
    }

    private func empty(_ old: String, _ mark: Mark) throws(OutputError) {
        for file in try Folders.contents(old) {
            let (here, there) = (old + "/" + file, place.path + "/" + file)
            if isReplaced(file, mark) {
                try Folders.remove(here)
            } else {
                guard !Folders.exists(there) else {
                    throw .cannotCreate(
                        path: there,
                        reason: "something is there, and the old result has \(here); move one of them away")
                }
                guard rename(here, there) == 0 else {
                    throw .cannotWrite(path: there, reason: "\(here) was to be moved there: \(lastError())")
                }
            }
        }
        try Folders.synchronise(place.path)
        guard rmdir(old) == 0 || errno == ENOENT else {
            throw .cannotWrite(path: old, reason: lastError())
        }
    }

    /// Whether a file of an old result goes with it: what it alone had is not a part of the new one, nor is a page made of it.
    private func isReplaced(_ file: String, _ mark: Mark) -> Bool {
        mark.kind.files.contains(file) || mark.files.contains(file) || Self.names.contains(file)
            || file == RunFolder.page
    }

    /// Moves the files of the new result from the folder within to where the old ones were.
    ///
    /// From the first file of the old result that goes to the last of the new one that comes, there is no
    /// `datapackage.json`, `run.json` or `plan.json`: nobody takes what is there for a result.
    private func moveUp() throws(OutputError) {
        guard let mark = try read(movingMark) else { return }
        func isMoved(_ file: String) -> Bool {
            mark.files.contains(file) && !Folders.exists(place.partial + "/" + file)
        }
        let old = try Folders.contents(place.path).filter { isReplaced($0, mark) && !isMoved($0) }
        for file in Self.descriptions where old.contains(file) {
            try Folders.remove(place.path + "/" + file)
        }
        try Folders.synchronise(place.path)
        for file in old { try Folders.remove(place.path + "/" + file) }
        let last = Self.descriptions.filter(mark.files.contains)
        for files in [mark.files.filter { !last.contains($0) }, last] {
            for file in files where !isMoved(file) {
                guard rename(place.partial + "/" + file, place.path + "/" + file) == 0 else {
                    throw .cannotWrite(path: place.path + "/" + file, reason: lastError())
                }
            }
            try Folders.synchronise(place.path)
        }
        for file in mark.scratch { try Folders.remove(place.partial + "/" + file) }
        try Folders.remove(movingMark)
        guard rmdir(place.partial) == 0 else {
            throw .cannotWrite(path: place.partial, reason: lastError())
        }
        try Folders.synchronise(place.path)
    }

    /// nil where there is none.
    private func read(_ path: String) throws(OutputError) -> Mark? {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard Folders.exists(path) else { return nil }
            throw .cannotRead(path: path, reason: lastError())
        }
        do {
            return try JSONDecoder().decode(Mark.self, from: data)
        } catch {
            throw .cannotRead(path: path, reason: "it is damaged; see what is in its folder, and remove it")
        }
    }
}
