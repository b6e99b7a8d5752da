private import Sampling

/// Samples of rows with replacement, by which the error of a statistic is told (Efron 1979).
///
/// A resample is a function of the seed and its number, so that every statistic of a table sees the same ones.
package struct Bootstrap: Sendable {
    /// Rows that each resample takes.
    package let rows: [[Int]]

    /// - Parameters:
    ///   - count: rows of the table.
    ///   - resamples: how many; 1,000 give ends of a 95 % interval to about a tenth of its width.
    package init(_ count: Int, resamples: Int, seed: UInt64) {
        let generator = Generator(seed: seed, path: "bootstrap")
        rows = (0..<resamples).map { resample in
            (0..<count).map { generator.choice(UInt64(resample) << 32 | UInt64($0), of: count) }
        }
    }

    /// The interval that holds the middle of the resamples' values.
    /// - Returns: nil unless there are two values.
    package static func interval(_ values: [Double], confidence: Double = 0.95) -> ClosedRange<Double>? {
        guard values.count > 1 else { return nil }
        let sorted = values.sorted()
        let tail = (1 - confidence) / 2
        return quantile(ofSorted: sorted, tail)...quantile(ofSorted: sorted, 1 - tail)
    }
}

/// The quantile linear between order statistics (type 7 of Hyndman and Fan 1996), as R, NumPy and spreadsheets have it.
/// - Parameter values: sorted, at least one.
package func quantile(ofSorted values: [Double], _ probability: Double) -> Double {
    let place = Double(values.count - 1) * probability
    let below = Int(place)
    let above = min(below + 1, values.count - 1)
    return values[below] + (place - Double(below)) * (values[above] - values[below])
}
