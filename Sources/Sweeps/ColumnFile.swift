import Foundation
import Output

/// The outcomes of a sweep as doubles, for statistics: piece by piece, and in a piece by outcome, option and point.
///
/// It is read an outcome at a time, so that its size does not matter to memory.
final class ColumnFile: Sendable {
    static let name = "columns"

    private let descriptor: Int32
    private let path: String
    private let options: Int
    private let outcomes: Int
    /// Points of each piece.
    private let counts: [Int]

    init(_ path: String, _ plan: SweepPlan) throws(OutputError) {
        self.path = path
        options = plan.options.count
        outcomes = plan.outcomes.outcomes.count
        counts = (0..<plan.pieceCount).map { plan.piece($0).count }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// The bytes of a piece, for the file.
    static func bytes(_ columns: [Double]) -> [UInt8] { columns.withUnsafeBytes { Array($0) } }

    /// Reads an outcome from the first point to the last.
    /// - Parameter body: takes the values of a piece, by option and point, and the number of points.
    func read(
        outcome: Int, _ body: (UnsafeBufferPointer<Double>, Int) -> Void
    ) throws(OutputError) {
        var buffer = [Double](repeating: 0, count: options * (counts.max() ?? 0))
        var start = 0
        for points in counts {
            let size = options * points * MemoryLayout<Double>.size
            var got = 0
            while got < size {
                let result = buffer.withUnsafeMutableBytes { bytes in
                    bytes.baseAddress.map {
                        pread(descriptor, $0 + got, size - got, off_t(start + outcome * size + got))
                    } ?? 0
                }
                if result < 0, errno == EINTR { continue }
                guard result > 0 else {
                    let reason = result < 0 ? String(cString: strerror(errno)) : "it is too short"
                    throw .cannotWrite(path: path, reason: reason)
                }
                got += result
            }
            buffer.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[..<(options * points)]), points)
            }
            start += outcomes * size
        }
    }
}
