import Foundation
package import Output
import Sampling

/// Why a sweep or a search cannot go on, or begin, where another left off.
package enum ResumeError: Error, Equatable, CustomStringConvertible {
    /// What was left is of a different plan.
    case otherPlan(String)
    /// There are results that only `--resume` may touch.
    case unfinished(String, points: Int, of: Int)
    case unfinishedSearch(String, generations: Int)
    /// There is a whole result that could not be put in place.
    case notInPlace(String)
    /// A file is not what was noted of it, or the notes are lost.
    case changed(String, reason: String)

    package var description: String {
        switch self {
        case .otherPlan(let path):
            "\(path) is of another plan (file, changes, shard, tables or program); run that one, or remove the folder"
        case .unfinished(let path, let points, let total):
            "\(path) holds \(points) of \(total) points of an unfinished sweep; go on with --resume, or remove the folder"
        case .unfinishedSearch(let path, let generations):
            "\(path) holds \(generations) generations of an unfinished search; go on with --resume, or remove the folder"
        case .notInPlace(let path):
            "\(path) holds a whole result that could not be put in place; do that with --resume, or remove the folder"
        case .changed(let path, let reason):
            "\(path) cannot be gone on with: \(reason); put back what was there, or remove the folder"
        }
    }
}

/// What a sweep's folder says of the plan that it was written for.
struct PlanRecord: Codable, Equatable {
    private let program: String
    let version: String
    /// The hash of the plan, the same for all shards.
    let plan: String
    let shard: Shard?
    let tables: SweepPlan.Tables
    /// Points of the whole design, and of this part of it.
    let points: Int
    let first: Int
    let count: Int
    let options: Int

    static let name = "plan.json"

    init(_ plan: SweepPlan, version: String) {
        self.init(plan, shard: plan.shard, plan.points, version: version)
    }

    /// That of one of the shards of a plan.
    init(_ plan: SweepPlan, shard: Shard, version: String) {
        self.init(plan, shard: shard, shard.points(of: plan.sampler.count), version: version)
    }

    private init(_ plan: SweepPlan, shard: Shard?, _ range: Range<Int>, version: String) {
        program = "equipoise"
        self.version = version
        self.plan = "sha256:" + plan.hash
        self.shard = shard
        tables = plan.tables
        points = plan.sampler.count
        first = range.lowerBound
        count = range.count
        options = plan.options.count
    }

    /// nil where there is none that can be read.
    init?(in folder: String) {
        guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name),
            let record = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = record
    }
}

