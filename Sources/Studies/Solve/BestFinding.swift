import Analysis
import Declarations
import GSL
import Questions
import Sampling
import Sweeps

/// The values of several numbers at which one outcome is best.
package struct BestFinding {
    /// Where the search from one start has ended; nil values where no run succeeded.
    package struct End {
        package let levers: [Double]
        package let aim: Double
        let violation: Double
        package let hasConverged: Bool
        package let agrees: Bool
    }

    let best: SolveQuestion.Best
    package let levers: [Double]
    /// Outcomes at the solution, in the order of the question's.
    package let outcomes: [Double]
    /// By start; nil where no run succeeded.
    package let ends: [End?]
    /// The aim with one lever at its lowest and at its highest; nil where a run failed.
    let profile: [(from: Double?, to: Double?)]

    var aim: SolveQuestion.Aim { best.aims[0] }
    var agreeing: [End] { ends.compactMap { $0 }.filter(\.agrees) }

    /// How near to the best value, as a share of how far the aim moves between starts, a start has to end to agree.
    private static let agreement = 1e-5

    init(_ evaluator: SolveEvaluator, _ best: SolveQuestion.Best, jobs: Int) throws {
        let problem = BoundedProblem(evaluator, best)
        let starts = unitPoints(
            best.starts, dimensions: best.numbers.count, seed: evaluator.question.seed, purpose: "starts")
        let (found, failure) = evaluator.values(at: starts.map(problem.levers), jobs: jobs)
        let trials = found.compactMap(problem.trial)
        guard !trials.isEmpty else { throw StudyFailure.noRun(failure) }
        try problem.checkMoves(found, evaluator)
        let scale = BoundedSearch.Scale(trials)
        let results = inParallel(starts.count, jobs) { start in
            Result { () throws(SolverError) in
                try BoundedSearch.minimum(from: starts[start], scale) { point in
                    problem.trial(evaluator.values(at: [problem.levers(point)], jobs: 1).values[0])
                }
            }
        }
        let minima = try results.map { try $0.get() }
        let order = minima.compactMap { $0 }.sorted {
            ($0.violation, $0.trial.value) < ($1.violation, $1.trial.value)
        }
        guard let first = order.first else { throw StudyFailure.noRun(failure) }
        let levers = problem.levers(first.point)
        let outcomes = evaluator.values(at: [levers], jobs: jobs).values[0].values
        guard first.violation <= 0 else { throw problem.infeasible(levers, outcomes) }
        func agrees(_ end: BoundedSearch.Result) -> Bool {
            end.violation <= 0 && end.trial.value <= first.trial.value + Self.agreement * scale.value
        }
        guard order.contains(where: { agrees($0) && $0.hasConverged }) else {
            throw StudyFailure.unsolved(
                "the search has not converged: from none of \(counted(starts.count, "start")) did it come to rest at the best value found, \(precise(outcomes[0])); try more starts, or a smaller solver.tolerance"
            )
        }
        self.best = best
        self.levers = levers
        self.outcomes = outcomes
        ends = minima.map { end in
            end.map {
                End(
                    levers: problem.levers($0.point), aim: problem.sign(0) * $0.trial.value,
                    violation: $0.violation, hasConverged: $0.hasConverged, agrees: agrees($0))
            }
        }
        profile = problem.profile(levers, jobs: jobs)
    }
}
