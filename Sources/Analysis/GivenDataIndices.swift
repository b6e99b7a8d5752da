/// Shares of the variance of an outcome that inputs account for alone, from any sample: no design of its own is needed.
///
/// The points are cut into classes of equal number by the input's value, and in each a line is fitted to the outcome over the
/// input's rank. The variance of what the lines say is what the input explains: the correlation ratio from given data (Plischke,
/// Borgonovo and Smith 2013), with lines in place of the classes' means, for a few means miss much of a curved effect: a third of
/// the second index of Ishigami's function at a thousand points. Lines follow chance too, so that the share is too large: what is
/// reported has the expected excess taken off (the adjusted share of Ezekiel 1930), and is about 0 for an input that decides
/// nothing, sometimes below.
package struct GivenDataIndices: Sendable {
    package struct Index: Sendable, Equatable {
        package let input: Int
        /// First-order index.
        package let first: Double
        /// Of 95 %, by the spread of bootstrap samples.
        package let interval: ClosedRange<Double>
        /// Mean of the outcome over the fifths of the points with the lowest and with the highest values of the input. Of points
        /// with the value at which a fifth ends, all count in part: their order says nothing.
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
        indices = columns.enumerated().map { input, column in
            let order = column.indices.sorted { (column[$0], $0) < (column[$1], $1) }
            let lines = Lines(column, order)
            let first = lines.share(centred, column.indices)
            let error = 1.959963984540054 * deviation(bootstrap.rows.map { lines.share(centred, $0) })
            return Index(
                input: input, first: first, interval: first - error...first + error,
                lowest: meanOfFifth(order, column, outcome),
                highest: meanOfFifth(order.reversed(), column, outcome))
        }
    }
}

/// Mean of the outcome over the first fifth of the points.
/// - Parameter order: the points by the input's value.
private func meanOfFifth(_ order: [Int], _ column: [Double], _ outcome: [Double]) -> Double {
    let fifth = max(order.count / 5, 1)
    let last = column[order[fifth - 1]]
    func sum(_ points: some Collection<Int>) -> Double { points.reduce(0) { $0 + outcome[$1] } }
    let before = order[..<fifth].prefix { column[$0] != last }
    let tied = order[before.endIndex...].prefix { column[$0] == last }
    let share = Double(fifth - before.count) / Double(tied.count)
    return (sum(before) + share * sum(tied)) / Double(fifth)
}

/// Lines over the ranks of an input, one in each of its classes.
private struct Lines {
    /// By point.
    private let classes: [Int]
    /// By point: its rank less the middle of its class, in units of the class's width.
    private let places: [Double]
    private let count: Int

    /// Ten lines follow two waves to a thousandth of their variance; each is to have points enough.
    private static let most = 10
    private static let pointsOfLine = 25

    /// - Parameter order: the points by the input's value.
    init(_ column: [Double], _ order: [Int]) {
        let n = column.count
        let most = min(Self.most, max(n / Self.pointsOfLine, 1))
        var classes = [Int](repeating: 0, count: n)
        var places = [Double](repeating: 0, count: n)
        let levels = Set(column)
        if levels.count <= most {
            // an input with few values has a class for each, and no lines
            let number = Dictionary(uniqueKeysWithValues: levels.sorted().enumerated().map { ($1, $0) })
            for (point, value) in column.enumerated() { classes[point] = number[value] ?? 0 }
            count = levels.count
        } else {
            let width = Double(n) / Double(most)
            var start = 0
            while start < n {
                // points of one value share the middle of their ranks: their order is that of the design, not of the input
                let end = order[start...].firstIndex { column[$0] != column[order[start]] } ?? n
                let number = (start + end - 1) * most / (2 * n)
                let place = Double(start + end) / 2 / width - Double(number) - 0.5
                for point in order[start..<end] { (classes[point], places[point]) = (number, place) }
                start = end
            }
            count = most
        }
        self.classes = classes
        self.places = places
    }

    /// Sums over the points of a class.
    private struct Sums {
        var n = 0.0
        var x = 0.0
        var y = 0.0
        var xx = 0.0
        var xy = 0.0

        mutating func add(_ x: Double, _ y: Double) {
            n += 1
            self.x += x
            self.y += y
            xx += x * x
            xy += x * y
        }

        /// Of x about its mean.
        var spread: Double { xx - x * x / n }
        /// Of y, about 0, that the line accounts for.
        var explained: Double {
            let slope = xy - x * y / n
            return y * y / n + (hasSlope ? slope * slope / spread : 0)
        }
        /// Whether there are two places, of which the spread is more than what rounding leaves of it.
        var hasSlope: Bool { spread > 1e-9 }
    }

    /// Share of the variance that the lines account for, less what chance adds, over some of the points, each as often as it
    /// stands there.
    func share(_ outcome: [Double], _ points: some Collection<Int>) -> Double {
        var classes = [Sums](repeating: Sums(), count: count)
        var (sum, squares) = (0.0, 0.0)
        for point in points {
            let value = outcome[point]
            classes[self.classes[point]].add(places[point], value)
            sum += value
            squares += value * value
        }
        classes.removeAll { $0.n == 0 }
        let n = Double(points.count)
        let total = squares - sum * sum / n
        let freedom = Double(classes.count + classes.count { $0.hasSlope } - 1)
        guard total > 0, n > freedom + 1 else { return 0 }
        let share = (classes.reduce(0) { $0 + $1.explained } - sum * sum / n) / total
        return share - (1 - share) * freedom / (n - freedom - 1)
    }
}

/// Standard deviation of a sample.
private func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
}
