import Analysis
package import Output
package import Questions
import Sampling
package import Scenarios

/// Carries a search for a frontier from generation to generation.
package struct FrontierSearch {
    private let evaluator: SolveEvaluator
    private let best: SolveQuestion.Best
    private let problem: BoundedProblem
    /// Hash of all that decides the result.
    package let identity: String
    private let jobs: Int
    private let algorithm: NSGA2

    /// - Parameters:
    ///   - loaded: the scenario that asks the question of the evaluator.
    ///   - best: the form of that question.
    package init(
        _ loaded: LoadedScenario, _ evaluator: SolveEvaluator, _ best: SolveQuestion.Best, jobs: Int
    ) throws {
        self.evaluator = evaluator
        self.best = best
        self.jobs = jobs
        let texts = try ResolvedFiles(loaded.scenario, points: loaded.pointsText()).all.map(\.text)
        identity = sha256(
            ([programVersion, Generator.version] + texts).map { sha256($0.utf8) }.joined().utf8)
        problem = BoundedProblem(evaluator, best)
        algorithm = NSGA2(
            dimensions: best.numbers.count, size: best.population, seed: evaluator.question.seed)
    }

    /// Points that are evaluated in all.
    package var points: Int { best.population * (best.generations + 1) }

    /// Searches to the last generation, and keeps after each in the folder all that decides how to go on.
    ///
    /// - Parameters:
    ///   - left: what an earlier process has left.
    ///   - went: told of each generation, and whether it is the last. What it throws ends the search, which another process can
    ///     go on with.
    package func finding(
        from left: FrontierState?, in folder: RunFolder,
        went: (FrontierState, _ isLast: Bool) throws -> Void
    ) throws -> FrontierFinding {
        var state = try left ?? begun()
        while true {
            try folder.replace(FrontierState.file, state.text())
            folder.keepsUnfinished = true
            let isLast = state.generation >= best.generations
            try went(state, isLast)
            if isLast { break }
            advance(&state)
        }
        do {
            return try finding(state)
        } catch {
            // there is nothing to go on with
            folder.keepsUnfinished = false
            throw error
        }
    }

    /// The first generation.
    private func begun() throws(StudyFailure) -> FrontierState {
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
    private func advance(_ state: inout FrontierState) {
        let genes = algorithm.children(of: state.population, generation: state.generation + 1)
        let found = evaluator.values(at: genes.map(problem.levers), jobs: jobs).values
        let children = candidates(genes, found, state.scale)
        state.population = algorithm.survivors(of: state.population + children)
        state.note(points: state.points + genes.count, failed: children.count { $0.aims.isEmpty })
    }

    /// - Throws: where no point of the population keeps all conditions.
    private func finding(_ state: FrontierState) throws(StudyFailure) -> FrontierFinding {
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
