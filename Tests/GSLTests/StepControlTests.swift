import GSL
import Testing

@Suite struct StepControlTests {
    @Test(arguments: [0.1, 0.7499999999, 1, 1 / 3.0, 1e-9, 40])
    func `lengths that differ in their last bits are the same, and next to what they were`(length: Double) {
        let rounded = StepControl.roundedTo32Digits(length)
        #expect(StepControl.roundedTo32Digits(length.nextUp) == rounded)
        #expect(StepControl.roundedTo32Digits(length.nextDown) == rounded)
        #expect(StepControl.roundedTo32Digits(rounded) == rounded)
        #expect(abs(rounded - length) <= length * 0x1p-32)
        #expect(StepControl.roundedTo32Digits(-length) == -rounded)
    }

    /// The first step's length is ours, and is too long here. The library's next choice begins at 0 too, and is read off the first
    /// two nodes of Fehlberg's pair, at 1/4 and 3/8 of it.
    @Test func `a length that the library has chosen is rounded`() throws {
        var times: [Double] = []
        var integrator = try Integrator(.rkf45, dimension: 1, relative: 1e-12, absolute: 1e-14) {
            time, state, rate in
            times.append(time)
            rate[0] = -state[0]
        }
        var (time, state) = (0.0, 1.0)
        try integrator.advance(&time, to: 1, state: &state)
        // e⁻¹
        #expect(abs(state - 0.36787944117144233) < 1e-10)
        let lengths = zip(times, times.dropFirst()).filter { abs($1 - 1.5 * $0) <= $1.ulp && $0 > 0 }.map {
            4 * $0.0
        }
        try #require(lengths.count > 1 && lengths[0] == 0.1 && lengths[1] < 0.1)
        #expect(StepControl.roundedTo32Digits(lengths[1]) == lengths[1])
    }
}
