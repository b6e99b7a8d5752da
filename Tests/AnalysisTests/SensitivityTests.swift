import Foundation
import Sampling
import Testing

@testable import Analysis

private func remainder(_ x: Double) -> Double { x.truncatingRemainder(dividingBy: 1) }

/// Runs a function over a Saltelli design of independent draws.
private func outcomes(
    _ count: Int, _ inputs: Int, second: Bool = false, seed: UInt64, of f: ([Double]) -> Double
) -> [Double] {
    let generator = Generator(seed: seed, path: "test")
    var next: UInt64 = 0
    func uniform() -> Double {
        next += 1
        return (Double(generator.choice(next, of: 1 << 52)) + 0.5) * 0x1p-52
    }
    return (0..<count).flatMap { _ in
        let a = (0..<inputs).map { _ in uniform() }
        let b = (0..<inputs).map { _ in uniform() }
        func mixed(_ base: [Double], _ other: [Double]) -> [Double] {
            (0..<inputs).map { i in
                var x = base
                x[i] = other[i]
                return f(x)
            }
        }
        return [f(a)] + mixed(a, b) + (second ? mixed(b, a) : []) + [f(b)]
    }
}

/// Sobol's function G, whose partial variances are 1/3/(1 + aᵢ)².
private func g(_ a: [Double]) -> ([Double]) -> Double {
    { x in zip(x, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } }
}

private func analytic(_ a: [Double]) -> (first: [Double], total: [Double], variance: Double) {
    let parts = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let variance = parts.reduce(1) { $0 * (1 + $1) } - 1
    return (
        parts.map { $0 / variance },
        parts.map { $0 / (1 + $0) * (1 + variance) / variance }, variance
    )
}

private func estimate(_ found: SobolIndices, _ kind: SobolIndices.Kind) -> [SobolIndices.Index] {
    found.indices.filter { $0.kind == kind }
}

@Suite struct SobolIndicesTests {
    /// Sample values that SALib 1.6.0 was given as well, in its order (A, AB, BA, B): see the formula.
    private static let values = (1...64).flatMap { n in
        (0..<8).map { k in
            let x = remainder(Double(n) * 2.0.squareRoot() + Double(k) * 3.0.squareRoot())
            return x * x + remainder(Double(n) * 5.0.squareRoot()) * Double(k % 3)
        }
    }

