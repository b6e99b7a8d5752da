internal import CLanes

/// A vector of doubles with its arithmetic, each operation one instruction where the processor has vectors of that length. The
/// standard library's own operators are loops over the lanes.
package protocol LaneVector: SIMD, Sendable where Scalar == Double {
    init(repeating value: Double)
    static func add(_ a: Self, _ b: Self) -> Self
    static func subtract(_ a: Self, _ b: Self) -> Self
    static func multiply(_ a: Self, _ b: Self) -> Self
    static func divide(_ a: Self, _ b: Self) -> Self
    static func negate(_ a: Self) -> Self
    /// All bits of a lane where a < b, and none elsewhere.
    static func less(_ a: Self, _ b: Self) -> MaskStorage
    static func select(_ mask: MaskStorage, _ a: Self, _ b: Self) -> Self
    // the lanes' bits as integers
    static func bitsAdd(_ a: Self, _ b: UInt64) -> Self
    static func bitsAnd(_ a: Self, _ b: UInt64) -> Self
    static func bitsOr(_ a: Self, _ b: UInt64) -> Self
    static func bitsLeft(_ a: Self, _ count: Int32) -> Self
    static func bitsRight(_ a: Self, _ count: Int32) -> Self
}

/// As many lanes as the vectors of the build hold; without AVX2, twice as many.
#if EIGHT_LANES
    package typealias NativeVector = SIMD8<Double>
#elseif arch(arm64)
    package typealias NativeVector = SIMD2<Double>
#else
    package typealias NativeVector = SIMD4<Double>
#endif

extension SIMD2: LaneVector where Scalar == Double {
    @inline(__always) package static func add(_ a: Self, _ b: Self) -> Self { lanes2_add(a, b) }
    @inline(__always) package static func subtract(_ a: Self, _ b: Self) -> Self { lanes2_subtract(a, b) }
    @inline(__always) package static func multiply(_ a: Self, _ b: Self) -> Self { lanes2_multiply(a, b) }
    @inline(__always) package static func divide(_ a: Self, _ b: Self) -> Self { lanes2_divide(a, b) }
    @inline(__always) package static func negate(_ a: Self) -> Self { lanes2_negate(a) }
    @inline(__always) package static func less(_ a: Self, _ b: Self) -> MaskStorage { lanes2_less(a, b) }
    @inline(__always) package static func select(_ mask: MaskStorage, _ a: Self, _ b: Self) -> Self {
        lanes2_select(mask, a, b)
    }
    @inline(__always) package static func bitsAdd(_ a: Self, _ b: UInt64) -> Self { lanes2_bits_add(a, b) }
    @inline(__always) package static func bitsAnd(_ a: Self, _ b: UInt64) -> Self { lanes2_bits_and(a, b) }
    @inline(__always) package static func bitsOr(_ a: Self, _ b: UInt64) -> Self { lanes2_bits_or(a, b) }
    @inline(__always) package static func bitsLeft(_ a: Self, _ count: Int32) -> Self {
        lanes2_bits_left(a, count)
    }
    @inline(__always) package static func bitsRight(_ a: Self, _ count: Int32) -> Self {
        lanes2_bits_right(a, count)
    }
}

extension SIMD4: LaneVector where Scalar == Double {
    @inline(__always) package static func add(_ a: Self, _ b: Self) -> Self { lanes4_add(a, b) }
    @inline(__always) package static func subtract(_ a: Self, _ b: Self) -> Self { lanes4_subtract(a, b) }
    @inline(__always) package static func multiply(_ a: Self, _ b: Self) -> Self { lanes4_multiply(a, b) }
    @inline(__always) package static func divide(_ a: Self, _ b: Self) -> Self { lanes4_divide(a, b) }
    @inline(__always) package static func negate(_ a: Self) -> Self { lanes4_negate(a) }
    @inline(__always) package static func less(_ a: Self, _ b: Self) -> MaskStorage { lanes4_less(a, b) }
    @inline(__always) package static func select(_ mask: MaskStorage, _ a: Self, _ b: Self) -> Self {
        lanes4_select(mask, a, b)
    }
    @inline(__always) package static func bitsAdd(_ a: Self, _ b: UInt64) -> Self { lanes4_bits_add(a, b) }
    @inline(__always) package static func bitsAnd(_ a: Self, _ b: UInt64) -> Self { lanes4_bits_and(a, b) }
    @inline(__always) package static func bitsOr(_ a: Self, _ b: UInt64) -> Self { lanes4_bits_or(a, b) }
    @inline(__always) package static func bitsLeft(_ a: Self, _ count: Int32) -> Self {
        lanes4_bits_left(a, count)
    }
    @inline(__always) package static func bitsRight(_ a: Self, _ count: Int32) -> Self {
        lanes4_bits_right(a, count)
    }
}

extension SIMD8: LaneVector where Scalar == Double {
    @inline(__always) package static func add(_ a: Self, _ b: Self) -> Self { lanes8_add(a, b) }
    @inline(__always) package static func subtract(_ a: Self, _ b: Self) -> Self { lanes8_subtract(a, b) }
    @inline(__always) package static func multiply(_ a: Self, _ b: Self) -> Self { lanes8_multiply(a, b) }
    @inline(__always) package static func divide(_ a: Self, _ b: Self) -> Self { lanes8_divide(a, b) }
    @inline(__always) package static func negate(_ a: Self) -> Self { lanes8_negate(a) }
    @inline(__always) package static func less(_ a: Self, _ b: Self) -> MaskStorage { lanes8_less(a, b) }
    @inline(__always) package static func select(_ mask: MaskStorage, _ a: Self, _ b: Self) -> Self {
        lanes8_select(mask, a, b)
    }
    @inline(__always) package static func bitsAdd(_ a: Self, _ b: UInt64) -> Self { lanes8_bits_add(a, b) }
    @inline(__always) package static func bitsAnd(_ a: Self, _ b: UInt64) -> Self { lanes8_bits_and(a, b) }
    @inline(__always) package static func bitsOr(_ a: Self, _ b: UInt64) -> Self { lanes8_bits_or(a, b) }
    @inline(__always) package static func bitsLeft(_ a: Self, _ count: Int32) -> Self {
        lanes8_bits_left(a, count)
    }
    @inline(__always) package static func bitsRight(_ a: Self, _ count: Int32) -> Self {
        lanes8_bits_right(a, count)
    }
}
