import Foundation
import Model
import Testing

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
        var forcing = [0.0]
        var trial = value
        for stage in 1..<Tsitouras.stages {
            let moved = (1..<stage).reduce(0) { $0 + relaxation.weights[stage, $1] * forcing[$1] }
            trial = relaxation.value(value, rate: rateAtStart, moved: moved, stage: stage)
            forcing.append(relaxation.forcing(rate(stage, trial), at: trial, from: value, rateAtStart))
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

    @Test(arguments: [0.01, 0.05, 0.3, 1, 9])
    func `a burden that follows a cubic is exact in one step however short the time`(time: Double) {
        // b = 1 + t + t² + t³, less T times its first derivative, plus T² times the second, less T³ times the third
        let particular = { (t: Double) in
            (1 + t + t * t + t * t * t) - time * (1 + 2 * t + 3 * t * t) + time * time * (2 + 6 * t)
                - time * time * time * 6
        }
        let exact = particular(1) + (3 - particular(0)) * Double.exponential(of: -1 / time)
        let found = relaxed(from: 3, toward: { 1 + $0 + $0 * $0 + $0 * $0 * $0 }, time: time, steps: 1)
        #expect(abs(found - exact) < 1e-9)
    }

    /// Where b = cos ωt, one solution is (cos ωt + ωT sin ωt) / (1 + ω²T²).
    private func error(time: Double, steps: Int) -> Double {
        let speed = 3.0
        let particular = { (t: Double) in
            (cos(speed * t) + speed * time * sin(speed * t)) / (1 + speed * speed * time * time)
        }
        let exact = particular(1) + (3 - particular(0)) * Double.exponential(of: -1 / time)
        return abs(relaxed(from: 3, toward: { cos(speed * $0) }, time: time, steps: steps) - exact)
    }

    @Test func `a burden that follows slowly errs by the fifth power of the step`() {
        let errors = [4, 8, 16].map { error(time: 8, steps: $0) }
        for (coarse, fine) in zip(errors, errors.dropFirst()) {
            #expect(coarse / fine > 24 && coarse / fine < 80, "\(errors)")
        }
    }

    @Test func `a burden that follows at once errs by the fourth power of the step`() {
        let errors = [2, 4, 8].map { error(time: 0.01, steps: $0) }
        #expect(errors[0] < 0.01)
        for (coarse, fine) in zip(errors, errors.dropFirst()) { #expect(coarse / fine > 12, "\(errors)") }
    }
}