    @Test func `totals are those of SALib, the others those of the estimators in NumPy`() throws {
        let found = try #require(
            SobolIndices(
                Self.values, inputs: 3, second: true, rows: Array(0..<64),
                bootstrap: Bootstrap(64, resamples: 2, seed: 1)))
        func matches(_ kind: SobolIndices.Kind, _ expected: [Double]) -> Bool {
            zip(estimate(found, kind), expected).allSatisfy { abs($0.estimate - $1) < 1e-9 }
        }
        // SALib.analyze.sobol.analyze(problem, Y, calc_second_order=True)["ST"]
        #expect(matches(.total, [1.3244273109645832, 3.8956733670858497, 0.401616412637002]))
        // 1 - mean((B - AB[:, i])**2) / 2 / var(A and B)
        #expect(matches(.first, [0.32318368652075513, -0.394711330506035, 0.022557663609453327]))
        // 1 - (mean((AB[:, i] - BA[:, j])**2) + mean((AB[:, j] - BA[:, i])**2)) / 4 / var - S1[i] - S1[j]
        #expect(matches(.second, [-0.1762305373931401, -0.7642812647263255, -2.388932149861806]))
    }

    @Test func `indices of function G hold their closed forms within the intervals`() throws {
        let a = [0.0, 1, 4.5, 99]
        let exact = analytic(a)
        let values = outcomes(8192, 4, second: true, seed: 5, of: g(a))
        let found = try #require(
            SobolIndices(
                values, inputs: 4, second: true, rows: Array(0..<8192),
                bootstrap: Bootstrap(8192, resamples: 200, seed: 1)))
        #expect(abs(found.variance / exact.variance - 1) < 0.03)
        for (kind, expected) in [(SobolIndices.Kind.first, exact.first), (.total, exact.total)] {
            for (index, value) in zip(estimate(found, kind), expected) {
                // twice the interval of 95 %: about four standard errors
                let width = try #require(index.interval).upperBound - index.estimate + 1e-4
                #expect(abs(index.estimate - value) < 2 * width, "\(kind) \(index.input)")
            }
        }
        let pair = try #require(found.indices.first { $0.kind == .second && $0.input == 0 && $0.with == 1 })
        let expected = exact.first[0] * exact.first[1] * exact.variance
        #expect(abs(pair.estimate - expected) < 0.03)
    }

    @Test func `indices of Ishigami's function hold their closed forms within the intervals`() throws {
        // a = 7, b = 0.1 (Ishigami and Homma 1990)
        let values = outcomes(8192, 3, seed: 11) { u in
            let x = u.map { (2 * $0 - 1) * Double.pi }
            return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
        }
        let found = try #require(
            SobolIndices(
                values, inputs: 3, rows: Array(0..<8192),
                bootstrap: Bootstrap(8192, resamples: 200, seed: 1)))
        let expected: [(SobolIndices.Kind, [Double])] = [
            (.first, [0.3138, 0.4424, 0]), (.total, [0.5574, 0.4424, 0.2436]),
        ]
        for (kind, values) in expected {
            for (index, value) in zip(estimate(found, kind), values) {
                let width = try #require(index.interval).upperBound - index.estimate
                #expect(abs(index.estimate - value) < 2 * width + 5e-5, "\(kind) \(index.input)")
            }
        }
    }

    @Test func `nine in ten bootstrap intervals and more hold the truth, and not all`() {
        let a = [0.0, 1, 4.5]
        let exact = analytic(a)
        var (held, all) = ([0, 0], 0)
        for seed in 0..<200 as Range<UInt64> {
            let values = outcomes(256, 3, seed: 1000 + seed, of: g(a))
            guard
                let found = SobolIndices(
                    values, inputs: 3, rows: Array(0..<256),
                    bootstrap: Bootstrap(256, resamples: 200, seed: seed))
            else { continue }
            for i in 0..<3 {
                all += 1
                for (k, truth) in [exact.first[i], exact.total[i]].enumerated()
                where found.indices[2 * i + k].interval?.contains(truth) == true { held[k] += 1 }
            }
        }
        // 95 % is meant; four standard errors of 600 intervals, three of which share their draws, are some 5 %
        #expect(all == 600)
        for count in held {
            #expect(count > 540 && count < 597, "\(count) of 600")
        }
    }

    @Test func `base points that are left out do not count`() throws {
        var values = Self.values
        let rows = Array(0..<64).filter { $0 % 5 != 0 }
        let bootstrap = Bootstrap(rows.count, resamples: 20, seed: 3)
        let before = try #require(
            SobolIndices(values, inputs: 3, second: true, rows: rows, bootstrap: bootstrap))
        for row in 0..<64 where row % 5 == 0 { values[row * 8 + 2] = .nan }
        let after = try #require(
            SobolIndices(values, inputs: 3, second: true, rows: rows, bootstrap: bootstrap))
        #expect(before.indices == after.indices)
    }

    @Test(arguments: [0.0, 0.1, 1e17])
    func `an outcome that does not vary has no indices`(value: Double) {
        #expect(
            SobolIndices(
                [Double](repeating: value, count: 40), inputs: 3, rows: Array(0..<8),
                bootstrap: Bootstrap(8, resamples: 10, seed: 1)) == nil)
    }
}

@Suite struct ElementaryEffectsTests {
    /// Four trajectories of `SALib.sample.morris.sample(problem, 4, num_levels=4, seed=3)`, levels in thirds.
    private static let points: [[Double]] = [
        [3, 3, 3], [3, 3, 1], [3, 1, 1], [1, 1, 1], [2, 2, 0], [2, 0, 0], [0, 0, 0], [0, 0, 2], [2, 3, 3],
        [0, 3, 3], [0, 1, 3], [0, 1, 1], [1, 1, 3], [1, 1, 1], [3, 1, 1], [3, 3, 1],
    ].map { $0.map { $0 / 3 } }

