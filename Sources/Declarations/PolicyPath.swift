/// The levers of every jurisdiction over time (section 1 of the model).
package struct PolicyPath: Sendable {
    private let policy: Policy

    package init(_ policy: Policy) { self.policy = policy }

    /// Whether any lever moves strictly inside a segment without breakpoints.
    package func moves(from start: Double, to end: Double) -> Bool {
        policy.steps.joined().contains { $0.from < end && $0.from + $0.over > start }
    }

    /// Whether any lever jumps at a date.
    package func jumps(at date: Double) -> Bool {
        policy.steps.joined().contains { $0.from == date && $0.over == 0 }
    }

    /// Writes the levers (place by place) at `time`, which lies in the segment that begins at `start` and has no
    /// breakpoint inside. A jump at the segment's end is not yet seen, one at its start is; so `start == time` gives the
    /// levers from that instant on. After the start, only the levers of places whose law moves are written again.
    ///
    ///     lever(t) = (1 − u) before(t) + u target,  u = clamp((t − from)/over, 0, 1)
    ///
    /// - Parameter stride: distance between two levers in memory.
    package func write(
        at time: Double, inSegmentFrom start: Double, to levers: UnsafeMutablePointer<Double>, stride: Int
    ) {
        for (place, base) in policy.base.enumerated() {
            let steps = policy.steps[place]
            if time > start && !steps.contains(where: { $0.from <= start && start < $0.from + $0.over }) {
                continue
            }
            for lever in base.indices {
                var value = base[lever]
                for step in steps where step.from <= start {
                    let complete = step.from + step.over <= start
                    let u = complete ? 1 : min(max((time - step.from) / step.over, 0), 1)
                    value = (1 - u) * value + u * step.target[lever]
                }
                levers[(place * base.count + lever) * stride] = value
            }
        }
    }
}
