private import CExchange
import Foundation

/// A result folder that appears whole or not at all.
///
/// Files are written into `DIR.partial/`; `commit` puts it in place of `DIR` by one rename. Until then an old
/// result is untouched, and a crash or a full disk leaves it so. What else the old folder holds (a plot, a notebook)
/// is moved over.
package final class RunFolder {
    package let path: String
    /// Where files are written until the result is put in place.
    package let partial: String
    /// Whether the partial folder stays if the result is not put in place, for a later process to go on with.
    package var keepsUnfinished = false
    private let kind: Kind
    private let lock: Int32
    /// Names of the files written so far.
    private var written: [String] = []
    private var isCommitted = false

    /// What a folder is the result of.
    package enum Kind: Sendable {
        case run, sweep
        /// What was made of a sweep.
        case analysis
        /// What a search has found.
        case search

        /// Every file that a result may hold, or a folder in which one is being written.
        fileprivate var names: [String] {
            let common = [
                "scenario.resolved.yaml", "world.resolved.yaml", "points.csv", "datapackage.json", "run.json",
            ]
            return switch self {
            case .run: common + ["timeseries.csv", "impact.csv", "bands.csv"]
            case .analysis:
                common + [
                    "sensitivity.csv", "robustness.csv", "trajectory.csv", "boxes.csv",
                    "tree.csv", "claims.csv", "claim_tests.csv", "claim_inputs.csv", "claim_boxes.csv",
                    "claims.md", "payoffs.csv", "equilibria.csv", "paths.csv", "dominance.csv",
                    "coordination.csv", "frequencies.csv", "strategy_frequencies.csv", "draws.csv",
                    "game.md", "parameters.csv", "correlations.csv",
                    "residuals.csv", "calibration.md", "calibrated.yaml", "calibrated.world.yaml",
                    "ensemble.csv", "ensemble.yaml", "ensemble.world.yaml", "scores.csv", "backtest.md",
                ]
                    + (1...Self.mostBoxes).flatMap { number in
                        ["yaml", "world.yaml", "points.csv"].map { "box-\(number).\($0)" }
                            + ["equilibrium-\(number).yaml"]
                    }
            case .search:
                common + [
                    "solution.csv", "scan.csv", "starts.csv", "frontier.csv",
                    "progress.csv", "solved.yaml", "solved.world.yaml", "solved.points.csv",
                    "checkpoint.json", "checkpoint.json.new",
                ]
            case .sweep:
                common + [
                    "plan.json", "journal", "columns", "experiments.csv", "outcomes.csv", "failures.csv",
                    "summary.csv", "timeseries.csv", "experiments.csv.gz", "outcomes.csv.gz",
                    "failures.csv.gz",
                    "timeseries.csv.gz",
                ]
            }
        }

        /// The table by which a result of the kind is known.
        fileprivate var mainTables: [String] {
            switch self {
            case .run: ["impact.csv"]
            case .sweep: ["outcomes.csv", "outcomes.csv.gz"]
            case .analysis:
                [
                    "sensitivity.csv", "robustness.csv", "boxes.csv", "claims.csv", "equilibria.csv",
                    "residuals.csv", "scores.csv",
                ]
            case .search: ["solution.csv"]
            }
        }

        fileprivate var others: [Kind] { [Kind.run, .sweep, .analysis, .search].filter { $0 != self } }

        /// Boxes, or equilibria, that one result holds as scenario files.
        package static let mostBoxes = 9
    }

    /// Files by which a folder is known to be a result of this program, which may be replaced.
    private static let marks = ["run.json", "datapackage.json"]
    private static let sign = "\"equipoise\""
    /// What `make report` makes of a result.
    private static let page = "report.html"

    /// - Throws: `cannotCreate` where the path is a file, cannot be written, is in use by another run, or is a
    ///   folder with files but no result, or the result of something else.
    ///
    /// What a run that was killed has left is removed, unless `keepUnfinished` wants it, which is given the path of the partial folder.
    package init(
        _ path: String, for kind: Kind = .run, keepUnfinished isKept: (String) throws -> Bool = { _ in false }
    ) throws {
        let resolved = try Self.resolved(path)
        self.path = resolved
        self.kind = kind
        partial = resolved + ".partial"
        try Self.checkReplaceable(resolved, by: kind)
        try Self.makeFolder(Self.parent(of: resolved))
        if mkdir(partial, 0o777) != 0 {
            guard errno == EEXIST else { throw OutputError.cannotCreate(path: partial, reason: lastError()) }
        }
        lock = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard lock >= 0 else { throw OutputError.cannotCreate(path: partial, reason: lastError()) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw OutputError.cannotCreate(path: partial, reason: "another run is writing there")
        }
        // what a run that was killed has left, and nothing else
        let left = Self.contents(partial)
        if let foreign = left.first(where: { !kind.names.contains($0) }) {
            throw OutputError.cannotCreate(
                path: partial,
                reason: "the folder holds \(foreign), which no \(kind) has written; move it away")
        }
        if try isKept(partial) {
            written = left
            keepsUnfinished = true
            return
        }
        for file in left { try remove(file) }
    }

    deinit {
        if !isCommitted && !keepsUnfinished {
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

    /// Writes a small file in place of the one before, so that after any end of the process one of the two is there whole.
    package func replace(_ name: String, _ text: String) throws(OutputError) {
        let new = name + ".new"
        try remove(new)
        try write(new) { sink throws(OutputError) in try sink.write(text) }
        guard rename(partial + "/" + new, place(name)) == 0 else {
            throw .cannotWrite(path: partial + "/" + name, reason: lastError())
        }
    }

    /// The path of a file of the result that is written by other means than `write`.
    package func place(_ name: String) -> String {
        if !written.contains(name) { written.append(name) }
        return partial + "/" + name
    }

    /// Removes a file that has been of use only until now, or that was left behind.
    package func remove(_ name: String) throws(OutputError) {
        written.removeAll { $0 == name }
        let file = partial + "/" + name
        guard unlink(file) == 0 || errno == ENOENT else {
            throw .cannotCreate(path: file, reason: "in the way: \(lastError())")
        }
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
            // what an old result alone had is not a part of the new one, nor is a page made of the old one
            if kind.names.contains(file) || file == Self.page || written.contains(file) || Self.exists(kept) {
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

    private static func checkReplaceable(_ path: String, by kind: Kind) throws(OutputError) {
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
        try checkKind(path, kind)
    }

    /// - Throws: where the folder holds the other kind of result, which may have taken hours.
    private static func checkKind(_ path: String, _ kind: Kind) throws(OutputError) {
        for other in kind.others {
            guard let table = other.mainTables.first(where: { exists(path + "/" + $0) }) else { continue }
            throw .cannotCreate(
                path: path,
                reason: "the folder holds \(table) of another kind of result (\(other)); "
                    + "choose another with --out, or remove it")
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

    package init(name: String, bytes: Int, sha256: String) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}
