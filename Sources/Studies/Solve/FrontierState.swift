import Analysis
import Foundation
package import Output
import Sweeps

/// A search for a frontier between two generations: all that decides how it goes on.
package struct FrontierState: Codable, Equatable {
    package struct Progress: Codable, Equatable {
        let generation: Int
        let points: Int
        let failed: Int
        let feasible: Int
        let frontier: Int
        let hypervolume: Double
        /// nil where no run of the population succeeded.
        let leastViolation: Double?
    }

    /// Hash of all that decides the result.
    let identity: String
    var population: [Candidate]
    /// Worst values of the aims in the first generation.
    let reference: [Double]
    /// By condition, how far it moves in the first generation.
    let scale: [Double]
    var progress: [Progress]

    package var generation: Int { progress.count - 1 }

    /// Points that were evaluated, and those of them at which a run failed.
    package var points: Int { progress.last?.points ?? 0 }
    package var failed: Int { progress.reduce(0) { $0 + $1.failed } }

    /// Feasible candidates that no other dominates.
    var frontier: [Candidate] {
        (fronts(population).first ?? []).map { population[$0] }.filter(\.isFeasible)
    }

    static let file = "checkpoint.json"

    /// nil where the folder has none that can be read.
    init?(in folder: String) {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = Self.strategy
        guard let data = FileManager.default.contents(atPath: folder + "/" + Self.file),
            let state = try? decoder.decode(Self.self, from: data)
        else { return nil }
        self = state
    }

    init(identity: String, population: [Candidate], reference: [Double], scale: [Double]) {
        self.identity = identity
        self.population = population
        self.reference = reference
        self.scale = scale
        progress = []
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    private static let strategy = JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")

    mutating func note(points: Int, failed: Int) {
        let front = frontier
        let least = population.map(\.violation).min() ?? .infinity
        progress.append(
            Progress(
                generation: progress.count, points: points, failed: failed,
                feasible: population.count { $0.isFeasible }, frontier: front.count,
                hypervolume: hypervolume(front.map(\.aims), reference: reference),
                leastViolation: least.isFinite ? least : nil))
    }
}

extension RunFolder {
    /// The folder of what a search finds, unless it holds the work of another one.
    ///
    /// - Parameters:
    ///   - identity: of a search for a frontier; nil for others, which are not resumed.
    ///   - resumes: whether what an earlier process has left may be gone on with.
    /// - Returns: with it, what an earlier process of the same search has left.
    package static func ofSearch(
        _ path: String, identity: String?, resumes: Bool
    ) throws -> (folder: RunFolder, left: FrontierState?) {
        var left: FrontierState?
        let folder = try RunFolder(path, for: .search) { partial, isWhole in
            guard let found = FrontierState(in: partial) else { return false }
            guard resumes else {
                throw isWhole
                    ? ResumeError.notInPlace(partial)
                    : .unfinishedSearch(partial, generations: found.generation)
            }
            guard found.identity == identity else { throw ResumeError.otherPlan(partial) }
            left = found
            return true
        }
        return (folder, left)
    }
}
