private import CExchange
import Foundation

/// Where a result goes, and where it is written until it is whole.
struct ResultPlace {
    let path: String
    /// `DIR.partial`, or `DIR/.partial` where the folder cannot be exchanged for another.
    let partial: String
    let isWithin: Bool

    static let within = ".partial"

    init(_ path: String) throws(OutputError) {
        let path = try Self.resolved(path)
        self.path = path
        let inside = path + "/" + Self.within
        let beside = path + ".partial"
        isWithin =
            Folders.exists(inside)
            || Folders.isFolder(path)
                && (Self.isFixed(path) || Self.isPresent(path) && !Folders.exists(beside))
        partial = isWithin ? inside : beside
    }

    private init(_ path: String, partial: String, isWithin: Bool) {
        self.path = path
        self.partial = partial
        self.isWithin = isWithin
    }

    /// The same where the partial folder is within.
    var movedWithin: ResultPlace {
        ResultPlace(path, partial: path + "/" + Self.within, isWithin: true)
    }

    /// Whether a folder cannot be renamed: a file system is mounted there, or nothing may be made beside it.
    private static func isFixed(_ path: String) -> Bool {
        if equipoise_is_mount_point(path) != 0 { return true }
        let parent = Folders.parent(of: path)
        if faccessat(AT_FDCWD, parent, W_OK | X_OK, AT_EACCESS) != 0 { return true }
        // in a folder such as /tmp only the owner may rename
        var (inner, outer) = (stat(), stat())
        let user = geteuid()
        return stat(path, &inner) == 0 && stat(parent, &outer) == 0 && outer.st_mode & S_ISVTX != 0
            && ![0, inner.st_uid, outer.st_uid].contains(user)
    }

    /// Whether it is the folder that the user's shell stands in, which would stand in a removed one after an exchange.
    private static func isPresent(_ path: String) -> Bool { Folders.areSame(path, ".") }

    /// What a folder holds that is neither the system's nor of a result being written.
    func contents() throws(OutputError) -> [String] {
        // ext4 makes lost+found at the top of every volume
        try Folders.contents(path).filter { $0 != Self.within && !(isWithin && $0 == "lost+found") }
    }

    /// The path without slashes and dots at its end, to which more can be added.
    static func named(_ path: String) throws(OutputError) -> String {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty else {
            throw .cannotCreate(path: "the output folder", reason: "its name is empty")
        }
        switch path.split(separator: "/").last {
        case "." where !Folders.exists(path): return try named(String(path.dropLast(2)))
        case ".", "..": return try real(path)
        default: return path
        }
    }

    /// Where the path leads to a folder by a link, that folder's own path, so that the result replaces the folder and not
    /// the link.
    private static func resolved(_ path: String) throws(OutputError) -> String {
        let path = try named(path)
        var status = stat()
        // a link to nothing is refused as what is no folder
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, Folders.isFolder(path) else {
            return path
        }
        return try real(path)
    }

    private static func real(_ path: String) throws(OutputError) -> String {
        guard let real = realpath(path, nil) else { throw .cannotCreate(path: path, reason: lastError()) }
        defer { free(real) }
        guard let folder = String(validatingCString: real) else {
            throw .cannotCreate(
                path: path, reason: "it leads to a folder whose path is not UTF-8; choose another with --out")
        }
        return folder
    }
}
