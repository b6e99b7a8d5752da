import Foundation
import Model
import Testing

@Suite struct ExponentialTests {
    /// Distance in units of the last place of the reference, which is the C library's.
    private func ulps(_ value: Double, _ reference: Double) -> Double {
        value == reference ? 0 : abs(value - reference) / reference.ulp
    }

    @Test(arguments: seeds.prefix(20))
    func `exponentials and logarithms are within 4 units in the last place`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var worst: [String: Double] = [:]
        func compare(_ name: String, _ value: Double, _ reference: Double) {
            worst[name] = max(worst[name] ?? 0, ulps(value, reference))
        }
        for _ in 0..<50_000 {
            for x in [
                Double.random(in: -708...709.4, using: &generator), .random(in: -2...2, using: &generator),
            ] {
                compare("exponential", x.exponential, exp(x))
                compare("binaryExponential", x.binaryExponential, exp2(x))
            }
            for y in [
                exp(Double.random(in: -700...700, using: &generator)),
                .random(in: 0.5...2, using: &generator),
            ] {
                compare("logarithm", y.logarithm, log(y))
                compare("binaryLogarithm", y.binaryLogarithm, log2(y))
            }
        }
        #expect(worst.values.allSatisfy { $0 <= 4 }, "\(worst)")
    }

    /// A power's error grows with its own logarithm, by half a unit for every unit of it.
    @Test(arguments: seeds.prefix(20))
    func `powers are as exact as the product of exponent and logarithm`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50_000 {
            let base = exp(Double.random(in: -60...60, using: &generator))
            let exponent = Double.random(in: -8...8, using: &generator)
            let reference = pow(base, exponent)
            let bound = 4 + 2.5 * abs(log2(reference))
            #expect(ulps(base.power(exponent), reference) <= bound, "\(base) ^ \(exponent)")
        }
    }

    @Test func `at the ends of their ranges they are 0, infinite or not a number`() {
        for f in [\Double.exponential, \Double.binaryExponential] {
            #expect(0.0[keyPath: f] == 1 && (-0.0)[keyPath: f] == 1)
            #expect((-1100.0)[keyPath: f] == 0 && (-Double.infinity)[keyPath: f] == 0)
            #expect(1100.0[keyPath: f] == .infinity && Double.infinity[keyPath: f] == .infinity)
            #expect(Double.nan[keyPath: f].isNaN)
        }
        for f in [\Double.logarithm, \Double.binaryLogarithm] {
            #expect(1.0[keyPath: f] == 0 && 0.0[keyPath: f] == -.infinity)
            #expect(Double.infinity[keyPath: f] == .infinity)
            #expect((-1.0)[keyPath: f].isNaN && Double.nan[keyPath: f].isNaN)
        }
    }

    @Test func `lanes give the bits of single numbers`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10_000 {
            let x = (0..<4).map { _ in Double.random(in: -800...800, using: &generator) }
            let lanes = Lanes(SIMD4(x[0], x[1], x[2], x[3]))
            let (e, l) = (lanes.exponential.vector, lanes.logarithm.vector)
            let (e2, l2) = (lanes.binaryExponential.vector, lanes.binaryLogarithm.vector)
            for i in 0..<4 {
                #expect(e[i].bitPattern == x[i].exponential.bitPattern)
                #expect(l[i].bitPattern == x[i].logarithm.bitPattern || x[i] < 0 && l[i].isNaN)
                #expect(e2[i].bitPattern == x[i].binaryExponential.bitPattern)
                #expect(l2[i].bitPattern == x[i].binaryLogarithm.bitPattern || x[i] < 0 && l2[i].isNaN)
            }
        }
    }
}
