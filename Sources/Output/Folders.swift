import Foundation

/// What the file system says of folders, and changes of theirs that are on the disk when they return.
package enum Folders {
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether two paths lead to one folder.
    package static func areSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
            && first.st_ino == second.st_ino
    }

    /// Names in their order; none for a folder that is not there.
    package static func contents(_ path: String) throws(OutputError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .cannotRead(path: path, reason: lastError())
        }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .cannotRead(path: path, reason: lastError()) }
        return names.sorted()
    }

    /// What stands before the last slash; the present folder for a name alone.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a folder and those that it is in.
    package static func make(_ path: String) throws(OutputError) {
        if isFolder(path) { return }
        let parent = parent(of: path)
        try make(parent)
        guard mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) else {
            throw .cannotCreate(path: path, reason: lastError())
        }
        try synchronise(parent)
    }

    /// Waits until the disk has what a file, or the names that a folder, holds.
    package static func synchronise(_ path: String) throws(OutputError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // a folder that may be written and not read cannot be waited for
            if errno == EACCES { return }
            throw .cannotWrite(path: path, reason: lastError())
        }
        defer { close(descriptor) }
        // some file systems have nothing to wait for
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw .cannotWrite(path: path, reason: lastError())
        }
    }

    /// Removes a file, if it is there.
    package static func remove(_ file: String) throws(OutputError) {
        guard unlink(file) == 0 || errno == ENOENT else {
            throw .cannotCreate(path: file, reason: "in the way: \(lastError())")
        }
    }
}
