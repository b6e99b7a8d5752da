private import Model

/// The standard normal distribution, from sums, products, quotients, square roots and the model's own exponential and
/// logarithm, so that draws have the same bits on every machine.
package enum NormalDistribution {
    /// The x below which a draw falls with probability `p`, 0 < p < 1, to about 1e-16 of itself (Wichura 1988, algorithm AS 241).
    package static func quantile(_ p: Double) -> Double {
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * ratio(r, centre)
        }
        let tail = q < 0 ? p : 1 - p
        let r = (-naturalLogarithm(tail)).squareRoot()
        let x = r <= 5 ? ratio(r - 1.6, tails) : ratio(r - 5, farTails)
        return q < 0 ? -x : x
    }

    /// The probability of a draw below `x`, and above it, each with all of its digits (Cody 1969, as in algorithm 715).
    package static func probabilities(_ x: Double) -> (below: Double, above: Double) {
        let y = abs(x)
        if y <= 0.67448975 {
            let square = x * x
            let numerator =
                (((0.065682337918207449113 * square + 2.2352520354606839287) * square + 161.02823106855587881)
                    * square + 1067.6894854603709582) * square + 18154.981253343561249
            let denominator =
                (((square + 47.20258190468824187) * square + 976.09855173777669322) * square
                    + 10260.932208618978205) * square + 45507.789335026729956
            let half = x * numerator / denominator
            return (0.5 + half, 0.5 - half)
        }
        let scaled: Double
        if y <= 5.656854249492380195 {
            var numerator = 1.0765576773720192317e-8
            var denominator = 1.0
            for (c, d) in middle {
                numerator = numerator * y + c
                denominator = denominator * y + d
            }
            scaled = numerator / denominator
        } else {
            let square = 1 / (y * y)
            let numerator =
                ((((0.02307344176494017303 * square + 0.21589853405795699) * square + 0.1274011611602473639)
                    * square + 0.022235277870649807) * square + 0.001421619193227893466) * square
                + 2.9112874951168792e-5
            let denominator =
                ((((square + 1.28426009614491121) * square + 0.468238212480865118) * square
                    + 0.0659881378689285515) * square + 0.00378239633202758244) * square
                + 7.29751555083966205e-5
            scaled = (0.398942280401432677939946 - square * numerator / denominator) / y
        }
        // y² in two parts, of which the first has few digits, so that the exponential of each keeps its own
        let whole = (y * 16).rounded(.towardZero) / 16
        let rest = (y - whole) * (y + whole)
        let tail = Double.exponential(of: -0.5 * whole * whole) * .exponential(of: -0.5 * rest) * scaled
        return x < 0 ? (tail, 1 - tail) : (1 - tail, tail)
    }

    private static let middle: [(Double, Double)] = [
        (0.39894151208813466764, 22.266688044328115691), (8.8831497943883759412, 235.38790178262499861),
        (93.506656132177855979, 1519.377599407554805), (597.27027639480026226, 6485.558298266760755),
        (2494.5375852903726711, 18615.571640885098091), (6848.1904505362823326, 34900.952721145977266),
        (11602.651437647350124, 38912.003286093271411), (9842.7148383839780218, 19685.429676859990727),
    ]

    /// Coefficients of numerator and denominator, the highest power first.
    private typealias Rational = (SIMD8<Double>, SIMD8<Double>)

    @inline(__always)
    private static func ratio(_ r: Double, _ rational: Rational) -> Double {
        var numerator = rational.0[0]
        var denominator = rational.1[0]
        for i in 1..<8 {
            numerator = numerator * r + rational.0[i]
            denominator = denominator * r + rational.1[i]
        }
        return numerator / denominator
    }

    private static let centre: Rational = (
        SIMD8(
            2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
            13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
        SIMD8(
            5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
            5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1)
    )

    private static let tails: Rational = (
        SIMD8(
            7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
            1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
            1.42343711074968357734),
        SIMD8(
            1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
            0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1)
    )

    private static let farTails: Rational = (
        SIMD8(
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
            0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
            6.6579046435011037772),
        SIMD8(
            2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
            7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
            0.59983220655588793769, 1)
    )
}

/// The model's own logarithm, for subnormal numbers too.
package func naturalLogarithm(_ x: Double) -> Double {
    x < 0x1p-1000 ? .logarithm(of: x * 0x1p100) - 100 * 0.6931471805599453 : .logarithm(of: x)
}
