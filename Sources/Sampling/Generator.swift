/// The random numbers `equipoise-1`: functions of (seed, path, counter, purpose), without a state.
///
/// A block is Threefry-2x64 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC'11), which passes the batteries of TestU01 and needs only additions, rotations and exclusive ors. Its key is the seed and the
/// hash of a parameter's path, its counter the number of the point and what the block is for.
package struct Generator: Sendable, Equatable {
    /// Changes with any change of any number that comes from here.
    package static let version = "equipoise-1"

    /// What a block is for, so that no two uses share bits.
    package enum Purpose: UInt64 {
        case draw, jitter, permutation, scramble, digits, resample, search
    }

    private let seed: UInt64
    private let path: UInt64

    package init(seed: UInt64, path: String) {
        self.seed = seed
        self.path = fnv1a(path.utf8)
    }

    package func block(_ counter: UInt64, _ purpose: Purpose) -> (UInt64, UInt64) {
        threefry((counter, purpose.rawValue), key: (seed, path))
    }

    /// Strictly between 0 and 1.
    package func uniform(_ counter: UInt64, _ purpose: Purpose) -> Double {
        unitInterval(block(counter, purpose).0)
    }

    /// One of 0..<count, each as likely: which row a resample takes, or another choice by number.
    package func choice(_ counter: UInt64, of count: Int) -> Int {
        Int(block(counter, .resample).0.multipliedFullWidth(by: UInt64(count)).high)
    }

    /// A random order of 0..<count (Fisher and Yates).
    /// - Parameter number: which of the generator's permutations.
    func permutation(_ count: Int, number: Int) -> [UInt16] {
        var order = (0..<count).map(UInt16.init)
        for i in stride(from: count - 1, to: 0, by: -1) {
            let bits = block(UInt64(number) << 32 | UInt64(i), .digits).0
            order.swapAt(i, Int(bits.multipliedFullWidth(by: UInt64(i + 1)).high))
        }
        return order
    }
}

/// The middle of the cell of width 2^-52 that the upper bits name: exact, and never 0 or 1.
@inline(__always)
package func unitInterval(_ bits: UInt64) -> Double { (Double(bits >> 12) + 0.5) * 0x1p-52 }

/// Threefry-2x64-20.
package func threefry(_ counter: (UInt64, UInt64), key: (UInt64, UInt64)) -> (UInt64, UInt64) {
    let third = 0x1BD1_1BDA_A9FC_1A22 ^ key.0 ^ key.1
    var x = (counter.0 &+ key.0, counter.1 &+ key.1)
    @inline(__always)
    func mix(_ rotation: UInt64) {
        x.0 &+= x.1
        x.1 = (x.1 &<< rotation | x.1 &>> (64 &- rotation)) ^ x.0
    }
    @inline(__always)
    func rounds(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64, _ k: (UInt64, UInt64), _ number: UInt64) {
        mix(a)
        mix(b)
        mix(c)
        mix(d)
        x.0 &+= k.0
        x.1 &+= k.1 &+ number
    }
    rounds(16, 42, 12, 31, (key.1, third), 1)
    rounds(16, 32, 24, 21, (third, key.0), 2)
    rounds(16, 42, 12, 31, (key.0, key.1), 3)
    rounds(16, 32, 24, 21, (key.1, third), 4)
    rounds(16, 42, 12, 31, (third, key.0), 5)
    return x
}

/// Number `index` of the SplitMix64 sequence that starts at `key` (Steele, Lea and Flood 2014, with the finaliser of
/// Stafford's variant 13): the fast hash inside permutations and scrambles, whose keys are blocks of the generator.
@inline(__always)
package func splitMix(_ key: UInt64, _ index: UInt64) -> UInt64 {
    var z = key &+ index &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
}

/// FNV-1a of 64 bits.
package func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
