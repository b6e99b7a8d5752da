import Foundation
import Testing

@testable import Model

@Suite struct ExponentialTests {
    /// Distance in units of the last place of the reference, which is the C library's.
    private func ulps(_ value: Double, _ reference: Double) -> Double {
        value == reference ? 0 : abs(value - reference) / reference.ulp
    }

    @Test(arguments: seeds.prefix(20))
    func `exponential and logarithm are within 2 units in the last place`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var worst = (exponential: 0.0, logarithm: 0.0)
        for _ in 0..<50_000 {
            let x = Double.random(in: -708...709.4, using: &generator)
            worst.exponential = max(worst.exponential, ulps(x.exponential, exp(x)))
            let small = Double.random(in: -2...2, using: &generator)
            worst.exponential = max(worst.exponential, ulps(small.exponential, exp(small)))
            let y = exp(Double.random(in: -700...700, using: &generator))
            worst.logarithm = max(worst.logarithm, ulps(y.logarithm, log(y)))
            let nearOne = Double.random(in: 0.5...2, using: &generator)
            worst.logarithm = max(worst.logarithm, ulps(nearOne.logarithm, log(nearOne)))
        }
        #expect(worst.exponential <= 2 && worst.logarithm <= 2, "\(worst)")
    }

    @Test func `at the ends of their ranges they are 0, infinite or not a number`() {
        #expect(0.0.exponential == 1 && (-0.0).exponential == 1)
        #expect((-1000.0).exponential == 0 && (-Double.infinity).exponential == 0)
        #expect(1000.0.exponential == .infinity && Double.infinity.exponential == .infinity)
        #expect(Double.nan.exponential.isNaN)
        #expect(1.0.logarithm == 0 && 0.0.logarithm == -.infinity && Double.infinity.logarithm == .infinity)
        #expect((-1.0).logarithm.isNaN && Double.nan.logarithm.isNaN)
    }

    @Test func `lanes give the bits of single numbers`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10_000 {
            let x = (0..<4).map { _ in Double.random(in: -800...800, using: &generator) }
            let lanes = Lanes(SIMD4(x[0], x[1], x[2], x[3]))
            let (e, l) = (lanes.exponential.vector, lanes.logarithm.vector)
            for i in 0..<4 {
                #expect(e[i].bitPattern == x[i].exponential.bitPattern)
                #expect(l[i].bitPattern == x[i].logarithm.bitPattern || x[i] < 0 && l[i].isNaN)
            }
        }
    }
}