/// The tables of a sweep while they grow, and the journal by which they can go on growing after any end of the process.
package final class SweepFolder {
    package let folder: RunFolder
    package let plan: SweepPlan
    /// Points that an earlier process has done.
    package let resumed: Int
    /// Whether nothing is left but to put the result in place.
    package let isReady: Bool
    private let streams: [Stream]
    private var sinks: [ByteSink] = []
    private var journal: ByteSink?
    private(set) var done: Checkpoint

    /// What has been done, by this process and those before it.
    package var tally: Tally { done.tally }

    /// - Parameters:
    ///   - resumes: whether to go on with what an earlier process of the same plan has left.
    ///   - keepsUnfinished: whether a later process can go on with what this one leaves. Where not, as in a merge, what was
    ///     left of the same plan begins anew, or is put in place if it is whole.
    package init(
        _ path: String, _ plan: SweepPlan, version: String, resumes: Bool, keepsUnfinished: Bool = true
    ) throws {
        let record = PlanRecord(plan, version: version)
        self.plan = plan
        streams = Stream.all(plan)
        let names = streams.map(\.name)
        var left: (checkpoint: Checkpoint, bytes: Int)?
        folder = try RunFolder(path, for: .sweep) { partial, isWhole in
            let found = PlanRecord(in: partial)
            let isSame = found == record
            if isWhole {
                guard resumes || !keepsUnfinished else { throw ResumeError.notInPlace(partial) }
                guard isSame else { throw ResumeError.otherPlan(partial) }
                return true
            }
            if isSame && !keepsUnfinished { return false }
            let checkpoint = Journal.last(in: partial)
            guard let found, let checkpoint else {
                // results are not thrown away by a slip
                if Self.hasRows(partial) {
                    throw ResumeError.changed(partial, reason: "its journal or plan.json is lost or damaged")
                }
                return false
            }
            guard resumes else {
                if checkpoint.tally.points > checkpoint.tally.failed / max(found.options, 1) {
                    throw ResumeError.unfinished(partial, points: checkpoint.tally.points, of: found.count)
                }
                return false
            }
            guard isSame else { throw ResumeError.otherPlan(partial) }
            left = Journal.last(in: partial, files: names)
            return left != nil
        }
        isReady = folder.isWhole
        done = left?.checkpoint ?? Checkpoint(pieces: 0, tally: Tally(), files: [])
        if isReady {
            done.tally = Tally(
                points: record.count,
                failed: try Self.rows(folder.partial + "/" + names[Self.failures]))
        }
        resumed = done.tally.points
        if isReady { return }
        folder.keepsUnfinished = keepsUnfinished
        if let left {
            for (name, extent) in zip(names, left.checkpoint.files) {
                let sink = try ByteSink(continuing: folder.place(name), at: extent.size)
                guard Checkpoint.Extent(sink) == extent else {
                    throw ResumeError.changed(
                        sink.path, reason: "its first \(extent.size) bytes are not those that were written")
                }
                sinks.append(sink)
            }
            let journal = try ByteSink(continuing: folder.place(Journal.name), at: left.bytes)
            for sink in sinks + [journal] { try sink.cutOff() }
            self.journal = journal
            return
        }
        let text = try json(record)
        try folder.write(PlanRecord.name) { sink throws(OutputError) in try sink.write(text) }
        for stream in streams {
            let sink = try ByteSink(creating: folder.place(stream.name))
            try sink.write(stream.header)
            sinks.append(sink)
        }
        journal = try ByteSink(creating: folder.place(Journal.name))
        try checkpoint()
        try folder.synchronise()
    }

    /// What a folder holds that has the whole result of a plan already, so that a repeated job has nothing to do; nil where it
    /// has not, or where a later process has begun the same anew.
    ///
    /// - Throws: `cannotRead` where it was changed since.
    package static func complete(
        _ path: String, _ plan: SweepPlan, version: String
    ) throws(OutputError) -> Tally? {
        let partial = try RunFolder.recover(path)
        let record = PlanRecord(plan, version: version)
        guard PlanRecord(in: path) == record, PlanRecord(in: partial) != record else { return nil }
        try ResultFolder(path).verify()
        return Tally(
            points: record.count, failed: try rows(path + "/" + Stream.tables(plan)[failures].name))
    }

    private static let failures = 2

    /// Number of rows of a table whose fields have no line ends.
    private static func rows(_ path: String) throws(OutputError) -> Int {
        let reader = try TableReader(path)
        var lines = 0
        while try reader.next() != nil { lines += 1 }
        return max(0, lines - 1)
    }

    /// Whether a folder holds outcomes of any plan, of which the last may be cut off.
    private static func hasRows(_ partial: String) -> Bool {
        ["outcomes.csv", "outcomes.csv.gz"].contains { name in
            guard let reader = try? TableReader(partial + "/" + name), (try? reader.next()) != nil else {
                return false
            }
            do throws(OutputError) { return try reader.next() != nil } catch { return true }
        }
    }

    package func append(_ piece: Piece) throws(OutputError) {
        for (sink, rows) in zip(sinks, piece.rows) { try sink.write(rows) }
        if streams.count > piece.rows.count {
            try sinks.last?.write(ColumnFile.bytes(piece.columns))
        }
        done.pieces += 1
        done.tally += piece.tally
    }

    /// Makes what was written so far safe against any end of the process or the machine.
    package func checkpoint() throws(OutputError) {
        for sink in sinks { try sink.synchronise() }
        done.files = sinks.map(Checkpoint.Extent.init)
        try journal?.write(done.line)
        try journal?.synchronise()
    }

    /// Closes the tables.
    /// - Returns: the tables as the Data Package lists them.
    package func finishTables() throws(OutputError) -> [WrittenFile] {
        try checkpoint()
        var files: [WrittenFile] = []
        for (stream, sink) in zip(streams, sinks) {
            let file = try sink.written(as: stream.name)
            if stream.name != ColumnFile.name { files.append(file) }
        }
        sinks = []
        return files
    }

    /// The schemas of the tables, in the order of `finishTables`.
    package var schemas: [TableSchema] { Stream.tables(plan).map(\.schema) }

    /// Statistics over all points; nil for a shard, whose points are no sample of the whole.
    package func summary(jobs: Int) throws(OutputError) -> Summary? {
        guard plan.shard == nil else { return nil }
        return try Summary(ColumnFile(folder.partial + "/" + ColumnFile.name, plan), plan, jobs: jobs)
    }

    /// Writes one of the smaller files, in place of one that an earlier process may have left.
    @discardableResult
    package func write(_ name: String, _ text: String) throws(OutputError) -> WrittenFile {
        try folder.remove(name)
        return try folder.write(name) { sink throws(OutputError) in try sink.write(text) }
    }

    /// Writes one of the smaller tables in the same way.
    @discardableResult
    package func write<Row>(_ table: Table<Row>, _ rows: [Row]) throws(OutputError) -> WrittenFile {
        try folder.remove(table.file)
        return try folder.write(table, rows)
    }

    /// Puts the result in place, once every file is written.
    package func commit() throws { try folder.commit(without: [Journal.name, ColumnFile.name]) }
}
