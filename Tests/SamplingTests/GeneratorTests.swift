import Sampling
import Testing

@Suite struct GeneratorTests {
    /// Known answers published with Random123 1.14 (`kat_vectors`).
    @Test(
        arguments: [
            ((0, 0), (0, 0), (0xC2B6_E3A8_C2C6_9865, 0x6F81_ED42_F350_084D)),
            ((.max, .max), (.max, .max), (0xE02C_B7C4_D95D_277A, 0xD066_33D0_893B_8B68)),
            (
                (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344),
                (0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89),
                (0x263C_7D30_BB0F_0AF1, 0x56BE_8361_D331_1526)
            ),
        ] as [((UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64))])
    func `Threefry-2x64-20 gives its published answers`(
        _ counter: (UInt64, UInt64), _ key: (UInt64, UInt64), _ answer: (UInt64, UInt64)
    ) {
        #expect(threefry(counter, key: key) == answer)
    }

    /// Known answers of the draft of IETF (draft-eastlake-fnv) and of the SplitMix64 of Java (seed 1234567).
    @Test func `hashes give their published answers`() {
        #expect(fnv1a("".utf8) == 0xCBF2_9CE4_8422_2325)
        #expect(fnv1a("a".utf8) == 0xAF63_DC4C_8601_EC8C)
        #expect(fnv1a("foobar".utf8) == 0x8594_4171_F739_67E8)
        #expect(
            (1...3).map { splitMix(1_234_567, $0) } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func `uniform numbers lie strictly between their ends`() {
        #expect(unitInterval(0) == 0x1p-53)
        #expect(unitInterval(.max) == 1 - 0x1p-53)
    }

    @Test func `seed, path, point and purpose each change the draw`() {
        let draws = [
            Generator(seed: 1, path: "a").uniform(0, .draw), Generator(seed: 2, path: "a").uniform(0, .draw),
            Generator(seed: 1 + (1 << 32), path: "a").uniform(0, .draw),
            Generator(seed: 1, path: "b").uniform(0, .draw), Generator(seed: 1, path: "a").uniform(1, .draw),
            Generator(seed: 1, path: "a").uniform(1 << 32, .draw),
            Generator(seed: 1, path: "a").uniform(0, .jitter),
        ]
        #expect(Set(draws).count == draws.count)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `draws are uniform and independent of their neighbours`(seed: UInt64) {
        let generator = Generator(seed: seed, path: "substitution.music")
        let draws = (0..<100_000).map { generator.uniform($0, .draw) }
        #expect(kolmogorovSmirnov(draws) { $0 } < 1.95, "seed \(seed)")
        let products = zip(draws, draws.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) * 12 }
        // the mean of n products of independent numbers has the standard deviation 1/√n
        #expect(abs(products.reduce(0, +)) < 4 * Double(products.count).squareRoot(), "seed \(seed)")
    }

    @Test(arguments: [3, 4, 5])
    func `keyed permutations take every order equally often`(count: Int) {
        let orders = (1...count).reduce(1, *)
        let trials = 200 * orders
        var times: [[Int]: Int] = [:]
        for seed in 0..<trials {
            let permutation = KeyedPermutation(count, Generator(seed: UInt64(seed), path: "p"))
            times[(0..<count).map { permutation($0) }, default: 0] += 1
        }
        #expect(times.count == orders)
        let chiSquare = times.values.reduce(0) { $0 + Double(($1 - 200) * ($1 - 200)) / 200 }
        // 4 standard deviations above the mean
        let freedom = Double(orders - 1)
        #expect(chiSquare < freedom + 4 * (2 * freedom).squareRoot(), "\(chiSquare) for \(freedom)")
    }

    @Test(arguments: [1, 2, 7, 64, 1000, 65_537])
    func `a keyed permutation takes every place once`(count: Int) {
        let permutation = KeyedPermutation(count, Generator(seed: 5, path: "p"))
        #expect(Set((0..<count).map { permutation($0) }) == Set(0..<count))
    }
}

/// The largest distance between a sample's distribution function and the one it should have, times √n.
///
/// Above 1.95 with probability 0.001 (Kolmogorov's distribution).
func kolmogorovSmirnov(_ sample: [Double], _ distribution: (Double) -> Double) -> Double {
    let n = Double(sample.count)
    var largest = 0.0
    for (index, x) in sample.sorted().enumerated() {
        let p = distribution(x)
        largest = max(largest, abs(p - Double(index) / n), abs(p - Double(index + 1) / n))
    }
    return largest * n.squareRoot()
}
