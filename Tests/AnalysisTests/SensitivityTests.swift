import Analysis
import Foundation
import Sampling
import Testing

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

/// With a = 7 and b = 0.1 (Ishigami and Homma 1990).
private func ishigami(_ u: [Double]) -> Double {
    let x = u.map { (2 * $0 - 1) * Double.pi }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
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
    /// Runs without meaning, for which the estimators were written again in NumPy from their formulas.
    private static let values = (1...64).map { n in
        (0..<8).map { k in
            let x = remainder(Double(n) * 2.0.squareRoot() + Double(k) * 3.0.squareRoot())
            return x * x + remainder(Double(n) * 5.0.squareRoot()) * Double(k % 3)
        }
    }

    private func indices(_ values: [[Double]], second: Bool) throws -> SobolIndices {
        try #require(
            SobolIndices(
                values.flatMap(\.self), inputs: 3, second: second, rows: Array(values.indices),
                bootstrap: Bootstrap(values.count, resamples: 2, seed: 1)))
    }

    private func matches(_ found: SobolIndices, _ kind: SobolIndices.Kind, _ expected: [Double]) -> Bool {
        zip(estimate(found, kind), expected).allSatisfy { abs($0.estimate - $1) < 1e-9 }
    }

    @Test func `indices are those of the estimators in NumPy`() throws {
        // rho(x, y) = (mean(x * y) - m**2) / (mean(concatenate(x**2, y**2)) - m**2), m = mean(concatenate(x, y))
        let found = try indices(Self.values.map { Array($0[0...3] + $0[7...]) }, second: false)
        #expect(found.indices.count == 6)
        // rho(AB_i, B) - rho(AB_i, A) * rho(A, B)
        #expect(matches(found, .first, [0.13583904279812736, 0.11230515369798501, 0.025690669320915363]))
        // 1 - rho(AB_i, A) + first * rho(A, B)
        #expect(matches(found, .total, [1.4011984002837012, 1.5769662511148852, 0.9090618951528784]))
    }

    @Test func `with interactions indices are those of Azzini and Rosati in NumPy`() throws {
        let found = try indices(Self.values, second: true)
        #expect(found.indices.count == 9)
        // w_i = sum((A - B)**2 + (BA_i - AB_i)**2); 2 * sum((BA_i - B) * (A - AB_i)) / w_i
        #expect(matches(found, .first, [-0.12356712164613019, -2.4835566602854775, -0.05788808218352774]))
        // sum((B - BA_i)**2 + (A - AB_i)**2) / w_i
        #expect(matches(found, .total, [1.129054471257825, 3.5268023787454585, 1.2479327322657883]))
        // 2 * sum((AB_i - A) * (BA_j - B) + (AB_j - A) * (BA_i - B)) / ((w_i + w_j) / 2)
        #expect(matches(found, .second, [1.5552565056302388, -1.097636345794312, -1.7950618723479386]))
    }

    @Test func `indices of function G hold their closed forms within the intervals`() throws {
        let a = [0.0, 1, 4.5, 99]
        let exact = analytic(a)
        let values = outcomes(8192, 4, second: true, seed: 5, of: g(a))
        let found = try #require(
            SobolIndices(
                values, inputs: 4, second: true, rows: Array(0..<8192),
                bootstrap: Bootstrap(8192, resamples: 200, seed: 1)))
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
        let values = outcomes(8192, 3, seed: 11, of: ishigami)
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

    /// A function whose indices are known.
    enum Known: CaseIterable {
        case ishigami, g, linear

        func callAsFunction(_ u: [Double]) -> Double {
            switch self {
            case .ishigami: return AnalysisTests.ishigami(u)
            case .g: return AnalysisTests.g([0, 1, 4.5])(u)
            case .linear: return 4 * u[0] + 2 * u[1] + u[2] / 2 + 3
            }
        }

        /// First-order indices, then total indices.
        var exact: [[Double]] {
            switch self {
            case .ishigami: return [[0.3139, 0.4424, 0], [0.5576, 0.4424, 0.2437]]
            case .g:
                let (first, total, _) = analytic([0, 1, 4.5])
                return [first, total]
            case .linear:
                let shares = [16, 4, 0.25].map { $0 / 20.25 }
                return [shares, shares]
            }
        }
    }

    /// Estimates by Jansen (1999; Saltelli et al. 2010, table 2, rows c and f), the measure of the widths.
    private func jansen(_ values: [Double], _ runs: Int, _ rows: [Int]) -> [[Double]] {
        let ends = rows.flatMap { [values[$0 * runs], values[($0 + 1) * runs - 1]] }
        let mean = ends.reduce(0, +) / Double(ends.count)
        let variance = ends.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ends.count)
        func half(_ input: Int, _ end: Int) -> Double {
            rows.reduce(0) { sum, row in
                let difference = values[row * runs + 1 + input] - values[row * runs + end]
                return sum + difference * difference
            } / Double(2 * rows.count) / variance
        }
        return [(0..<3).map { 1 - half($0, runs - 1) }, (0..<3).map { half($0, 0) }]
    }

    @Test(arguments: Known.allCases, [false, true])
    func `nine in ten intervals and more hold the truth, not all, and they are narrower than Jansen's`(
        _ f: Known, second: Bool
    ) {
        let exact = f.exact
        let (repetitions, resamples, rows) = (200, 200, 256)
        let runs = SobolIndices.runs(inputs: 3, second: second)
        // by kind
        var (held, widths, jansens) = ([0, 0], [0.0, 0.0], [0.0, 0.0])
        for seed in 0..<UInt64(repetitions) {
            let values = outcomes(rows, 3, second: second, seed: 1000 + seed, of: f.callAsFunction)
            let bootstrap = Bootstrap(rows, resamples: resamples, seed: seed)
            let found = SobolIndices(
                values, inputs: 3, second: second, rows: Array(0..<rows), bootstrap: bootstrap)
            for index in found?.indices ?? [] where index.kind != .second {
                let kind = index.kind == .first ? 0 : 1
                guard let interval = index.interval else { continue }
                if interval.contains(exact[kind][index.input]) { held[kind] += 1 }
                widths[kind] += interval.upperBound - interval.lowerBound
            }
            // a tenth of the repetitions tells the mean width of the measure
            guard seed % 10 == 0 else { continue }
            let resampled = bootstrap.rows.map { jansen(values, runs, $0) }
            for kind in 0...1 {
                for input in 0..<3 {
                    guard let interval = Bootstrap.interval(resampled.map { $0[kind][input] }) else {
                        continue
                    }
                    jansens[kind] += 10 * (interval.upperBound - interval.lowerBound)
                }
            }
        }
        print("\(f), second \(second): held \(held) of 600, widths \(widths), Jansen's \(jansens)")
        // 95 % is meant; four standard errors of 600 intervals, three of which share their draws, are some 5 %
        for count in held { #expect(count > 540 && count < 597, "\(count) of 600") }
        #expect(widths[0] < 0.8 * jansens[0] && widths[1] < jansens[1])
    }

    @Test(arguments: [false, true])
    func `an input that changes nothing has indices of 0 without an error`(second: Bool) throws {
        let values = outcomes(64, 3, second: second, seed: 4) { $0[0] + 3 * $0[0] * $0[2] }
        let found = try #require(
            SobolIndices(
                values, inputs: 3, second: second, rows: Array(0..<64),
                bootstrap: Bootstrap(64, resamples: 100, seed: 1)))
        for index in found.indices {
            let isInert = index.input == 1 || index.with == 1
            #expect((index.estimate == 0) == isInert && (index.interval == 0...0) == isInert)
        }
        // and an input that decides alone has all of it
        let alone = outcomes(64, 3, second: second, seed: 4) { $0[0] * $0[0] }
        let sole = try #require(
            SobolIndices(
                alone, inputs: 3, second: second, rows: Array(0..<64),
                bootstrap: Bootstrap(64, resamples: 10, seed: 1)))
        for index in sole.indices where index.input == 0 && index.kind != .second {
            #expect(abs(index.estimate - 1) < 0.1)
        }
    }

    /// The product of two lognormal numbers, of which single draws make most of the variance.
    @Test(arguments: [false, true])
    func `a total index is hardly ever above 1, even where few draws make the variance`(second: Bool) throws {
        var (above, jansens) = (0, 0)
        for seed in 0..<100 as Range<UInt64> {
            let values = outcomes(256, 3, second: second, seed: seed) { u in
                let x = u.map { NormalDistribution.quantile($0) }
                return exp(1.4 * x[0] + x[1]) * (1 + u[2])
            }
            let found = try #require(
                SobolIndices(
                    values, inputs: 3, second: second, rows: Array(0..<256),
                    bootstrap: Bootstrap(256, resamples: 2, seed: 1)))
            above += found.indices.count { $0.kind == .total && $0.estimate > 1.0001 }
            let runs = SobolIndices.runs(inputs: 3, second: second)
            jansens += jansen(values, runs, Array(0..<256))[1].count { $0 > 1.0001 }
        }
        print("totals above 1 of 300, second \(second): \(above), Jansen's \(jansens)")
        #expect(above <= 3 && jansens > 20)
    }

    @Test func `values of any size give indices`() throws {
        let values = outcomes(32, 3, seed: 6) { 1e200 * ($0[0] - 0.5 * $0[1]) }
        let small = outcomes(32, 3, seed: 6) { 1e-200 * ($0[0] - 0.5 * $0[1]) }
        let bootstrap = Bootstrap(32, resamples: 20, seed: 1)
        let large = try #require(SobolIndices(values, inputs: 3, rows: Array(0..<32), bootstrap: bootstrap))
        let tiny = try #require(SobolIndices(small, inputs: 3, rows: Array(0..<32), bootstrap: bootstrap))
        for (one, other) in zip(large.indices, tiny.indices) {
            #expect(one.estimate.isFinite && abs(one.estimate - other.estimate) < 1e-9)
        }
    }

    @Test func `base points that are left out do not count`() throws {
        var values = Self.values.flatMap(\.self)
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
                return ElementaryEffects.Move(input: input, length: to[input] - from[input])
            }
        }
        let found = ElementaryEffects(
            outcomes, moves: moves, rows: Array(0..<4), bootstrap: Bootstrap(4, resamples: 10, seed: 1)
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