    @Test func `effects are those of SALib`() {
        let outcomes = Self.points.map { $0[0] + 2 * $0[1] * $0[1] + $0[0] * $0[2] }
        let moves = (0..<4).map { trajectory in
            (0..<3).map { step in
                let (from, to) = (Self.points[4 * trajectory + step], Self.points[4 * trajectory + step + 1])
                let input = (0..<3).first { from[$0] != to[$0] } ?? 0
                return ElementaryEffects.Move(input: input, isUp: to[input] > from[input])
            }
        }
        let found = ElementaryEffects(
            outcomes, moves: moves, step: 2.0 / 3, rows: Array(0..<4),
            bootstrap: Bootstrap(4, resamples: 10, seed: 1)
        ).effects
        // SALib.analyze.morris.analyze(problem, X, Y, num_levels=4): mu, mu_star, sigma
        let expected = [
            [1.416666666666667, 1.416666666666667, 0.41943524640393026],
            [2.333333333333333, 2.333333333333333, 0.6666666666666666],
            [0.33333333333333326, 0.33333333333333326, 0.47140452079103157],
        ]
        for (effect, values) in zip(found, expected) {
            #expect(abs(effect.mean - values[0]) < 1e-9)
            #expect(abs(effect.meanAbsolute - values[1]) < 1e-9)
            #expect(abs(effect.deviation - values[2]) < 1e-9)
        }
    }
}

@Suite struct RobustnessTests {
    /// Draws at which "a" gains 3, 0, 1, 5 and "b" gains 1, 2, 1, 1.
    private let values: [[Double]] = [[3, 0, 1, 5], [1, 2, 1, 1]]

    @Test func `regret, best draws and thresholds are counted`() {
        let found = Robustness(values, indifference: [0, 0, 0, 0]) { _, _ in 1 }
        #expect(found.measures.map(\.best.cases) == [2, 1])
        #expect(found.measures.map(\.tied.cases) == [1, 1])
        #expect(found.measures.map(\.mostRegret) == [2, 4])
        // type 7: numpy.quantile([0, 0, 0, 2], 0.9), numpy.quantile([0, 0, 2, 4], 0.9)
        #expect(zip(found.measures, [1.4, 3.4]).allSatisfy { abs($0.regret90 - $1) < 1e-12 })
        #expect(found.measures.map(\.satisfied.cases) == [3, 4])
        #expect(found.leastRegret == [0] && found.leaders == [0] && !found.isSame)
    }

    @Test func `options that the solver's error alone tells apart tie, and none is best`() {
        // three options; the first two are one but for an error of 1e-9, the third is better at the last draw
        let values: [[Double]] = [[3, 5, 4], [3 + 1e-9, 5 - 1e-9, 4], [1, 2, 6]]
        let found = Robustness(values, indifference: [1e-8, 1e-8, 1e-8]) { values[0][$1] }
        #expect(found.measures.map(\.best.cases) == [0, 0, 1])
        #expect(found.measures.map(\.tied.cases) == [2, 2, 0])
        #expect(found.measures.map(\.mostRegret) == [2, 2, 3])
        #expect(found.measures.map(\.satisfied.cases) == [3, 3, 1])
        #expect(found.leaders == [0, 1] && found.leastRegret == [0, 1] && found.allTied.cases == 0)
        // in any order of the file
        let turned = Robustness(values.reversed(), indifference: [1e-8, 1e-8, 1e-8]) { values[0][$1] }
        #expect(turned.measures.map(\.best.cases) == [1, 0, 0] && turned.leaders == [1, 2])
    }

    @Test func `what no draw tells apart is the same`() {
        let found = Robustness([[0, 0], [0, 0]], indifference: [0, 0]) { _, _ in 0 }
        #expect(found.isSame && found.measures.allSatisfy { $0.best.cases == 0 && $0.tied.cases == 2 })
    }

    @Test(arguments: [
        // scipy.stats.binomtest(k, n).proportion_ci(method="wilson")
        (0, 20, 0.0, 0.16112515805281935), (5, 20, 0.11186170140766571, 0.468700877618744),
        (20, 20, 0.8388748419471808, 1.0),
    ])
    func `the interval of a share is Wilson's`(cases: Int, count: Int, low: Double, high: Double) {
        let interval = Proportion(cases, of: count).interval
        #expect(abs(interval.lowerBound - low) < 1e-12 && abs(interval.upperBound - high) < 1e-12)
    }
}
