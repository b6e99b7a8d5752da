/// How well an ensemble forecast a number: a draw's value is as likely as any other's.
package struct ForecastScores: Sendable, Equatable {
    /// Mean absolute difference from the number, less half the mean absolute difference between two draws (Gneiting and
    /// Raftery 2007, equation 21). In the number's unit; of a single draw the absolute error.
    package let rankedProbability: Double
    package let median: Double
    /// Between the 25 % and 75 % quantiles, linear between draws (type 7).
    package let half: ClosedRange<Double>
    /// Between the 5 % and 95 % quantiles.
    package let ninety: ClosedRange<Double>

    /// - Parameter draws: at least one.
    package init(_ draws: [Double], observed: Double) {
        let sorted = draws.sorted()
        rankedProbability = continuousRankedProbabilityScore(ofSorted: sorted, observed: observed)
        func between(_ low: Double, _ high: Double) -> ClosedRange<Double> {
            quantile(ofSorted: sorted, low)...quantile(ofSorted: sorted, high)
        }
        median = quantile(ofSorted: sorted, 0.5)
        half = between(0.25, 0.75)
        ninety = between(0.05, 0.95)
    }
}

/// E|X − y| − E|X − X'| / 2 over the draws, which are in order: with x₍₁₎ ≤ … ≤ x₍ₙ₎, E|X − X'| = 2 Σ (2i − n − 1) x₍ᵢ₎ / n².
package func continuousRankedProbabilityScore(ofSorted draws: [Double], observed: Double) -> Double {
    let n = Double(draws.count)
    var (error, spread) = (0.0, 0.0)
    for (i, draw) in draws.enumerated() {
        error += abs(draw - observed)
        // from the observed number, so that large values cancel before they are multiplied
        spread += (2 * Double(i + 1) - n - 1) * (draw - observed)
    }
    return error / n - spread / (n * n)
}
