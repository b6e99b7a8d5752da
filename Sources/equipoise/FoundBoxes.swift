import Analysis

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
