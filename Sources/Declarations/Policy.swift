/// The path of the law in every jurisdiction (section 1 of the model): levers in the base year, and dated steps.
package struct Policy: Sendable, Equatable {
    /// By jurisdiction, then lever.
    package let base: [[Double]]
    /// By jurisdiction, in order of date.
    package let steps: [[PolicyStep]]

    package init(base: [[Double]], steps: [[PolicyStep]]) {
        self.base = base
        self.steps = steps
    }

    /// Dates strictly between `start` and `end` at which the path has a jump or a kink, in order.
    package func breakpoints(between start: Double, and end: Double) -> [Double] {
        let dates = steps.joined().flatMap { [$0.from, $0.from + $0.over] }
        return Set(dates.filter { $0 > start && $0 < end }).sorted()
    }
}

/// A dated change of the law of one jurisdiction, at once or phased in.
package struct PolicyStep: Sendable, Equatable {
    package let from: Double
    /// Years of phasing in; 0 for at once.
    package let over: Double
    /// The value of every lever once the step is complete.
    package let target: [Double]

    package init(from: Double, over: Double, target: [Double]) {
        self.from = from
        self.over = over
        self.target = target
    }
}
