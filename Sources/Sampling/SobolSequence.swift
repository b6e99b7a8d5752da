private import CResources

/// One dimension of Sobol's sequence, with Owen's nested uniform scrambling.
///
/// Direction numbers are those of Joe and Kuo (2008), the order of points that of the Gray code (Antonov and Saleev 1979), as in
/// other programs. A point is computed from its number alone.
package struct SobolDimension: Sendable {
    /// Binary digits of a point.
    static let digits = 54
    package static let mostDimensions = 1024

    /// What each binary digit of the point's number contributes.
    private let directions: [UInt64]
    private let scramble: UInt64

    /// - Parameters:
    ///   - dimension: from 0, below `mostDimensions`.
    ///   - generator: of the scramble.
    package init(_ dimension: Int, _ generator: Generator) {
        directions = Self.directions(dimension)
        scramble = generator.block(0, .scramble).0
    }

    package func uniform(_ point: Int) -> Double {
        unitInterval(owenScrambled(unscrambled(point), key: scramble) << (64 - UInt64(Self.digits)))
    }

    /// The point without scrambling, in units of 2^-54.
    package func unscrambled(_ point: Int) -> UInt64 {
        var rest = UInt64(point)
        rest ^= rest >> 1
        var digits: UInt64 = 0
        while rest != 0 {
            digits ^= directions[rest.trailingZeroBitCount]
            rest &= rest &- 1
        }
        return digits
    }

    /// Column k of the generating matrix: m_k / 2^k, with m_k from the recurrence of the dimension's primitive polynomial.
    private static func directions(_ dimension: Int) -> [UInt64] {
        guard dimension > 0 else { return (0..<digits).map { 1 << (digits - 1 - $0) } }
        let polynomial = table[dimension - 1]
        let degree = polynomial.initial.count
        var m = polynomial.initial
        for k in degree..<digits {
            var next = m[k - degree] ^ (m[k - degree] << UInt64(degree))
            for i in 1..<degree where polynomial.coefficients >> (degree - 1 - i) & 1 == 1 {
                next ^= m[k - i] << UInt64(i)
            }
            m.append(next)
        }
        return m.enumerated().map { $1 << UInt64(digits - 1 - $0) }
    }

    /// The polynomials from the second dimension on.
    private static let table: [(coefficients: Int, initial: [UInt64])] = {
        let file = resource_direction_numbers()
        let text = String(decoding: UnsafeBufferPointer(start: file.start, count: file.size), as: UTF8.self)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            return (Int(numbers[2]), Array(numbers[3...]))
        }
    }()
}

/// Flips every digit at random, with a flip of its own for every sequence of digits before it (Owen 1995): points of a
/// net stay one, each point is uniform, and the variance for smooth integrands falls faster than without.
///
/// Digits go in groups of six. The digits before a group and its number choose 64 random bits, of which each node of the
/// binary tree within the group takes its own; so no approximation is made but that of random bits by a hash.
package func owenScrambled(_ digits: UInt64, key: UInt64) -> UInt64 {
    var result: UInt64 = 0
    for group in UInt64(0)..<9 {
        let shift = 48 &- 6 &* group
        // a leading 1 tells the depth
        let flips = splitMix(key, (1 &<< (6 &* group)) | (digits &>> (shift &+ 6)))
        let own = (digits &>> shift) & 63
        var flipped: UInt64 = 0
        for level in UInt64(0)..<6 {
            let node = (1 &<< level) | (own &>> (6 &- level))
            flipped = (flipped &<< 1) | ((flips &>> node) & 1)
        }
        result = (result &<< 6) | (own ^ flipped)
    }
    return result
}
