import Foundation
import Output
import Sampling

/// Why folders are not the shards of one sweep.
package struct MergeError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

/// The shards of a sweep, to be joined into what one process would have written.
package struct Merge {
    private let shards: [(path: String, record: PlanRecord)]

    /// Checks that folders are all the shards of one sweep, each once.
    package init(_ folders: [String]) throws(MergeError) {
        var shards: [(path: String, record: PlanRecord)] = []
        for folder in folders {
            guard let record = PlanRecord(in: folder) else {
                throw MergeError(
                    description:
                        "\(folder): has no plan.json that can be read, expected the folder of a sweep's shard"
                )
            }
            guard let shard = record.shard else {
                throw MergeError(description: "\(folder): is a whole sweep and no shard")
            }
            if let first = shards.first {
                guard record.version == first.record.version else {
                    throw MergeError(
                        description:
                            "\(folder): was made by version \(record.version), \(first.path) by \(first.record.version)"
                    )
                }
                guard record.plan == first.record.plan, shard.count == first.record.shard?.count else {
                    throw MergeError(
                        description:
                            "\(folder): is of another plan than \(first.path) (file, changes, tables or number of shards)"
                    )
                }
            }
            if let twin = shards.first(where: { $0.record.shard == shard }) {
                throw MergeError(description: "\(folder): is shard \(shard), which \(twin.path) is too")
            }
            shards.append((folder, record))
        }
        let count = shards.first?.record.shard?.count ?? 0
        guard shards.count == count else {
            let present = Set(shards.compactMap { $0.record.shard?.index })
            let missing = (1...max(count, 1)).lazy.filter { !present.contains($0) }.prefix(Self.mostNamed)
            let more = count - shards.count - missing.count
            throw MergeError(
                description: "of \(count) shards these are missing: "
                    + missing.map(String.init).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            )
        }
        self.shards = shards.sorted { ($0.record.shard?.index ?? 0) < ($1.record.shard?.index ?? 0) }
    }

    /// Missing shards that a message names.
    private static let mostNamed = 10

    /// The folder of the first shard, whose resolved scenario is that of all.
    package var first: String { shards[0].path }
    /// What the shards were asked to write.
    package var tables: SweepPlan.Tables { shards[0].record.tables }

    /// Whether the shards are of this plan, which is that of the whole sweep.
    package func isOf(_ plan: SweepPlan) -> Bool {
        shards[0].record.plan == "sha256:" + plan.hash && shards[0].record.points == plan.sampler.count
    }

    /// Writes the points of all shards, after making sure that their files are as they were written.
    package func write(
        into folder: SweepFolder, progress: (_ points: Int, _ failed: Int) -> Void
    ) throws {
        let plan = folder.plan
        var parts: [(reader: ShardReader, points: Range<Int>)] = []
        var evaluations = 0
        for (path, record) in shards {
            guard let shard = record.shard, record == PlanRecord(plan, shard: shard, version: record.version)
            else {
                throw MergeError(
                    description: "\(path): its plan.json was changed since: it does not tell the points of "
                        + "shard \(record.shard.map { "\($0)" } ?? "") of the plan")
            }
            let (sum, isTooLarge) = evaluations.addingReportingOverflow(try Self.evaluations(path))
            guard !isTooLarge else {
                throw OutputError.cannotRead(path: path + "/run.json", reason: Self.noCount)
            }
            evaluations = sum
            parts.append((try ShardReader(ResultFolder(path), plan), shard.points(of: plan.sampler.count)))
        }
        for number in 0..<plan.pieceCount {
            if let signal = Interruption.received { throw SweepStop.signal(signal) }
            let points = plan.piece(number)
            var whole: Piece?
            // a piece at the border of two shards is of both
            for (reader, range) in parts where range.overlaps(points) {
                let part = try reader.piece(points.clamped(to: range))
                whole = whole.map { $0.joined(with: part, plan) } ?? part
                if range.upperBound <= points.upperBound { try reader.end() }
            }
            parts.removeAll { $0.points.upperBound <= points.upperBound }
            guard var piece = whole else { continue }
            piece.tally.evaluations = number == 0 ? evaluations : 0
            piece.rows = piece.rows.map { Stream.encode($0, isCompressed: plan.tables.gzip) }
            try folder.append(piece)
            progress(folder.tally.points, folder.tally.failed)
        }
    }

    private struct Record: Decodable {
        let counts: Counts

        struct Counts: Decodable {
            let evaluations: Int
        }
    }

    private static let noCount = "its number of evaluations is none that runs can have; was it changed?"

    private static func evaluations(_ folder: String) throws(OutputError) -> Int {
        let path = folder + "/run.json"
        guard let data = FileManager.default.contents(atPath: path),
            let record = try? JSONDecoder().decode(Record.self, from: data)
        else { throw .cannotRead(path: path, reason: "it is missing or no file of a sweep") }
        guard record.counts.evaluations >= 0 else { throw .cannotRead(path: path, reason: noCount) }
        return record.counts.evaluations
    }
}

extension Piece {
    /// This piece and the points that follow it, both with rows that are not compressed.
    fileprivate func joined(with next: Piece, _ plan: SweepPlan) -> Piece {
        var joined = Piece(rows: zip(rows, next.rows).map { $0 + $1 }, columns: [], tally: tally)
        joined.tally += next.tally
        for column in 0..<plan.outcomes.outcomes.count * plan.options.count {
            for piece in [self, next] {
                let start = column * piece.tally.points
                joined.columns += piece.columns[start..<start + piece.tally.points]
            }
        }
        return joined
    }
}
