import Analysis
import Output

/// The boxes that were looked for, one after another, and those that were taken.
struct FoundBoxes {
    struct Chosen {
        let box: Box
        let step: Int
        /// The points that were left for it.
        let remaining: [Int]
        let trajectory: [Box]
    }

    private(set) var chosen: [Chosen] = []

    init(_ prim: Prim, boxes: Int, density: Double) {
        var remaining = Array(0..<prim.count)
        while chosen.count < boxes, remaining.contains(where: { prim.isCase[$0] }) {
            let trajectory = prim.trajectory(among: remaining)
            let step = Self.choose(trajectory, density: density)
            let box = trajectory[step]
            chosen.append(Chosen(box: box, step: step, remaining: remaining, trajectory: trajectory))
            guard !box.restricted.isEmpty else { return }
            remaining.removeAll { box.limits.contains(prim.columns, $0) }
        }
    }

    /// The step of largest coverage among those that are dense enough, else the densest; of equals the first.
    private static func choose(_ boxes: [Box], density: Double) -> Int {
        let dense = boxes.indices.filter { boxes[$0].density >= density }
        func first(_ steps: some Collection<Int>, _ measure: (Box) -> Double) -> Int {
            steps.max { (measure(boxes[$0]), -$0) < (measure(boxes[$1]), -$1) } ?? 0
        }
        return dense.isEmpty ? first(boxes.indices, \.density) : first(dense, \.coverage)
    }
}

extension Box {
    /// An end of an input that is a limit, and not that of all points.
    func low(_ input: Int, in whole: Limits) -> Double? {
        limits.low[input] > whole.low[input] ? limits.low[input] : nil
    }

    func high(_ input: Int, in whole: Limits) -> Double? {
        limits.high[input] < whole.high[input] ? limits.high[input] : nil
    }

    /// In words: `at least 2.12 and at most 3`.
    func words(_ input: Int, in whole: Limits) -> String {
        [
            low(input, in: whole).map { "at least \(short($0))" },
            high(input, in: whole).map { "at most \(short($0))" },
        ].compactMap { $0 }.joined(separator: " and ")
    }
}
