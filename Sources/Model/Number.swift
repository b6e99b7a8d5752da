/// What the equations compute with: one number, or several side by side, one for each member of an ensemble.
///
/// Every operation works on each lane alone and is rounded once, as IEEE 754 has it, so that a member's
/// result is the same to the bit whatever it is computed beside. Nothing branches on a lane: `select` chooses.
package protocol Number: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    associatedtype Mask

    init(_ value: Double)

    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static prefix func - (a: Self) -> Self

    static func .< (a: Self, b: Self) -> Mask
    static func select(_ mask: Mask, _ a: Self, _ b: Self) -> Self

    /// 2 to the power of an integer between -1022 and 1023; 0 at -1023, infinity at 1024.
    static func powerOfTwo(_ exponent: Self) -> Self
    /// The number as mantissa × 2^exponent, with the mantissa within a factor √2 of 1; for normal numbers above 0.
    var splitAroundOne: (exponent: Self, mantissa: Self) { get }

    /// As many numbers as are best computed with at once, one behind the other in memory: the sectors of a single run, and one
    /// number of an ensemble, which fills a vector by itself.
    associatedtype Chunk: Number
    /// The same number throughout a chunk.
    static func chunk(of number: Self) -> Chunk
    /// The chunk that begins at a place in memory.
    static func chunk(at start: UnsafePointer<Self>) -> Chunk
    /// Adds the numbers of a chunk one after the other, but for those beyond the end of its row.
    mutating func add(_ chunk: Chunk, at index: ChunkIndex)
}

/// Which numbers of a row are a chunk: `count` from the first on. The last chunk of a row may hold more, which mean nothing.
package struct ChunkIndex {
    let first: Int
    let count: Int
}

infix operator .< : ComparisonPrecedence

extension Number {
    @inline(__always)
    static func += (a: inout Self, b: Self) { a = a + b }

    /// The smaller of two numbers; the second where either is not a number.
    @inline(__always)
    static func smaller(_ a: Self, _ b: Self) -> Self { select(a .< b, a, b) }

    /// The larger of two numbers; the second where either is not a number.
    @inline(__always)
    static func larger(_ a: Self, _ b: Self) -> Self { select(b .< a, a, b) }
}

extension Double: Number {
    @inline(__always)
    package static func .< (a: Double, b: Double) -> Bool { a < b }

    @inline(__always)
    package static func select(_ mask: Bool, _ a: Double, _ b: Double) -> Double { mask ? a : b }

    @inline(__always)
    package static func powerOfTwo(_ exponent: Double) -> Double {
        Double(bitPattern: (exponent + exponentShift).bitPattern << 52)
    }

    @inline(__always)
    package var splitAroundOne: (exponent: Double, mantissa: Double) {
        let bits = bitPattern &+ (oneBits &- rootHalfBits)
        let exponent = Double(bitPattern: (bits >> 52) | twoTo52Bits) - (twoTo52 + 1023)
        return (exponent, Double(bitPattern: (bits & mantissaBits) &+ rootHalfBits))
    }

    package typealias Chunk = Lanes<NativeVector>

    @inline(__always)
    package static func chunk(of number: Double) -> Chunk { Chunk(number) }

    @inline(__always)
    package static func chunk(at start: UnsafePointer<Double>) -> Chunk {
        Chunk(UnsafeRawPointer(start).loadUnaligned(as: NativeVector.self))
    }

    @inline(__always)
    package mutating func add(_ chunk: Chunk, at index: ChunkIndex) {
        for i in 0..<index.count { self += chunk.vector[i] }
    }
}

/// Adding this to an integer leaves, in the last bits, the integer's biased exponent.
let exponentShift = 6_755_399_441_055_744.0 + 1023
let twoTo52 = 4_503_599_627_370_496.0
let twoTo52Bits: UInt64 = 0x4330_0000_0000_0000
let oneBits: UInt64 = 0x3FF0_0000_0000_0000
let rootHalfBits: UInt64 = 0x3FE6_A09E_667F_3BCD
let mantissaBits: UInt64 = 0x000F_FFFF_FFFF_FFFF
