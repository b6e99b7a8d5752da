import Testing

@testable import Model

/// B under dB/dt = (b(t) − B)/T, one step of the pair at a time, as an ensemble takes it.
private func relaxed(from start: Double, toward b: (Double) -> Double, time: Double, steps: Int) -> Double {
    var arena = Arena<Double>()
    defer { arena.free() }
    let relaxation = Relaxation(&arena)
    let step = 1 / Double(steps)
    relaxation.begin(time: time, step: step)
    var value = start
    for number in 0..<steps {
        func rate(_ stage: Int, _ value: Double) -> Double {
            (b((Double(number) + Tsitouras.nodes[stage]) * step) - value) / time
        }
        let rateAtStart = rate(0, value)
        var rates = [0.0]
        var trial = value
        for stage in 1..<Tsitouras.stages {
            let moved = (1..<stage).reduce(0) { $0 + step * Tsitouras.weights[stage][$1] * rates[$1] }
            trial = relaxation.value(value, rate: rateAtStart, moved: moved, stage: stage)
            rates.append(
                relaxation.rate(rate(stage, trial), at: trial, from: value, rateAtStart, stage: stage))
        }
        value = trial
    }
    return value
}

@Suite struct RelaxationTests {
    @Test(arguments: [0.004, 0.02, 0.25, 1, 30])
    func `an old burden decays exactly however short the time to pass it on`(time: Double) {
        let exact = 0.05 + (0.2 - 0.05) * Double.exponential(of: -1 / time)
        #expect(abs(relaxed(from: 0.2, toward: { _ in 0.05 }, time: time, steps: 1) - exact) < 1e-12)
    }

    @Test func `a burden that follows a moving one errs by the fifth power of the step`() {
        // b = 1 + t + t², whose particular solution is b − T b' + T² b''
        let time = 0.4
        let particular = { (t: Double) in 1 + t + t * t - time * (1 + 2 * t) + 2 * time * time }
        let exact = particular(1) + (3 - particular(0)) * Double.exponential(of: -1 / time)
        let errors = [8, 16, 32].map { steps in
            abs(relaxed(from: 3, toward: { 1 + $0 + $0 * $0 }, time: time, steps: steps) - exact)
        }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
            #expect(coarse / fine > 24 && coarse / fine < 48)
        }
        #expect(errors[0] < 1e-4)
    }
}
