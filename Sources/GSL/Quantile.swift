private import CGSL

/// The quantile of the beta distribution on (0, 1): the x below which a draw falls with probability `p`.
///
/// The library's inverse is a search that gives up, or stops early, where the density is steep; what it finds is
/// held against the distribution function and bisected where it falls short. Both call the C library's exponential
/// and logarithm, so that the last digits depend on how the library was built.
///
/// - Parameters:
///   - p: above 0 and below 1.
///   - a: above 0.
///   - b: above 0.
/// - Returns: at least 0 and at most 1.
package func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    _ = errorHandlerIsOff
    let found = gsl_cdf_beta_Pinv(p, a, b)
    if found > 0, found < 1 {
        // on the side of the smaller tail, where the probability has all of its digits
        let isLow = p < 0.5
        let reached = isLow ? gsl_cdf_beta_P(found, a, b) : gsl_cdf_beta_Q(found, a, b)
        let tail = isLow ? p : 1 - p
        if abs(reached - tail) <= 1e-13 * tail { return found }
    }
    return bisectedBetaQuantile(p, a, b)
}

/// Halves the interval of doubles, not of numbers, so that quantiles near 0 have all of their digits.
private func bisectedBetaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    let isLow = p < 0.5
    var (low, high) = (UInt64(0), (1.0).bitPattern)
    while high - low > 1 {
        let middle = low + (high - low) / 2
        let x = Double(bitPattern: middle)
        let isBelow = isLow ? gsl_cdf_beta_P(x, a, b) < p : gsl_cdf_beta_Q(x, a, b) > 1 - p
        if isBelow { low = middle } else { high = middle }
    }
    return Double(bitPattern: high)
}
