/// One dimension of Halton's sequence, each of its digits permuted at random (Owen 2017, arXiv:1706.02808).
///
/// Without permutations, pairs of dimensions with large primes are nearly collinear over thousands of points.
package struct HaltonDimension: Sendable {
    static let mostDimensions = 1024

    private let base: Int
    /// By digit, the least significant of the point's number first, then value. Their number reaches the resolution of doubles.
    private let permuted: [UInt16]
    private let digits: Int

    /// - Parameters:
    ///   - dimension: from 0, below `mostDimensions`.
    ///   - generator: of the permutations.
    package init(_ dimension: Int, _ generator: Generator) {
        let base = Self.primes[dimension]
        var digits = 0
        var cells = 1.0
        while cells < 0x1p53 {
            cells *= Double(base)
            digits += 1
        }
        self.base = base
        self.digits = digits
        permuted = (0..<digits).flatMap { generator.permutation(base, number: $0) }
    }

    package func uniform(_ point: Int) -> Double {
        var rest = point
        var value = 0.0
        var scale = 1.0
        let width = 1 / Double(base)
        for digit in 0..<digits {
            scale *= width
            value += scale * Double(permuted[digit * base + rest % base])
            rest /= base
        }
        return min(max(value + 0.5 * scale, 0x1p-53), 1 - 0x1p-53)
    }

    private static let primes: [Int] = {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < mostDimensions {
            if !primes.contains(where: { $0 * $0 <= candidate && candidate % $0 == 0 }) {
                primes.append(candidate)
            }
            candidate += 1
        }
        return primes
    }()
}
