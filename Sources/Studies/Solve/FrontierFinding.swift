import Analysis
import Questions

/// The points that none betters in two or three outcomes at once.
package struct FrontierFinding {
    package struct Point {
        package let levers: [Double]
        /// Outcomes as they are, in the order of the aims.
        package let aims: [Double]
    }

    let best: SolveQuestion.Best
    /// By the first aim, its best first.
    package let points: [Point]
    /// Where each aim is best, and the point nearest to all of these at once; by number of the point.
    package let remarkable: [(name: String, point: Int)]
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
