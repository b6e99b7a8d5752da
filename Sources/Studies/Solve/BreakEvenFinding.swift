package import Analysis
import GSL
import Questions

/// The values of a number at which an outcome equals what is asked for.
package struct BreakEvenFinding {
    let number: SearchedNumber
    let sought: Double
    /// Values of the number, and the outcome at each; nil where a run failed.
    package let scan: [(value: Double, outcome: Double?)]
    package let roots: [ScannedRoots.Root]
    /// The outcome at each root.
    package let outcomes: [Double]

    /// Cells of the scan: a pair of roots in one of them is not seen.
    static let cells = 64

    init(
        _ evaluator: SolveEvaluator, _ number: SearchedNumber, _ outcome: String, equals sought: Double,
        jobs: Int
    ) throws {
        let points = (0...Self.cells).map { number.value(Double($0) / Double(Self.cells)) }
        let (found, failure) = evaluator.values(at: points.map { [$0] }, jobs: jobs)
        let values = found.map { $0.values[0] }
        let finite = values.filter(\.isFinite)
        guard let lowest = finite.min(), let highest = finite.max() else { throw StudyFailure.noRun(failure) }
        let noise = evaluator.indifference.among(found.compactMap(\.sizes.first))
        let subject = evaluator.question.quantity(outcome)
        guard highest - lowest > noise else {
            throw StudyFailure.unsolved(
                "\(subject) does not move with \(number.path): it is \(precise(lowest)) from \(precise(number.range.lowerBound)) to \(precise(number.range.upperBound))"
            )
        }
        let roots = try ScannedRoots(
            points: points, values: values.map { $0 - sought }, noise: noise
        ) { point in
            let (found, failure) = evaluator.values(at: [[point]], jobs: jobs)
            guard found[0].values[0].isFinite else { throw NoValue(reason: failure) }
            return found[0].values[0] - sought
        }.roots
        guard roots.contains(where: { $0.kind != .jump }) else {
            throw StudyFailure.unsolved(
                "no value of \(number.path) gives \(subject) = \(precise(sought)): "
                    + Self.whatIsThere(points, values, sought, roots))
        }
        self.number = number
        self.sought = sought
        self.roots = roots
        scan = zip(points, values).map { ($0, $1.isFinite ? $1 : nil) }
        outcomes = evaluator.values(at: roots.map { [$0.point] }, jobs: jobs).values.map { $0.values[0] }
    }

    /// What the ends give, what is nearest, and where it leaps over the value.
    private static func whatIsThere(
        _ points: [Double], _ values: [Double], _ sought: Double, _ jumps: [ScannedRoots.Root]
    ) -> String {
        func told(_ index: Int) -> String {
            "\(values[index].isFinite ? precise(values[index]) : "without a value") at \(precise(points[index]))"
        }
        let last = points.count - 1
        let ends = "it is \(told(0)) and \(told(last))"
        if !jumps.isEmpty {
            return ends + ", and leaps over the value at "
                + jumps.map { precise($0.point) }.joined(separator: ", ")
        }
        let nearest = points.indices.filter { values[$0].isFinite }
            .min { (abs(values[$0] - sought), $0) < (abs(values[$1] - sought), $1) }
        return ends + ", on the same side, and does not change sides at any of \(points.count) values between"
            + (nearest.map { $0 == 0 || $0 == last ? "" : "; it comes nearest with \(told($0))" } ?? "")
    }
}

/// A point of a search at which a run failed, where there is no way around it.
struct NoValue: Error, CustomStringConvertible {
    let reason: String?

    var description: String { "a run failed on the way: \(reason ?? "no reason is known")" }
}
