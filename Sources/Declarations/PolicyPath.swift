/// The levers of every jurisdiction over time (section 1 of the model).
package struct PolicyPath: Sendable {
    /// Place by place, lever by lever: flat, since it is read many times a second while the law moves.
    private let base: [Double]
    /// In order of place, then date.
    private let steps: [Step]
    /// Of each step, lever by lever.
    private let targets: [Double]
    private let places: Int
    private let levers: Int

    private struct Step {
        let place: Int
        let from: Double
        let over: Double

        func moves(after time: Double) -> Bool { from <= time && time < from + over }
    }

    package init(_ policy: Policy) {
        base = Array(policy.base.joined())
        steps = policy.steps.enumerated().flatMap { place, steps in
            steps.map { Step(place: place, from: $0.from, over: $0.over) }
        }
        targets = policy.steps.joined().flatMap { $0.target }
        places = policy.base.count
        levers = policy.base.first?.count ?? 0
    }

    /// Whether any lever moves strictly inside a segment without breakpoints.
    package func moves(from start: Double, to end: Double) -> Bool {
        steps.contains { $0.from < end && $0.from + $0.over > start }
    }

    /// Whether any lever jumps at a date.
    package func jumps(at date: Double) -> Bool { steps.contains { $0.from == date && $0.over == 0 } }

    /// Writes the levers (place by place) at `time`, which lies in the segment that begins at `start` and has no
    /// breakpoint inside. A jump at the segment's end is not yet seen, one at its start is; so `start == time` gives the
    /// levers from that instant on. After the start, only the levers of places whose law moves are written again.
    ///
    ///     lever(t) = (1 − u) before(t) + u target,  u = clamp((t − from)/over, 0, 1)
    ///
    /// - Parameters:
    ///   - memory: of all levers.
    ///   - stride: distance between two levers in memory.
    package func write(
        at time: Double, inSegmentFrom start: Double, to memory: UnsafeMutablePointer<Double>, stride: Int
    ) {
        for place in 0..<places
        where time == start || steps.contains(where: { $0.place == place && $0.moves(after: start) }) {
            for lever in 0..<levers {
                var value = base[place * levers + lever]
                for (number, step) in steps.enumerated() where step.place == place && step.from <= start {
                    let complete = step.from + step.over <= start
                    let u = complete ? 1 : min(max((time - step.from) / step.over, 0), 1)
                    value = (1 - u) * value + u * targets[number * levers + lever]
                }
                memory[(place * levers + lever) * stride] = value
            }
        }
    }
}
