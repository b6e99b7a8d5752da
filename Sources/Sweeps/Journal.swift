import Foundation
package import Output

/// How far an unfinished sweep has come: what its files hold up to a piece of work that is complete and on the disk.
package struct Checkpoint: Equatable {
    /// Pieces of work that are complete.
    var pieces: Int
    var tally: Tally
    var files: [Extent]

    /// What a file holds: the number of its bytes, and the first digits of their SHA-256.
    package struct Extent: Equatable {
        let size: Int
        let hash: String

        package init(size: Int, hash: some StringProtocol) {
            self.size = size
            self.hash = String(hash)
        }

        /// Of what a sink has written to its file.
        package init(_ sink: ByteSink) { self.init(size: sink.count, hash: sink.digest.prefix(16)) }
    }

    /// A line that can be told from half of one by the hash at its end.
    package var line: String {
        let numbers = [pieces, tally.points, tally.failed, tally.evaluations].map(String.init)
        let text = (numbers + files.map { "\($0.size):\($0.hash)" }).joined(separator: " ")
        return text + " " + sha256(text.utf8).prefix(16) + "\n"
    }

    package init(pieces: Int, tally: Tally, files: [Extent]) {
        self.pieces = pieces
        self.tally = tally
        self.files = files
    }

    package init?(line: Substring) {
        guard let gap = line.lastIndex(of: " ") else { return nil }
        let text = line[..<gap]
        let fields = text.split(separator: " ")
        let numbers = fields.prefix(4).compactMap { Int($0) }
        guard numbers.count == 4, sha256(text.utf8).prefix(16) == line[line.index(after: gap)...]
        else { return nil }
        pieces = numbers[0]
        tally = Tally(points: numbers[1], failed: numbers[2], evaluations: numbers[3])
        files = fields.dropFirst(4).compactMap { field in
            let parts = field.split(separator: ":")
            return parts.count == 2 ? Int(parts[0]).map { Extent(size: $0, hash: parts[1]) } : nil
        }
    }
}

/// The list of checkpoints of an unfinished sweep, the last of which counts.
enum Journal {
    static let name = "journal"

    /// The last checkpoint, whatever the files hold.
    static func last(in folder: String) -> Checkpoint? { checkpoints(in: folder).last?.checkpoint }

    /// The last checkpoint whose bytes the files have, with the bytes of the journal up to it.
    static func last(in folder: String, files: [String]) -> (checkpoint: Checkpoint, bytes: Int)? {
        let sizes = files.map { size(folder + "/" + $0) }
        return checkpoints(in: folder).last { found in
            found.checkpoint.files.count == sizes.count
                && zip(found.checkpoint.files, sizes).allSatisfy { $0.size <= $1 }
        }
    }

    /// Lines from the first on that are whole, each with the bytes of the journal up to its end.
    private static func checkpoints(in folder: String) -> [(checkpoint: Checkpoint, bytes: Int)] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
        var found: [(Checkpoint, Int)] = []
        var bytes = 0
        for line in String(decoding: data, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            guard let checkpoint = Checkpoint(line: line) else { break }
            bytes += line.utf8.count + 1
            // the last line may lack its end
            guard bytes <= data.count else { break }
            found.append((checkpoint, bytes))
        }
        return found
    }

    private static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? -1
    }
}
