private import Model
package import Sampling

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
    /// The weights lie there in a random order, since even spacing takes up any pattern of the order it goes along (Douc, Cappé and
    /// Moulines 2005): every 64th point of a Sobol' sequence lies in one small part of each range. Then a mean over what is
    /// taken is about as exact as one over independent draws, or more. An order along a space-filling curve (Gerber, Chopin and
    /// Whiteley 2019) is better in few dimensions, hardly in ten, and evenly spaced places on it may take up a pattern again.
    ///
    /// - Parameter generator: of the order, and of where the first point lies in its cell.
    /// - Returns: numbers of draws, in the random order.
    package func resample(_ count: Int, _ generator: Generator) -> [Int] {
        let order = KeyedPermutation(weights.count, generator)
        let possible = weights.indices.map { order($0) }.filter { weights[$0] > 0 }
        let offset = generator.uniform(0, .resample)
        var taken: [Int] = []
        taken.reserveCapacity(count)
        var (place, sum) = (0, weights[possible[0]])
        for k in 0..<count {
            let point = (Double(k) + offset) / Double(count)
            // the sum of all weights may round to below 1
            while sum <= point, place < possible.count - 1 {
                place += 1
                sum += weights[possible[place]]
            }
            taken.append(possible[place])
        }
        return taken
    }

    private static func exponential(_ x: Double) -> Double { x < -700 ? 0 : .exponential(of: x) }
}
