import Declarations
import Testing

@Suite struct PolicyPathTests {
    /// One place; every lever moves alike.
    private func value(
        _ steps: [(from: Double, over: Double, target: Double)], at time: Double, from start: Double? = nil
    )
        -> Double
    {
        let count = Lever.allCases.count
        let policy = Policy(
            base: [[Double](repeating: 0.2, count: count)],
            steps: [
                steps.map {
                    PolicyStep(
                        from: $0.from, over: $0.over, target: [Double](repeating: $0.target, count: count))
                }
            ])
        var values = [Double](repeating: .nan, count: count)
        values.withUnsafeMutableBufferPointer { levers in
            guard let levers = levers.baseAddress else { return }
            let path = PolicyPath(policy)
            if let start { path.write(at: start, inSegmentFrom: start, to: levers, stride: 1) }
            path.write(at: time, inSegmentFrom: start ?? time, to: levers, stride: 1)
        }
        #expect(Set(values).count == 1)
        return values[0]
    }

    @Test func `a phased step moves in proportion to time`() {
        let step = [(from: 2027.0, over: 2.0, target: 1.0)]
        #expect(value(step, at: 2026.5) == 0.2)
        #expect(value(step, at: 2027) == 0.2)
        #expect(abs(value(step, at: 2027.5) - 0.4) < 1e-15)
        #expect(value(step, at: 2029) == 1 && value(step, at: 2035) == 1)
    }

    @Test func `a step at once holds from its date, and not before it within the segment that ends there`() {
        let step = [(from: 2027.0, over: 0.0, target: 1.0)]
        #expect(value(step, at: 2027) == 1)
        #expect(value(step, at: 2027, from: 2025) == 0.2)
        #expect(value(step, at: 2030, from: 2027) == 1)
    }

    /// lever = (1 − u2) [(1 − u1) 0.2 + u1 · 1] + u2 · 0.6 with u1 = 1/2, u2 = 1/4.
    @Test func `a step blends with an earlier one that still moves`() {
        let steps = [(from: 2027.0, over: 2.0, target: 1.0), (from: 2027.5, over: 2.0, target: 0.6)]
        #expect(abs(value(steps, at: 2028, from: 2027.5) - (0.75 * 0.6 + 0.25 * 0.6)) < 1e-15)
        #expect(abs(value(steps, at: 2028.5, from: 2027.5) - (0.5 * 0.8 + 0.5 * 0.6)) < 1e-15)
        #expect(value(steps, at: 2029.5) == 0.6)
    }

    @Test func `once a phase is complete the target holds exactly`() {
        let step = [(from: 2027.1, over: 2.3, target: 0.7)]
        #expect(value(step, at: 2030, from: 2027.1 + 2.3) == 0.7)
    }
}
