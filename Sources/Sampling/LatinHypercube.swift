/// One dimension of a Latin hypercube: every stratum of width 1/count holds one point, at random within it
/// (McKay, Beckman and Conover 1979).
package struct LatinDimension: Sendable {
    private let order: KeyedPermutation
    /// The stratum of each point where ranks are correlated; the keyed permutation otherwise.
    private let strata: [UInt32]?
    private let count: Int
    private let generator: Generator

    package init(_ count: Int, _ generator: Generator, strata: [UInt32]? = nil) {
        self.count = count
        self.generator = generator
        self.strata = strata
        order = KeyedPermutation(count, generator)
    }

    package func uniform(_ point: Int) -> Double {
        let stratum = Double(strata.map { Int($0[point]) } ?? order(point))
        // rounding does not lead into the next stratum
        let place = min(stratum + generator.uniform(UInt64(point), .jitter), (stratum + 1).nextDown)
        return min(place / Double(count), 1 - 0x1p-53)
    }
}

/// A random order of 0..<count of which each element is computed alone, so that no table is kept.
///
/// A Feistel network on pairs (i, j) of 0..<a × 0..<b with a b slightly above the count (the generalised cipher of Black and
/// Rogaway 2002): rounds add a keyed hash of one half to the other, modulo its size. Numbers beyond the count are sent through again.
package struct KeyedPermutation: Sendable {
    private static let rounds = 12

    private let count: UInt64
    private let a: UInt64
    private let b: UInt64
    private let keys: [UInt64]

    package init(_ count: Int, _ generator: Generator) {
        var root = Int(Double(count).squareRoot())
        while root * root < count { root += 1 }
        self.count = UInt64(count)
        a = UInt64(root)
        b = UInt64((count + root - 1) / root)
        keys = (0..<Self.rounds / 2).flatMap { round in
            let block = generator.block(UInt64(round), .permutation)
            return [block.0, block.1]
        }
    }

    package func callAsFunction(_ index: Int) -> Int {
        var x = UInt64(index)
        repeat {
            var (left, right) = x.quotientAndRemainder(dividingBy: b)
            for round in stride(from: 0, to: Self.rounds, by: 2) {
                left &+= splitMix(keys[round], right).multipliedFullWidth(by: a).high
                if left >= a { left &-= a }
                right &+= splitMix(keys[round + 1], left).multipliedFullWidth(by: b).high
                if right >= b { right &-= b }
            }
            x = left &* b &+ right
        } while x >= count
        return Int(x)
    }
}
