import Analysis
import Foundation
import Sampling
import Testing

private func remainder(_ x: Double) -> Double { x.truncatingRemainder(dividingBy: 1) }

/// Ishigami's function (1990) with a = 7, b = 0.1, of inputs from 0 to 1.
private func ishigami(_ x: [Double]) -> Double {
    let angles = x.map { (2 * $0 - 1) * Double.pi }
    let second = sin(angles[1])
    return sin(angles[0]) + 7 * second * second + 0.1 * angles[2] * angles[2] * angles[2] * angles[2]
        * sin(angles[0])
}

/// Its first-order indices: the fourth input does nothing.
private let exact: [Double] = {
    let (b, pi) = (0.1, Double.pi)
    let first = 0.5 * (1 + b * pow(pi, 4) / 5) * (1 + b * pow(pi, 4) / 5)
    let variance = 49.0 / 8 + b * pow(pi, 4) / 5 + b * b * pow(pi, 8) / 18 + 0.5
    return [first / variance, 49.0 / 8 / variance, 0, 0]
}()

private func sample(_ count: Int, seed: UInt64) -> [[Double]] {
    let generator = Generator(seed: seed, path: "given-data")
    return (0..<4).map { input in
        (0..<count).map { point in
            (Double(generator.choice(UInt64(input * count + point), of: 1 << 52)) + 0.5) * 0x1p-52
        }
    }
}

private func indices(_ count: Int, seed: UInt64, resamples: Int) -> [GivenDataIndices.Index] {
    let columns = sample(count, seed: seed)
    let outcome = (0..<count).map { point in ishigami(columns.map { $0[point] }) }
    let bootstrap = Bootstrap(count, resamples: resamples, seed: seed)
    return GivenDataIndices(columns, outcome, bootstrap: bootstrap)?.indices ?? []
}

@Suite struct GivenDataTests {
    @Test func `shares are those of NumPy's least squares on the same points`() throws {
        // x[j][i] = ((i + 1) * sqrt([2, 3, 5][j])) % 1; y = 1 where x0 + 0.5 * x1 > 0.9, plus x2 * x2
        let columns = [2.0, 3, 5].map { prime in
            (1...1000).map { remainder(Double($0) * prime.squareRoot()) }
        }
        let outcome: [Double] = (0..<1000).map { i in
            let (a, b, c) = (columns[0][i], columns[1][i], columns[2][i])
            let step: Double = a + 0.5 * b > 0.9 ? 1 : 0
            return step + c * c
        }
        let found = try #require(
            GivenDataIndices(columns, outcome, bootstrap: Bootstrap(1000, resamples: 2, seed: 1)))
        // numpy.linalg.lstsq on a constant and a rank for each of ten classes, adjusted by 1 - (1 - share) 999 / 980
        let expected = [0.4609767007810951, 0.05428262600389433, 0.2698617728212478]
        for (index, value) in zip(found.indices, expected) {
            #expect(abs(index.first - value) < 1e-12)
        }
    }

    @Test func `indices of Ishigami's function hold their closed forms within the intervals`() throws {
        let found = indices(8192, seed: 11, resamples: 200)
        try #require(found.count == 4)
        for (index, value) in zip(found, exact) {
            #expect(index.interval.contains(value), "input \(index.input)")
            #expect(index.interval.upperBound - index.interval.lowerBound < 0.06)
        }
        // the largest index is a step that grows with the input for x0
        #expect(found[0].lowest < found[0].highest)
    }

    @Test func `intervals hold the truth about as often as they say`() {
        var held = [0, 0, 0, 0]
        let repetitions = 100
        for seed in 0..<UInt64(repetitions) {
            for (index, value) in zip(indices(1024, seed: 1000 + seed, resamples: 60), exact)
            where index.interval.contains(value) { held[index.input] += 1 }
        }
        // 95 % of 100, and four standard deviations of that count below it
        for (input, count) in held.enumerated() { #expect(count >= 86, "input \(input) in \(count) of 100") }
    }

    /// A grid of 12 × 12 cells, the last axis moving fastest: an input that does nothing must not take over what the other does by
    /// the order in which the points stand.
    @Test func `points of one value count alike whatever their order`() throws {
        let cells = (0..<12).flatMap { slow in (0..<12).map { (Double(slow), Double($0)) } }
        let columns = [cells.map(\.0), cells.map(\.1)]
        let outcome = cells.map { $0.0 > 5 ? 1.0 : 0 }
        let bootstrap = Bootstrap(144, resamples: 20, seed: 1)
        let found = try #require(GivenDataIndices(columns, outcome, bootstrap: bootstrap))
        #expect(found.indices[0].first > 0.9)
        #expect(abs(found.indices[1].first) < 0.2, "\(found.indices[1].first)")
        #expect((found.indices[0].lowest, found.indices[0].highest) == (0, 1))
        #expect(abs(found.indices[1].lowest - 0.5) < 1e-12 && abs(found.indices[1].highest - 0.5) < 1e-12)
        // any other order of the points says the same
        let order = cells.indices.map { 35 * $0 % 144 }
        let turned = try #require(
            GivenDataIndices(
                columns.map { column in order.map { column[$0] } }, order.map { outcome[$0] },
                bootstrap: bootstrap))
        for (one, other) in zip(found.indices, turned.indices) {
            #expect(abs(one.first - other.first) < 1e-12)
            #expect(abs(one.lowest - other.lowest) < 1e-12 && abs(one.highest - other.highest) < 1e-12)
        }
    }

    @Test func `an input with few values has a class for each, and one that does not vary says nothing`()
        throws
    {
        let two = (0..<100).map { Double($0 % 2) }
        let found = try #require(
            GivenDataIndices(
                [two, [Double](repeating: 3, count: 100)], two.map { 5 * $0 },
                bootstrap: Bootstrap(100, resamples: 20, seed: 1)))
        #expect(abs(found.indices[0].first - 1) < 1e-12)
        #expect(found.indices[1].first == 0)
        #expect(
            GivenDataIndices(
                [two], two.map { _ in 4 }, bootstrap: Bootstrap(100, resamples: 2, seed: 1)) == nil)
    }
}
