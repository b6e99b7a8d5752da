import Analysis
import Foundation
import Output
import Sampling
import Simulation
import Sweeps

/// The points that none betters in two or three outcomes at once.
struct FrontierFinding {
    struct Point {
        let levers: [Double]
        /// Outcomes as they are, in the order of the aims.
        let aims: [Double]
    }

    let best: SolveQuestion.Best
    /// By the first aim, its best first.
    let points: [Point]
    /// Where each aim is best, and the point nearest to all of these at once; by number of the point.
    let remarkable: [(name: String, point: Int)]
    let progress: [FrontierState.Progress]
    /// Up to which the hypervolume is counted, as outcomes.
    let reference: [Double]

    init(_ state: FrontierState, _ best: SolveQuestion.Best, _ problem: BoundedProblem) {
        self.best = best
        progress = state.progress
        func outcomes(_ aims: [Double]) -> [Double] {
            aims.enumerated().map { problem.sign($0) * $1 }
        }
        reference = outcomes(state.reference)
        var front: [Candidate] = []
        for candidate in state.frontier where !front.contains(where: { $0.aims == candidate.aims }) {
            front.append(candidate)
        }
        front.sort { $0.aims.lexicographicallyPrecedes($1.aims) }
        points = front.map { Point(levers: problem.levers($0.genes), aims: outcomes($0.aims)) }
        remarkable =
            best.aims.enumerated().map { number, aim in
                let first = front.indices.min { (front[$0].aims[number], $0) < (front[$1].aims[number], $1) }
                return ("best \(aim.outcome)", first ?? 0)
            } + [("compromise", Self.compromise(front))]
    }

    /// The point nearest to the best value of every aim, each as a share of the frontier's width (Zeleny 1973).
    private static func compromise(_ front: [Candidate]) -> Int {
        let aims = front[0].aims.indices.map { aim in front.map { $0.aims[aim] } }
        let distances = front.map { candidate in
            zip(candidate.aims, aims).reduce(0.0) { sum, pair in
                let (lowest, highest) = (pair.1.min() ?? 0, pair.1.max() ?? 0)
                guard highest > lowest else { return sum }
                let share = (pair.0 - lowest) / (highest - lowest)
                return sum + share * share
            }
        }
        return distances.indices.min { (distances[$0], $0) < (distances[$1], $1) } ?? 0
    }
}

/// A search for a frontier between two generations: all that decides how it goes on.
struct FrontierState: Codable, Equatable {
    struct Progress: Codable, Equatable {
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

    var generation: Int { progress.count - 1 }

    /// Points that were evaluated, and those of them at which a run failed.
    var points: Int { progress.last?.points ?? 0 }
    var failed: Int { progress.reduce(0) { $0 + $1.failed } }

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

/// Carries a search for a frontier from generation to generation.
struct FrontierSearch {
    let evaluator: SolveEvaluator
    let best: SolveQuestion.Best
    let problem: BoundedProblem
    let identity: String
    let jobs: Int
    private let algorithm: NSGA2

    init(_ evaluator: SolveEvaluator, _ best: SolveQuestion.Best, identity: String, jobs: Int) {
        self.evaluator = evaluator
        self.best = best
        self.identity = identity
        self.jobs = jobs
        problem = BoundedProblem(evaluator, best)
        algorithm = NSGA2(
            dimensions: best.numbers.count, size: best.population, seed: evaluator.question.seed)
    }

    /// The first generation.
    func begun() throws(SolveFailure) -> FrontierState {
        let genes = algorithm.first
        let (found, failure) = evaluator.values(at: genes.map(problem.levers), jobs: jobs)
        let sound = found.compactMap(problem.aims)
        guard !sound.isEmpty else { throw .noRun(failure) }
        try problem.checkMoves(found, evaluator)
        let scale = BoundedSearch.Scale(sound.map { Trial(value: $0.aims[0], excess: $0.excess) }).excess
        let reference = best.aims.indices.map { aim in sound.map { $0.aims[aim] }.max() ?? 0 }
        var state = FrontierState(
            identity: identity, population: candidates(genes, found, scale), reference: reference,
            scale: scale)
        state.note(points: genes.count, failed: found.count - sound.count)
        return state
    }

    /// One generation more.
    func advance(_ state: inout FrontierState) {
        let genes = algorithm.children(of: state.population, generation: state.generation + 1)
        let found = evaluator.values(at: genes.map(problem.levers), jobs: jobs).values
        let children = candidates(genes, found, state.scale)
        state.population = algorithm.survivors(of: state.population + children)
        state.note(points: state.points + genes.count, failed: children.count { $0.aims.isEmpty })
    }

    /// - Throws: where no point of the population keeps all conditions.
    func finding(_ state: FrontierState) throws(SolveFailure) -> FrontierFinding {
        if state.frontier.isEmpty {
            let least = state.population.min { $0.violation < $1.violation }
            let levers = problem.levers(least?.genes ?? [])
            throw problem.infeasible(levers, evaluator.values(at: [levers], jobs: jobs).values[0].values)
        }
        return FrontierFinding(state, best, problem)
    }

    private func candidates(
        _ genes: [[Double]], _ found: [SolveEvaluator.Values], _ scale: [Double]
    ) -> [Candidate] {
        zip(genes, found).map { genes, found in
            guard let (aims, excess) = problem.aims(found) else {
                return Candidate(genes: genes, aims: [], violation: .infinity)
            }
            let violation = zip(excess, scale).reduce(0) { $0 + max(0, $1.0) / $1.1 }
            return Candidate(genes: genes, aims: aims, violation: violation)
        }
    }
}
