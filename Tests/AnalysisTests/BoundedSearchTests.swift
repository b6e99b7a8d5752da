import Analysis
import GSL
import Sampling
import Testing

/// Problems with published or exact solutions.
@Suite struct BoundedSearchTests {
    /// Searches a box from several starts; the best end in the box's own coordinates.
    private func best(
        _ low: [Double], _ high: [Double], starts: Int = 8, seed: UInt64 = 1,
        _ trial: @escaping ([Double]) -> Trial?
    ) throws -> (point: [Double], result: BoundedSearch.Result, agreeing: Int)? {
        func place(_ unit: [Double]) -> [Double] {
            unit.indices.map { unit[$0] >= 1 ? high[$0] : low[$0] + unit[$0] * (high[$0] - low[$0]) }
        }
        let points = unitPoints(starts, dimensions: low.count, seed: seed, purpose: "test")
        let scale = BoundedSearch.Scale(points.compactMap { trial(place($0)) })
        let ends = try points.compactMap { try BoundedSearch.minimum(from: $0, scale) { trial(place($0)) } }
        guard
            let first = ends.min(by: { ($0.violation, $0.trial.value) < ($1.violation, $1.trial.value) })
        else { return nil }
        let agreeing = ends.count {
            $0.violation == first.violation && $0.trial.value - first.trial.value <= 1e-6 * scale.value
        }
        return (place(first.point), first, agreeing)
    }

    private func rosenbrock(_ x: [Double]) -> Trial {
        let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
        return Trial(value: a * a + 100 * b * b)
    }

    @Test func `the minimum of Rosenbrock's valley is found inside the bounds`() throws {
        let found = try #require(try best([-2, -2], [2, 2], rosenbrock))
        #expect(abs(found.point[0] - 1) < 1e-4 && abs(found.point[1] - 1) < 1e-4)
        #expect(found.result.trial.value < 1e-8 && found.result.hasConverged)
        #expect(found.agreeing >= 6)
    }

    @Test func `a minimum at a bound lies exactly at it, and the other number is the best beside it`() throws
    {
        // with x ≤ 1/2 the best y is x², and the value (1 − x)²
        let found = try #require(try best([-2, -2], [0.5, 2], rosenbrock))
        #expect(found.point[0] == 0.5)
        #expect(abs(found.point[1] - 0.25) < 1e-5)
        #expect(abs(found.result.trial.value - 0.25) < 1e-8)
    }

    @Test func `a minimum in a corner lies exactly in it`() throws {
        let found = try #require(
            try best([1, 2, 3], [4, 5, 6]) { Trial(value: $0[0] - 2 * $0[1] + $0[2] * $0[2]) })
        #expect(found.point == [1, 5, 3])
        #expect(found.agreeing == 8)
    }

    @Test func `the best of several valleys is found, and fewer starts agree on it`() throws {
        // two valleys, that at 0.8 the deeper by 0.05
        let found = try #require(
            try best([0], [1], starts: 12) { x in
                let (left, right) = ((x[0] - 0.2) * (x[0] - 0.2), (x[0] - 0.8) * (x[0] - 0.8))
                return Trial(value: min(left, right - 0.05))
            })
        #expect(abs(found.point[0] - 0.8) < 1e-5)
        #expect((1..<12).contains(found.agreeing))
    }

    @Test func `problem 22 of Hock and Schittkowski, whose solution lies on two conditions`() throws {
        let found = try #require(
            try best([-3, -3], [3, 3]) { x in
                Trial(
                    value: (x[0] - 2) * (x[0] - 2) + (x[1] - 1) * (x[1] - 1),
                    excess: [x[0] * x[0] - x[1], x[0] + x[1] - 2])
            })
        #expect(abs(found.result.trial.value - 1) < 1e-3)
        #expect(abs(found.point[0] - 1) < 1e-3 && abs(found.point[1] - 1) < 1e-3)
        #expect(found.result.trial.excess.allSatisfy { $0 <= 0 })
    }

    @Test func `problem 43 of Hock and Schittkowski, the one of Rosen and Suzuki`() throws {
        let found = try #require(
            try best([-5, -5, -5, -5], [5, 5, 5, 5]) { x in
                let s = x.map { $0 * $0 }
                let value =
                    s[0] + s[1] + 2 * s[2] + s[3] - 5 * x[0] - 5 * x[1] - 21 * x[2] + 7 * x[3]
                let first = s[0] + s[1] + s[2] + s[3] + x[0] - x[1] + x[2] - x[3] - 8
                let second = s[0] + 2 * s[1] + s[2] + 2 * s[3] - x[0] - x[3] - 10
                let third = 2 * s[0] + s[1] + s[2] + 2 * x[0] - x[1] - x[3] - 5
                return Trial(value: value, excess: [first, second, third])
            })
        #expect(abs(found.result.trial.value + 44) < 5e-3, "\(found.result.trial.value)")
        for (number, exact) in zip(found.point, [0.0, 1, 2, -1]) { #expect(abs(number - exact) < 2e-2) }
        #expect(found.result.trial.excess.allSatisfy { $0 <= 0 })
    }

    @Test func `where no point keeps the conditions, one that misses them least is told`() throws {
        // x ≥ 0.8 and x ≤ 0.2 are missed by 0.6 together between them
        let found = try #require(
            try best([0, 0], [1, 1]) { x in Trial(value: x[1], excess: [0.8 - x[0], x[0] - 0.2]) })
        #expect(found.result.violation > 0)
        #expect(abs(found.result.trial.excess.map { max(0, $0) }.reduce(0, +) - 0.6) < 1e-6)
        #expect(found.point[0] > 0.19 && found.point[0] < 0.81)
    }

    @Test func `points that cannot be evaluated are walked around`() throws {
        let found = try #require(
            try best([0, 0], [1, 1]) { x in
                x[0] > 0.6 ? nil : Trial(value: (x[0] - 0.5) * (x[0] - 0.5) + (x[1] - 0.3) * (x[1] - 0.3))
            })
        #expect(abs(found.point[0] - 0.5) < 1e-4 && abs(found.point[1] - 0.3) < 1e-4)
        #expect(try best([0], [1], { _ in nil }) == nil)
    }
}

