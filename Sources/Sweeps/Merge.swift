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
                    description: "\(folder): has no plan.json, expected the folder of a sweep's shard")
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
        let missing = (1...max(count, 1)).filter { index in
            !shards.contains { $0.record.shard?.index == index }
        }
        guard missing.isEmpty else {
            throw MergeError(
                description:
                    "of \(count) shards these are missing: \(missing.map(String.init).joined(separator: ", "))"
            )
        }
        self.shards = shards.sorted { $0.record.first < $1.record.first }
    }

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
        for shard in shards { try Self.verify(shard.path) }
        var evaluations = 0
        for shard in shards { evaluations += try Self.evaluations(shard.path) }
        var readers = try shards.map {
            (try ShardReader($0.path, plan), $0.record.first..<$0.record.first + $0.record.count)
        }
        for number in 0..<plan.pieceCount {
            if let signal = Interruption.received { throw SweepStop.signal(signal) }
            let points = plan.piece(number)
            var whole: Piece?
            // a piece at the border of two shards is of both
            for (reader, range) in readers where range.overlaps(points) {
                let part = try reader.piece(points.clamped(to: range))
                whole = whole.map { $0.joined(with: part, plan) } ?? part
            }
            readers.removeAll { $0.1.upperBound <= points.upperBound }
            guard var piece = whole else { continue }
            piece.tally.evaluations = number == 0 ? evaluations : 0
            piece.rows = piece.rows.map { Stream.encode($0, isCompressed: plan.tables.gzip) }
            try folder.append(piece)
            progress(folder.tally.points, folder.tally.failed)
        }
    }

    private struct Package: Decodable {
        let resources: [Resource]

        struct Resource: Decodable {
            let path: String
            let hash: String
        }
    }

    private struct Record: Decodable {
        let counts: Counts

        struct Counts: Decodable {
            let evaluations: Int
        }
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws(OutputError)
        -> Value
    {
        guard let data = FileManager.default.contents(atPath: path),
            let value = try? JSONDecoder().decode(type, from: data)
        else { throw .cannotRead(path: path, reason: "it is missing or no file of a sweep") }
        return value
    }

    private static func evaluations(_ folder: String) throws(OutputError) -> Int {
        try decode(Record.self, folder + "/run.json").counts.evaluations
    }

    private static func verify(_ folder: String) throws(OutputError) {
        for resource in try decode(Package.self, folder + "/datapackage.json").resources {
            let path = folder + "/" + resource.path
            guard try "sha256:" + sha256(file: path) == resource.hash else {
                throw .cannotRead(
                    path: path, reason: "it is not what datapackage.json says; it was changed or cut off")
            }
        }
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
