import Foundation

/// A folder that one process at a time works in, from here to the end of this value.
///
/// The lock is the folder's own and goes with it wherever it is renamed to.
package final class FolderLock {
    private let descriptor: Int32

    /// A folder that is made where there is none.
    /// - Throws: `cannotCreate` where another process works in it.
    package init(making path: String) throws(OutputError) {
        while true {
            guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
                throw .cannotCreate(path: path, reason: lastError())
            }
            // it may be renamed or removed at any moment until it is locked
            if let descriptor = try Self.locked(path, LOCK_EX | LOCK_NB) {
                self.descriptor = descriptor
                return
            }
        }
    }

    /// A folder that is there, once no other process works in it.
    init(waitingFor path: String) throws(OutputError) {
        while true {
            if let descriptor = try Self.locked(path, LOCK_EX) {
                self.descriptor = descriptor
                return
            }
            guard Folders.exists(path) else { throw .cannotCreate(path: path, reason: "it was removed") }
        }
    }

    deinit { close(descriptor) }

    /// - Returns: nil where the path no longer leads to the folder that was locked.
    private static func locked(_ path: String, _ mode: Int32) throws(OutputError) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .cannotCreate(path: path, reason: lastError())
        }
        while flock(descriptor, mode) != 0 {
            if errno == EINTR { continue }
            let reason = errno == EWOULDBLOCK ? "another run is writing there" : lastError()
            close(descriptor)
            throw .cannotCreate(path: path, reason: reason)
        }
        var (held, named) = (stat(), stat())
        if fstat(descriptor, &held) == 0, lstat(path, &named) == 0, held.st_dev == named.st_dev,
            held.st_ino == named.st_ino
        {
            return descriptor
        }
        close(descriptor)
        return nil
    }
}
