/// What a run meets on its way: the law over time, and the instants that it must reach exactly.
package struct Course: Sendable {
    /// An instant that is reported, or at which the law jumps or bends.
    package struct Instant: Sendable {
        package let time: Double
        package let isReported: Bool
        /// Whether the law jumps or bends here, and whether it jumps.
        package let isBreakpoint: Bool
        package let jumps: Bool
        /// Whether the law moves until the next breakpoint.
        package let lawMoves: Bool
    }

    package let policy: Policy
    package let path: PolicyPath
    /// In order; the first is the base year.
    package let instants: [Instant]

    /// - Parameter times: instants that are reported, in order; the first is the base year.
    package init(_ policy: Policy, reportedAt times: [Double]) {
        self.policy = policy
        let path = PolicyPath(policy)
        self.path = path
        let (start, end) = (times.first ?? 0, times.last ?? 0)
        // a law that changes with the base year or in the last one reported is in force there
        let dates = policy.steps.joined().flatMap { [$0.from, $0.from + $0.over] }
        let breakpoints = Set(dates.filter { $0 >= start && $0 <= end })
        instants = Set(times).union(breakpoints).sorted().map { time in
            Instant(
                time: time, isReported: times.contains(time), isBreakpoint: breakpoints.contains(time),
                jumps: path.jumps(at: time),
                lawMoves: path.moves(from: time, to: breakpoints.filter { $0 > time }.min() ?? end))
        }
    }

    /// The last reported instant up to which the run is that of today's law; nil if it is so throughout.
    package var departure: Int? {
        guard let change = instants.firstIndex(where: { $0.isBreakpoint }) else { return nil }
        return instants[...change].lastIndex(where: { $0.isReported })
    }
}
