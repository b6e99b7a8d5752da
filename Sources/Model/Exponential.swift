// Exponential, logarithm and power of every lane, from additions, multiplications and one division, so that
// they give the same bits on every machine. Both are within 2 units in the last place.

extension Number {
    /// e to the power of the number.
    ///
    /// With n the integer nearest to x / ln 2 and r = x − n ln 2, |r| ≤ ln 2 / 2, e^x = 2^n (1 + r + r² p(r)). The
    /// polynomial p is the Chebyshev fit of (e^r − 1 − r) / r² of degree 9 (error 1.1e-16, made with mpmath's
    /// `chebyfit`), summed by Estrin's scheme. Where 2^n leaves the range of normal numbers, which is below -708.7
    /// and above 709.4, the bits of 2^n are those of 0 and of infinity, and so is the result.
    @inline(__always)
    var exponential: Self {
        // the order of the arguments lets what is not a number through
        let x = Self.larger(-709, Self.smaller(710, self))
        let n = (x * 1.4426950408889634 + roundingShift) - roundingShift
        // ln 2 in two parts, of which the first has so few digits that its product with n is exact
        let r = (x - n * 0.6931471804855391) - n * 7.440617110012397e-11
        let r2 = r * r
        let r4 = r2 * r2
        let low =
            (0.5000000000000001 + r * 0.16666666666666669) + r2
            * (0.04166666666662399 + r * 0.008333333333330051)
        let middle =
            (0.0013888888917281794 + r * 0.00019841269863105968)
            + r2 * (2.480152119021773e-05 + r * 2.7557268378684192e-06)
        let high = 2.7620138719733994e-07 + r * 2.5100424157005067e-08
        let p = low + r4 * (middle + r4 * high)
        return (1 + (r + r2 * p)) * Self.powerOfTwo(n)
    }

    /// The natural logarithm.
    ///
    /// With x = 2^k (1 + f) and s = f / (2 + f), ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)), as in Sun's fdlibm.
    /// Minus infinity at 0 (and at subnormal numbers, which the model never meets); below 0, not a number.
    @inline(__always)
    var logarithm: Self {
        let (k, mantissa) = splitAroundOne
        let f = mantissa - 1
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let odd = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
        let even =
            z
            * (0.6666666666666735130
                + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)))
        let half = 0.5 * f * f
        let result =
            k * 6.93147180369123816490e-01
            - ((half - (s * (half + (odd + even)) + k * 1.90821492927058770002e-10)) - f)
        let belowNormal = Self.select(self .< 0, Self(.nan), -infinity)
        let atEnds = Self.select(self .< infinity, result, self)
        return Self.select(self .< 2.2250738585072014e-308, belowNormal, atEnds)
    }

    /// The number to the power of `exponent`; for numbers of at least 0.
    @inline(__always)
    func power(_ exponent: Self) -> Self { (exponent * logarithm).exponential }

    /// 1.5 × 2^52: adding it rounds to an integer.
    @inline(__always)
    private var roundingShift: Self { 6_755_399_441_055_744 }

    @inline(__always)
    private var infinity: Self { Self(.infinity) }
}
