import GSL
import Testing

@Suite struct IntegratorTests {
    private static let steppers: [Integrator.Stepper] = [.rkf45, .rk8pd, .msadams]

    private func solve(
        _ stepper: Integrator.Stepper, _ start: [Double], to end: Double, relative: Double = 1e-10,
        _ rates: @escaping Integrator.Rates
    ) throws -> [Double] {
        var integrator = try Integrator(
            stepper, dimension: start.count, relative: relative, absolute: relative * 0.01, rates: rates)
        var state = start
        var time = 0.0
        try state.withUnsafeMutableBufferPointer {
            try integrator.advance(&time, to: end, state: #require($0.baseAddress))
        }
        #expect(time == end)
        return state
    }

    @Test(arguments: steppers)
    func `logistic growth follows its closed form`(stepper: Integrator.Stepper) throws {
        let end = try solve(stepper, [0.1], to: 5) { _, y, rate in rate[0] = y[0] * (1 - y[0]) }
        // y = 1 / (1 + 9 e^{-t})
        #expect(abs(end[0] - 1 / (1 + 9 * 0.006_737_946_999_085_467)) < 1e-8)
    }

    @Test(arguments: steppers)
    func `a circle closes after a full turn`(stepper: Integrator.Stepper) throws {
        let end = try solve(stepper, [1, 0], to: 2 * .pi) { _, y, rate in
            rate[0] = -y[1]
            rate[1] = y[0]
        }
        #expect(abs(end[0] - 1) < 1e-7 && abs(end[1]) < 1e-7)
    }

    @Test(arguments: steppers)
    func `a rate that is not a number is an error that names its component`(stepper: Integrator.Stepper) {
        #expect {
            try solve(stepper, [1, 1], to: 2) { time, _, rate in
                rate[0] = 1
                rate[1] = time > 1 ? .nan : 1
            }
        } throws: { error in
            guard case .rateIsNotFinite(component: 1, let time) = error as? IntegrationError else {
                return false
            }
            return time <= 1 && time > 0.9
        }
    }

    @Test func `a blow-up in finite time is an error and no result`() {
        #expect(throws: IntegrationError.self) {
            try solve(.rkf45, [1], to: 2) { _, y, rate in rate[0] = y[0] * y[0] }
        }
    }

    @Test func `a stiff system ends with the limit of steps`() {
        #expect {
            try solve(.rkf45, [2], to: 100) { _, y, rate in rate[0] = -1e7 * (y[0] - 1) }
        } throws: { error in
            guard case .tooManySteps(50_000, _) = error as? IntegrationError else { return false }
            return true
        }
    }

    @Test(arguments: steppers)
    func `after a reset a run does not remember the run before`(stepper: Integrator.Stepper) throws {
        var integrator = try Integrator(stepper, dimension: 1, relative: 1e-6, absolute: 1e-8) { _, y, rate in
            rate[0] = y[0] * (1 - y[0])
        }
        var results: [Double] = []
        for _ in 0..<3 {
            integrator.reset()
            var state = [0.1]
            var time = 0.0
            try state.withUnsafeMutableBufferPointer { buffer in
                let base = try #require(buffer.baseAddress)
                for year in 1...5 { try integrator.advance(&time, to: Double(year), state: base) }
            }
            results.append(state[0])
        }
        #expect(results[0] == results[1] && results[1] == results[2])
    }
}
