private import Foundation

/// Shares of the variance of an outcome that inputs account for alone, from any sample: no design of its own is needed.
///
/// The points are cut into classes of equal number by the input's value. The variance between the classes' means is what the
/// input explains (Pearson's correlation ratio; Plischke 2010; Plischke, Borgonovo and Smith 2013, whose number of classes is taken).
/// Means of finite classes differ by chance too, so that the ratio is too large: what is reported has the expected excess taken
/// off (Kelley 1935), and is about 0 for an input that decides nothing, sometimes below.
package struct GivenDataIndices: Sendable {
    package struct Index: Sendable, Equatable {
        package let input: Int
        /// The correlation ratio as it is.
        package let ratio: Double
        /// First-order index: the ratio less what chance adds to it.
        package let first: Double
        /// Of 95 %, by the spread of bootstrap samples.
        package let interval: ClosedRange<Double>
        /// Mean of the outcome over the fifths of the points with the lowest and with the highest values of the input.
        package let lowest: Double
        package let highest: Double
    }

    /// By input.
    package let indices: [Index]

    /// - Parameters:
    ///   - columns: finite values, by input, then point.
    ///   - outcome: finite, by point.
    ///   - bootstrap: of the points.
    /// - Returns: nil where the outcome does not vary.
    package init?(_ columns: [[Double]], _ outcome: [Double], bootstrap: Bootstrap) {
        let mean = outcome.reduce(0, +) / Double(max(outcome.count, 1))
        let centred = outcome.map { $0 - mean }
        guard outcome.contains(where: { $0 != outcome[0] }) else { return nil }
        let most = Self.classes(of: outcome.count)
        let fifth = max(outcome.count / 5, 1)
        indices = columns.enumerated().map { input, column in
            let order = column.indices.sorted { (column[$0], $0) < (column[$1], $1) }
            let classes = Classes(column, order, most)
            let ratio = classes.ratio(centred, column.indices)
            let first = classes.lessChance(ratio, column.count)
            let resampled = bootstrap.rows.map { classes.lessChance(classes.ratio(centred, $0), $0.count) }
            let error = 1.959963984540054 * deviation(resampled)
            func mean(_ points: some Collection<Int>) -> Double {
                points.reduce(0) { $0 + outcome[$1] } / Double(points.count)
            }
            return Index(
                input: input, ratio: ratio, first: first, interval: first - error...first + error,
                lowest: mean(order.prefix(fifth)), highest: mean(order.suffix(fifth)))
        }
    }

    /// Number of classes for a sample: few for a small one, its cube root for a large one, at most 48.
    static func classes(of count: Int) -> Int {
        let n = Double(count)
        let exponent = 2 / (7 + tanh((1500 - n) / 500))
        return min(Int(pow(n, exponent).rounded(.up)), 48)
    }
}

/// The class of each point by one input.
private struct Classes {
    private let classes: [Int]
    private let count: Int

    /// - Parameter order: the points by the input's value.
    init(_ column: [Double], _ order: [Int], _ most: Int) {
        var classes = [Int](repeating: 0, count: column.count)
        let levels = Set(column)
        if levels.count <= most {
            // an input with few values has a class for each
            let rank = Dictionary(uniqueKeysWithValues: levels.sorted().enumerated().map { ($1, $0) })
            for (point, value) in column.enumerated() { classes[point] = rank[value] ?? 0 }
            count = levels.count
        } else {
            // as the ends of equal parts of the ranks 0 … n fall
            let width = Double(order.count) / Double(most)
            for (rank, point) in order.enumerated() {
                let place = Int((Double(rank + 1) / width).rounded(.up)) - 1
                classes[point] = min(place, most - 1)
            }
            count = most
        }
        self.classes = classes
    }

    /// Share of the variance that lies between the classes, over some of the points, each as often as it stands there.
    func ratio(_ outcome: [Double], _ points: some Collection<Int>) -> Double {
        var sums = [Double](repeating: 0, count: count)
        var members = [Double](repeating: 0, count: count)
        var (sum, squares) = (0.0, 0.0)
        for point in points {
            let value = outcome[point]
            sums[classes[point]] += value
            members[classes[point]] += 1
            sum += value
            squares += value * value
        }
        let n = Double(points.count)
        let total = squares - sum * sum / n
        guard total > 0 else { return 0 }
        let between = zip(sums, members).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0 }
        return (between - sum * sum / n) / total
    }

    /// Of `count - 1` degrees of freedom, chance takes its part of what is left unexplained.
    func lessChance(_ ratio: Double, _ points: Int) -> Double {
        guard points > count else { return 0 }
        return ratio - (1 - ratio) * Double(count - 1) / Double(points - count)
    }
}

/// Standard deviation of a sample.
private func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
}
