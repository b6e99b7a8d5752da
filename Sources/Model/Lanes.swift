/// Several members of an ensemble side by side, each in a lane of its own.
package struct Lanes<Vector: LaneVector>: Number {
    package var vector: Vector

    @inline(__always)
    package init(_ vector: Vector) { self.vector = vector }

    @inline(__always)
    package static func chunk(of number: Lanes) -> Lanes { number }

    @inline(__always)
    package static func chunk(at start: UnsafePointer<Lanes>) -> Lanes { start.pointee }

    @inline(__always)
    package mutating func add(_ chunk: Lanes, at index: ChunkIndex) { self += chunk }

    @inline(__always)
    package init(_ value: Double) { vector = Vector(repeating: value) }

    @inline(__always)
    package init(floatLiteral value: Double) { vector = Vector(repeating: value) }

    @inline(__always)
    package init(integerLiteral value: Int) { vector = Vector(repeating: Double(value)) }

    @inline(__always)
    package static func + (a: Lanes, b: Lanes) -> Lanes { Lanes(Vector.add(a.vector, b.vector)) }

    @inline(__always)
    package static func - (a: Lanes, b: Lanes) -> Lanes { Lanes(Vector.subtract(a.vector, b.vector)) }

    @inline(__always)
    package static func * (a: Lanes, b: Lanes) -> Lanes { Lanes(Vector.multiply(a.vector, b.vector)) }

    @inline(__always)
    package static func / (a: Lanes, b: Lanes) -> Lanes { Lanes(Vector.divide(a.vector, b.vector)) }

    @inline(__always)
    package static prefix func - (a: Lanes) -> Lanes { Lanes(Vector.negate(a.vector)) }

    @inline(__always)
    package static func .< (a: Lanes, b: Lanes) -> Vector.MaskStorage {
        Vector.less(a.vector, b.vector)
    }

    @inline(__always)
    package static func select(_ mask: Vector.MaskStorage, _ a: Lanes, _ b: Lanes) -> Lanes {
        Lanes(Vector.select(mask, a.vector, b.vector))
    }

    @inline(__always)
    package static func powerOfTwo(_ exponent: Lanes) -> Lanes {
        Lanes(Vector.bitsLeft((exponent + Lanes(exponentShift)).vector, 52))
    }

    @inline(__always)
    package var splitAroundOne: (exponent: Lanes, mantissa: Lanes) {
        let bits = Vector.bitsAdd(vector, oneBits &- rootHalfBits)
        let exponent = Lanes(Vector.bitsOr(Vector.bitsRight(bits, 52), twoTo52Bits)) - Lanes(twoTo52 + 1023)
        return (exponent, Lanes(Vector.bitsAdd(Vector.bitsAnd(bits, mantissaBits), rootHalfBits)))
    }
}
