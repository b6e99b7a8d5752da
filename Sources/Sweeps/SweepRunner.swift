import Foundation
package import Output

/// Why a sweep ended before its last point. What it has written is kept.
package enum SweepStop: Error, Equatable {
    case signal(Int32)
    /// More runs have failed than may.
    case failures(Int)
}

/// Runs the points of a sweep on all threads and hands over what came of them in their order.
package struct SweepRunner {
    package let plan: SweepPlan
    package let jobs: Int
    /// With more failed runs than this the sweep stops.
    package let mostFailures: Int
    /// Called now and then, on the caller's thread.
    package let progress: (_ points: Int, _ failed: Int) -> Void

    package init(
        _ plan: SweepPlan, jobs: Int, mostFailures: Int,
        progress: @escaping (_ points: Int, _ failed: Int) -> Void
    ) {
        self.plan = plan
        self.jobs = jobs
        self.mostFailures = mostFailures
        self.progress = progress
    }

    /// Seconds of work that the end of the machine can cost.
    private static let interval = 1.0

    /// Runs what is left, into a folder.
    package func run(into folder: SweepFolder) throws {
        var last = ContinuousClock.now
        do {
            try forEachPiece(from: folder.done) { piece in
                try folder.append(piece)
                if last.duration(to: .now) > .seconds(Self.interval) {
                    try folder.checkpoint()
                    last = .now
                }
            }
        } catch let stop as SweepStop {
            try folder.checkpoint()
            throw stop
        }
    }

    /// Runs everything, and writes the table of outcomes to standard output.
    package func run(intoOutput sink: ByteSink) throws -> Tally {
        guard let outcomes = Stream.all(plan).firstIndex(where: { $0.name.hasPrefix("outcomes.csv") }) else {
            return Tally()
        }
        try sink.write(Stream.all(plan)[outcomes].header)
        return try forEachPiece(from: Checkpoint(pieces: 0, tally: Tally(), files: [])) { piece in
            try sink.write(piece.rows[outcomes])
            try sink.flush()
        }
    }

    @discardableResult
    private func forEachPiece(from done: Checkpoint, _ body: (Piece) throws -> Void) throws -> Tally {
        var tally = done.tally
        let pieces = done.pieces..<plan.pieceCount
        let queue = PieceQueue<Piece>(pieces, window: 4 * jobs)
        defer { queue.stop() }
        let plan = plan
        queue.start(threads: min(jobs, pieces.count)) {
            let engine = PointEngine(plan)
            return { engine.run(plan.piece($0)) }
        }
        var number = pieces.lowerBound
        while number < pieces.upperBound {
            if let signal = Interruption.received { throw SweepStop.signal(signal) }
            if tally.failed > mostFailures { throw SweepStop.failures(tally.failed) }
            guard let piece = queue.result(within: 0.1) else {
                progress(tally.points, tally.failed)
                continue
            }
            try body(piece)
            tally += piece.tally
            number += 1
            progress(tally.points, tally.failed)
        }
        if tally.failed > mostFailures { throw SweepStop.failures(tally.failed) }
        return tally
    }
}
