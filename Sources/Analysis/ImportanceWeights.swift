private import Model

/// What observations make of draws that did not know them: each weighs as much as the observations are likely under it.
package struct ImportanceWeights: Sendable {
    /// They add up to 1.
    package let weights: [Double]

    /// - Parameter logLikelihoods: up to a common constant; minus infinity for a draw that is impossible.
    /// - Returns: nil where no draw is possible.
    package init?(logLikelihoods: [Double]) {
        guard let most = logLikelihoods.max(), most.isFinite else { return nil }
        let likelihoods = logLikelihoods.map { Self.exponential($0 - most) }
        let sum = likelihoods.reduce(0, +)
        weights = likelihoods.map { $0 / sum }
    }

    /// How many draws of equal weight would say as much (Kish): 1 / Σ w².
    package var effectiveSize: Double { 1 / weights.reduce(0) { $0 + $1 * $1 } }

    package func mean(_ values: [Double]) -> Double {
        zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    package func standardDeviation(_ values: [Double]) -> Double {
        let mean = mean(values)
        return zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }.squareRoot()
    }

    /// Draws in proportion to their weights, by systematic resampling (Kitagawa 1996): where evenly spaced points fall on the
    /// weights laid end to end. Each is taken as often as count times its weight, rounded up or down.
    ///
    /// - Parameter offset: uniform between 0 and 1, where the first point lies in its cell.
    /// - Returns: numbers of draws, in order.
    package func resample(_ count: Int, offset: Double) -> [Int] {
        var taken: [Int] = []
        taken.reserveCapacity(count)
        var (draw, sum) = (0, weights[0])
        for k in 0..<count {
            let point = (Double(k) + offset) / Double(count)
            // the sum of all weights may round to below 1
            while sum <= point, draw < weights.count - 1 {
                draw += 1
                sum += weights[draw]
            }
            taken.append(draw)
        }
        // rounding must not end on a draw that is impossible
        guard let last = weights.lastIndex(where: { $0 > 0 }) else { return taken }
        return taken.map { min($0, last) }
    }

    private static func exponential(_ x: Double) -> Double { x < -700 ? 0 : .exponential(of: x) }
}
