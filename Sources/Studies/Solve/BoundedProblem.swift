import Analysis
import Declarations
import Questions

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
    func checkMoves(_ found: [SolveEvaluator.Values], _ evaluator: SolveEvaluator) throws(StudyFailure) {
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
    func infeasible(_ levers: [Double], _ outcomes: [Double]) -> StudyFailure {
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
