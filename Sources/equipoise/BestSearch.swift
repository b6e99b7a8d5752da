import Analysis
import Declarations
import GSL
import Sampling
import Simulation
import Sweeps

/// The values of several numbers at which one outcome is best.
struct BestFinding {
    /// Where the search from one start has ended; nil values where no run succeeded.
    struct End {
        let levers: [Double]
        let aim: Double
        let violation: Double
        let hasConverged: Bool
        let agrees: Bool
    }

    let best: SolveQuestion.Best
    let levers: [Double]
    /// Outcomes at the solution, in the order of the question's.
    let outcomes: [Double]
    /// By start; nil where no run succeeded.
    let ends: [End?]
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
        guard !trials.isEmpty else { throw SolveFailure.noRun(failure) }
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
        guard let first = order.first else { throw SolveFailure.noRun(failure) }
        let levers = problem.levers(first.point)
        let outcomes = evaluator.values(at: [levers], jobs: jobs).values[0].values
        guard first.violation <= 0 else { throw problem.infeasible(levers, outcomes) }
        func agrees(_ end: BoundedSearch.Result) -> Bool {
            end.violation <= 0 && end.trial.value <= first.trial.value + Self.agreement * scale.value
        }
        guard order.contains(where: { agrees($0) && $0.hasConverged }) else {
            throw SolveFailure.unsolved(
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

/// The numbers of a question as coordinates from 0 to 1, and its aims and conditions as numbers to be minimised.
struct BoundedProblem: Sendable {
    private let evaluator: SolveEvaluator
    private let best: SolveQuestion.Best
    /// By condition, the number of its outcome.
    private let conditioned: [Int]

    init(_ evaluator: SolveEvaluator, _ best: SolveQuestion.Best) {
        self.evaluator = evaluator
        self.best = best
        let names = evaluator.question.outcomes
        conditioned = best.conditions.compactMap { names.firstIndex(of: $0.outcome) }
    }

    func levers(_ point: [Double]) -> [Double] { zip(best.numbers, point).map { $0.value($1) } }

    func sign(_ aim: Int) -> Double { best.aims[aim].isMaximised ? -1 : 1 }

    /// Aims to be minimised, and by how much each condition is missed; nil where a run failed.
    func aims(_ found: SolveEvaluator.Values) -> (aims: [Double], excess: [Double])? {
        guard found.values.allSatisfy(\.isFinite) else { return nil }
        // aims stand first among the outcomes
        return (
            best.aims.indices.map { sign($0) * found.values[$0] },
            zip(best.conditions, conditioned).map { $0.excess(found.values[$1]) }
        )
    }

    func trial(_ found: SolveEvaluator.Values) -> Trial? {
        aims(found).map { Trial(value: $0.aims[0], excess: $0.excess) }
    }

    /// - Throws: where an aim is the same at all points, but for the solver's error.
    func checkMoves(_ found: [SolveEvaluator.Values], _ evaluator: SolveEvaluator) throws(SolveFailure) {
        for (number, aim) in best.aims.enumerated() {
            let values = found.map { $0.values[number] }.filter(\.isFinite)
            guard let lowest = values.min(), let highest = values.max(), values.count > 1 else { continue }
            let noise = evaluator.indifference.among(found.map { $0.sizes[number] })
            guard highest - lowest <= noise else { continue }
            throw .unsolved(
                "\(evaluator.question.quantity(aim.outcome)) does not move with any lever: it is \(precise(lowest)) at all of \(counted(values.count, "point"))"
            )
        }
    }

    /// That no point keeps the conditions, and which one misses them least.
    func infeasible(_ levers: [Double], _ outcomes: [Double]) -> SolveFailure {
        let missed = zip(best.conditions, conditioned).filter { $0.excess(outcomes[$1]) > 0 }
        let place = zip(best.numbers, levers).map { "\($0.path) = \(precise($1))" }.joined(separator: ", ")
        return .unsolved(
            "no point was found that keeps all conditions; the one that misses them least, \(place), has "
                + missed.map { "\($0.outcome) = \(precise(outcomes[$1])), and \($0.threshold) is asked for" }
                .joined(separator: ", "))
    }

    /// The first aim with each lever at its ends.
    func profile(_ levers: [Double], jobs: Int) -> [(from: Double?, to: Double?)] {
        let points = best.numbers.indices.flatMap { index in
            [best.numbers[index].range.lowerBound, best.numbers[index].range.upperBound].map { end in
                var point = levers
                point[index] = end
                return point
            }
        }
        let found = evaluator.values(at: points, jobs: jobs).values.map {
            $0.values[0].isFinite ? $0.values[0] : nil
        }
        return best.numbers.indices.map { (found[2 * $0], found[2 * $0 + 1]) }
    }
}
