/// Several members of an ensemble side by side, each in a lane of its own.
package struct Lanes<Vector: LaneVector>: Number {
    package var vector: Vector

    @inline(__always)
    package init(_ vector: Vector) { self.vector = vector }

    @inline(__always)
    package static func chunk(of number: Lanes) -> Lanes { number }

    @inline(__always)
    package init(_ value: Double) { vector = Vector(repeating: value) }

    @inline(__always)
    package init(floatLiteral value: Double) { vector = Vector(repeating: value) }

    @inline(__always)
    package init(integerLiteral value: Int) { vector = Vector(repeating: Double(value)) }

    @inline(__always)
    package static func + (a: Lanes, b: Lanes) -> Lanes { Lanes(a.vector + b.vector) }

    @inline(__always)
    package static func - (a: Lanes, b: Lanes) -> Lanes { Lanes(a.vector - b.vector) }

    @inline(__always)
    package static func * (a: Lanes, b: Lanes) -> Lanes { Lanes(a.vector * b.vector) }

    @inline(__always)
    package static func / (a: Lanes, b: Lanes) -> Lanes { Lanes(a.vector / b.vector) }

    @inline(__always)
    package static prefix func - (a: Lanes) -> Lanes { Lanes(-a.vector) }

    @inline(__always)
    package static func .< (a: Lanes, b: Lanes) -> SIMDMask<Vector.MaskStorage> {
        Vector.isLess(a.vector, b.vector)
    }

    @inline(__always)
    package static func select(_ mask: SIMDMask<Vector.MaskStorage>, _ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(b.vector.replacing(with: a.vector, where: mask))
    }

    @inline(__always)
    package static func powerOfTwo(_ exponent: Lanes) -> Lanes {
        let shifted = unsafeBitCast(exponent.vector + exponentShift, to: Vector.Bits.self)
        return Lanes(unsafeBitCast(shifted &<< 52, to: Vector.self))
    }

    @inline(__always)
    package var splitAroundOne: (exponent: Lanes, mantissa: Lanes) {
        let bits = unsafeBitCast(vector, to: Vector.Bits.self) &+ (oneBits &- rootHalfBits)
        let exponent = unsafeBitCast((bits &>> 52) | twoTo52Bits, to: Vector.self) - (twoTo52 + 1023)
        let mantissa = unsafeBitCast((bits & mantissaBits) &+ rootHalfBits, to: Vector.self)
        return (Lanes(exponent), Lanes(mantissa))
    }
}

/// A vector of doubles, with what the standard library has for each length but not for all at once.
package protocol LaneVector: SIMD, Sendable where Scalar == Double {
    /// As many words, to hold the lanes' bits.
    associatedtype Bits: SIMD where Bits.Scalar == UInt64

    /// Lane by lane, in one instruction; the operator for vectors of any length is a loop.
    static func isLess(_ a: Self, _ b: Self) -> SIMDMask<MaskStorage>
}

extension SIMD2: LaneVector where Scalar == Double {
    package typealias Bits = SIMD2<UInt64>

    @inline(__always)
    package static func isLess(_ a: Self, _ b: Self) -> SIMDMask<SIMD2<Int64>> { a .< b }
}

extension SIMD4: LaneVector where Scalar == Double {
    package typealias Bits = SIMD4<UInt64>

    @inline(__always)
    package static func isLess(_ a: Self, _ b: Self) -> SIMDMask<SIMD4<Int64>> { a .< b }
}

extension SIMD8: LaneVector where Scalar == Double {
    package typealias Bits = SIMD8<UInt64>

    @inline(__always)
    package static func isLess(_ a: Self, _ b: Self) -> SIMDMask<SIMD8<Int64>> { a .< b }
}
