import Sampling
import Testing

@Suite struct DesignTests {
    private static let dimensions = [0, 1, 2, 9, 39, 40, 100, 199, 299, 511, 999, 1023]
    /// scipy.stats.qmc.Sobol(1024, scramble=False, bits=64).random(2048)[point, dimensions], SciPy 1.17.1.
    private static let sobol: [(Int, [Double])] = [
        (1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
        (3, [0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25]),
        (
            100,
            [
                0.4140625, 0.2578125, 0.7734375, 0.6953125, 0.1328125, 0.7109375, 0.0390625, 0.1328125,
                0.5859375, 0.5234375, 0.9140625, 0.9453125,
            ]
        ),
        (
            1500,
            [
                0.30029296875, 0.39404296875, 0.43017578125, 0.82958984375, 0.59130859375, 0.25732421875,
                0.34912109375, 0.49560546875, 0.82080078125, 0.72900390625, 0.27783203125, 0.70068359375,
            ]
        ),
        (
            2047,
            [
                0.00048828125, 0.62744140625, 0.93115234375, 0.44580078125, 0.67626953125, 0.79150390625,
                0.56298828125, 0.09619140625, 0.18896484375, 0.29443359375, 0.44873046875, 0.32080078125,
            ]
        ),
    ]

    private static func sobol(_ dimension: Int, seed: UInt64 = 1) -> SobolDimension {
        SobolDimension(dimension, Generator(seed: seed, path: "p\(dimension)"))
    }

    @Test func `Sobol' points without scrambling are SciPy's`() {
        for (point, values) in Self.sobol {
            for (dimension, value) in zip(Self.dimensions, values) {
                #expect(Double(Self.sobol(dimension).unscrambled(point)) * 0x1p-54 == value)
            }
        }
    }

    /// FNV-1a over int(x·2048) of SciPy's first 2048 points in 1024 dimensions, row after row.
    @Test func `all dimensions are SciPy's over the first 2048 points`() {
        let dimensions = (0..<SobolDimension.mostDimensions).map { Self.sobol($0) }
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for point in 0..<2048 {
            for dimension in dimensions {
                sum = (sum ^ dimension.unscrambled(point) >> 43) &* 0x100_0000_01B3
            }
        }
        #expect(sum == 0x506E_BB87_7EE5_0525)
    }

    /// From the direction numbers of scipy.stats.qmc.Sobol(1024, bits=54), xored over the Gray code of 2^40 + 123456789.
    @Test(
        arguments: [
            (0, 0x3E_751B_C800_6000), (1, 0x2D_5734_681F_E000), (2, 0x1E_5DBF_382B_6000),
            (39, 0x1A_ED13_E231_6000), (199, 0x05_55A7_75D3_2000), (299, 0x1E_1961_BC6A_2000),
            (1023, 0x15_8610_8D93_2000),
        ] as [(Int, UInt64)])
    func `points beyond 2^40 follow SciPy's direction numbers`(_ dimension: Int, _ digits: UInt64) {
        #expect(Self.sobol(dimension).unscrambled((1 << 40) + 123_456_789) == digits)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `scrambled Sobol' points have one in each interval`(seed: UInt64) {
        for dimension in [0, 1, 2, 39, 199, 1023] {
            let sequence = Self.sobol(dimension, seed: seed)
            // any aligned block of 2^m points is a net, also far from the start
            for start in [0, 1 << 12, 1 << 33] {
                let cells = (0..<1024).map { Int(sequence.uniform(start + $0) * 1024) }
                #expect(Set(cells).count == 1024, "seed \(seed), dimension \(dimension), from \(start)")
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the first two scrambled dimensions fill every elementary rectangle`(seed: UInt64) {
        let (x, y) = (Self.sobol(0, seed: seed), Self.sobol(1, seed: seed))
        let m = 10
        for split in 0...m {
            let cells = (0..<1 << m).map { point in
                Int(x.uniform(point) * Double(1 << split)) << (m - split)
                    | Int(y.uniform(point) * Double(1 << (m - split)))
            }
            #expect(Set(cells).count == 1 << m, "seed \(seed), 2^\(split) columns")
        }
    }

    /// Nested scrambling makes each point uniform, whatever the point, and pairs in different halves independent.
    @Test(arguments: [0, 1, 5, 1023])
    func `over scrambles, every point is uniform`(point: Int) {
        let draws = (0..<20_000).map { Self.sobol(3, seed: UInt64($0)).uniform(point) }
        #expect(kolmogorovSmirnov(draws) { $0 } < 1.95)
    }

    /// Owen (1997): for a smooth integrand the error falls as n^(-3/2), against n^(-1/2) for independent draws; the mean over
    /// scrambles is the integral.
    @Test func `scrambled means are unbiased and far better than independent ones`() {
        let n = 256
        let means = (1...200).map { (seed: UInt64) in
            let (x, y) = (Self.sobol(0, seed: seed), Self.sobol(1, seed: seed))
            return (0..<n).reduce(0) { $0 + x.uniform($1) * x.uniform($1) * y.uniform($1) } / Double(n)
        }
        let mean = means.reduce(0, +) / 200
        let deviation = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199).squareRoot()
        #expect(abs(mean - 1.0 / 6) < 4 * deviation / 200.0.squareRoot())
        // independent draws: √(1/15 − 1/36) / √256 = 0.0123
        #expect(deviation < 0.0123 / 20)
    }

    /// Flips at one depth under different prefixes must not agree more often than chance: what shortcuts with too few
    /// rounds of hashing fail.
    @Test(arguments: [1, 6, 7, 12, 20, 30])
    func `flips of neighbouring branches are independent`(depth: Int) {
        let trials = 40_000
        var agreements = 0
        for trial in 0..<trials {
            let key = Generator(seed: UInt64(trial), path: "x").block(0, .scramble).0
            // two numbers that differ in the digit above only
            let shift = UInt64(53 - depth)
            let one = owenScrambled(0, key: key) >> shift & 1
            let other = owenScrambled(1 << (shift + 1), key: key) >> shift & 1
            if one == other { agreements += 1 }
        }
        let deviation = Double(trials).squareRoot() / 2
        #expect(abs(Double(agreements) - Double(trials) / 2) < 4 * deviation)
    }

    @Test(arguments: [0, 1, 10, 45, 300])
    func `Halton points have one in each interval of their base's power`(dimension: Int) {
        let primes = [0: 2, 1: 3, 10: 31, 45: 199, 300: 1993]
        let sequence = HaltonDimension(dimension, Generator(seed: 7, path: "p"))
        let base = primes[dimension] ?? 0
        let power = base * (base < 100 ? base : 1)
        for start in [0, power * 5, power * (1 << 34)] {
            let cells = (0..<power).map { Int(sequence.uniform(start + $0) * Double(power)) }
            #expect(Set(cells).count == power)
        }
    }

    @Test(arguments: [0, 1, 12_345])
    func `over permutations, every Halton point is uniform`(point: Int) {
        let draws = (0..<5000).map {
            HaltonDimension(2, Generator(seed: UInt64($0), path: "p")).uniform(point)
        }
        #expect(kolmogorovSmirnov(draws) { $0 } < 1.95)
    }

    /// Unscrambled, dimensions 39 and 40 correlate by 0.85 over 200 points.
    @Test func `permutations part Halton's dimensions of large primes`() {
        let correlations = (0..<20).map { (seed: UInt64) in
            let pair = [38, 39].map { HaltonDimension($0, Generator(seed: seed, path: "p\($0)")) }
            let points = (0..<200).map { point in pair.map { $0.uniform(point) - 0.5 } }
            return points.reduce(0) { $0 + $1[0] * $1[1] } * 12 / 200
        }
        #expect(correlations.allSatisfy { abs($0) < 0.4 }, "\(correlations)")
    }

    @Test(arguments: [1, 2, 10, 1000, 4097])
    func `a Latin hypercube has one point in each stratum`(count: Int) {
        for path in ["a", "b", "c"] {
            let dimension = LatinDimension(count, Generator(seed: 3, path: path))
            let strata = (0..<count).map { Int(dimension.uniform($0) * Double(count)) }
            #expect(Set(strata).count == count)
        }
    }
}