@Suite struct ScannedRootsTests {
    private func roots(
        _ low: Double, _ high: Double, cells: Int = 16, noise: Double = 0,
        _ function: @escaping (Double) -> Double
    ) throws -> [ScannedRoots.Root] {
        let points = (0...cells).map { low + Double($0) / Double(cells) * (high - low) }
        return try ScannedRoots(points: points, values: points.map(function), noise: noise, of: function)
            .roots
    }

    @Test func `every root of a cubic is found, each with its bracket`() throws {
        let found = try roots(-2.1, 2.2) { $0 * $0 * $0 - 2 * $0 }
        #expect(found.map(\.kind) == [.root, .root, .root])
        for (root, exact) in zip(found, [-2.0.squareRoot(), 0, 2.0.squareRoot()]) {
            #expect(abs(root.point - exact) < 1e-9)
            #expect(root.bracket.lowerBound <= exact && exact <= root.bracket.upperBound)
            #expect(root.bracket.upperBound - root.bracket.lowerBound <= 1e-9)
        }
    }

    @Test func `a root at a point of the scan or at an end is found once`() throws {
        #expect(try roots(0, 1) { $0 - 0.5 }.map(\.point) == [0.5])
        #expect(try roots(0, 1) { $0 }.map(\.point) == [0])
        #expect(try roots(0, 1) { $0 - 1 }.map(\.point) == [1])
    }

    @Test func `a leap over the value is no root`() throws {
        let found = try roots(0, 1) { $0 < 0.3 ? -1 : 1 }
        try #require(found.count == 1)
        #expect(found[0].kind == .jump && abs(found[0].point - 0.3) < 1e-9)
    }

    @Test func `a stretch on which the function has the value is one finding`() throws {
        let found = try roots(0, 1, noise: 1e-6) { max(0, $0 - 0.5) + 1e-9 * ($0 < 0.2 ? -1 : 1) }
        try #require(found.count == 1)
        #expect(found[0].kind == .stretch && found[0].bracket == 0...0.5)
    }

    @Test(arguments: [-1e-9, 1e-9])
    func `a value within the noise that turns back is a touch, on either side of the value`(error: Double)
        throws
    {
        let middle = try roots(0, 1, noise: 1e-6) { -($0 - 0.5) * ($0 - 0.5) + error }
        try #require(middle.map(\.kind) == [.touch])
        #expect(middle[0].point == 0.5 && middle[0].bracket == 0.4375...0.5625)
        #expect(try roots(0, 1, noise: 1e-6) { $0 + error }.map(\.kind) == [.touch])
        // with a slope through it, it is a root
        let through = try roots(0, 1, noise: 1e-6) { $0 - 0.5 + error }
        #expect(through.map(\.kind) == [.root] && abs(through[0].point - 0.5) < 1e-8)
    }

    @Test(arguments: [-1e-9, 1e-9])
    func `a stretch within the noise has no root beside it`(error: Double) throws {
        let found = try roots(0, 1, noise: 1e-6) { max(0, $0 - 0.5) + error }
        #expect(found.map(\.kind) == [.stretch])
    }

    @Test func `where nothing changes sides there is nothing, and gaps are passed over`() throws {
        #expect(try roots(0, 1) { $0 + 1 }.isEmpty)
        #expect(try roots(0, 1) { $0 < 0.2 ? .nan : $0 - 0.7 }.count == 1)
    }
}
