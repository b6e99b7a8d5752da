// Exponential, logarithm and power of every lane, from additions, multiplications and one division, so that they give the
// same bits on every machine. All rest on base 2, in which powers need no change of base. The polynomials interpolate at the zeros
// of a Chebyshev polynomial of which one lies at 0, so that 2^0 is 1 and the logarithm of 1 is 0.

extension Number {
    /// 2 to the power of the number.
    ///
    /// With n the nearest integer and r = x − n, |r| ≤ 1/2, 2^x = 2^n (1 + r q(r)), where 1 + r q(r) is of degree 10 and
    /// equals 2^r at the zeros of T₁₁(2r) (relative error 2.9e-16), summed in part by Estrin's scheme. Below -1022.5 the result
    /// is 0 and above 1023.5 infinity.
    @inline(__always)
    package var binaryExponential: Self {
        let (n, x) = nearestInteger
        return (1 + (x - n).binaryExcess) * Self.powerOfTwo(n)
    }

    /// e to the power of the number.
    ///
    /// With n the integer nearest to x / ln 2 and r = x − n ln 2, e^x = 2^n 2^(r / ln 2).
    @inline(__always)
    package var exponential: Self {
        // far beyond the ends the product may be infinite, and its difference from itself not a number
        let x = Self.larger(-800, Self.smaller(800, self))
        let (n, _) = (x * Self.log2e).nearestInteger
        // ln 2 in two parts, of which the first has so few digits that its product with n is exact
        let r = (x - n * 0.6931471804855391) - n * 7.440617110012397e-11
        return (1 + (r * Self.log2e).binaryExcess) * Self.powerOfTwo(n)
    }

    /// The nearest integer and the number, both brought into the range whose powers of two `powerOfTwo` gives.
    @inline(__always)
    private var nearestInteger: (Self, Self) {
        // the order of the arguments lets what is not a number through
        let x = Self.larger(-1023, Self.smaller(1024, self))
        // adding 1.5 × 2^52 rounds to an integer
        return ((x + 6_755_399_441_055_744.0) - 6_755_399_441_055_744.0, x)
    }

    /// 2^r − 1 for |r| up to 1/2.
    @inline(__always)
    private var binaryExcess: Self {
        let r = self
        let r2 = r * r
        let r4 = r2 * r2
        let low =
            (0.69314718055995 + r * 0.24022650695910097) + r2
            * (0.05550410866444772 + r * 0.009618129107606888)
        let high =
            (0.0013333558230164974 + r * 0.0001540353044173605)
            + r2
            * ((1.5252657260200837e-05 + r * 1.321544258792169e-06)
                + r2 * (1.0208690299958306e-07 + r * 7.072585949269223e-09))
        return r * (low + r4 * high)
    }

    /// The logarithm to base 2.
    ///
    /// With x = 2^k m, m within a factor √2 of 1, f = m − 1 and s = f / (2 + f), ln m = 2 artanh(s) = f − s (f − R(s²)), where
    /// R, of degree 6, equals 2 artanh(√z) / √z − 2 at the zeros of T₇, brought to the range of z with the leftmost at 0
    /// (error 3.8e-16, half of that in proportion to the logarithm).
    /// Minus infinity at 0 (and at subnormal numbers, which the model never meets); below 0, not a number.
    @inline(__always)
    package var binaryLogarithm: Self {
        let (k, mantissa) = splitAroundOne
        let f = mantissa - 1
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let tail =
            z
            * ((0.6666666666658797 + z * 0.40000000051907897)
                + w
                * ((0.28571417186975495 + z * 0.2222336778159017)
                    + w * (0.18123763416748226 + z * 0.16818429399277315)))
        let result = k + Self.log2e * (f - s * (f - tail))
        let belowNormal = Self.select(self .< 0, Self(.nan), Self(-.infinity))
        let atEnds = Self.select(self .< Self(.infinity), result, self)
        return Self.select(self .< 2.2250738585072014e-308, belowNormal, atEnds)
    }

    /// The natural logarithm.
    @inline(__always)
    package var logarithm: Self { Self.ln2 * binaryLogarithm }

    /// The number to the power of `exponent`; for numbers of at least 0.
    @inline(__always)
    package func power(_ exponent: Self) -> Self { (exponent * binaryLogarithm).binaryExponential }

    /// log₂ e, by which a natural logarithm becomes one to base 2.
    @inline(__always)
    static var log2e: Self { 1.4426950408889634 }

    @inline(__always)
    static var ln2: Self { 0.6931471805599453 }
}

/// The functions above for single numbers in other modules, to which a generic one would be a call for each operation.
extension Double {
    /// e^x.
    package static func exponential(of x: Double) -> Double { x.exponential }
    /// ln x.
    package static func logarithm(of x: Double) -> Double { x.logarithm }
}
