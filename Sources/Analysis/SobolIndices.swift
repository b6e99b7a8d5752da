/// Shares of the variance of an outcome that inputs account for (Sobol' 1993), from the runs of a Saltelli design.
///
/// All are Jansen's estimators (1999; Saltelli et al. 2010, table 2, rows c and f): half the mean squared difference between
/// runs that share some inputs is the variance that the others account for. Runs of a base point come in the order
/// A, AB₁ … AB_d, then BA₁ … BA_d where there are second-order indices, then B; ABᵢ is A with input i from B.
package struct SobolIndices: Sendable {
    package enum Kind: String, Sendable {
        /// By the input alone.
        case first
        /// By the input with all of its interactions.
        case total
        /// By the interaction of two inputs.
        case second
    }

    package struct Index: Sendable, Equatable {
        package let kind: Kind
        package let input: Int
        /// The second input of an interaction.
        package let with: Int?
        package let estimate: Double
        package let interval: ClosedRange<Double>?
    }

    /// Runs of a base point.
    package static func runs(inputs: Int, second: Bool) -> Int { second ? 2 * inputs + 2 : inputs + 2 }

    package let indices: [Index]
    /// Of the outcome over the points of A and B.
    package let variance: Double

    /// - Parameters:
    ///   - outcomes: of all runs, base point after base point.
    ///   - bootstrap: of base points; those in it have to be finite.
    ///   - rows: base points that count; the bootstrap is of as many.
    /// - Returns: nil where the outcome does not vary.
    package init?(
        _ outcomes: [Double], inputs: Int, second: Bool = false, rows: [Int], bootstrap: Bootstrap
    ) {
        let terms = Terms(outcomes, inputs: inputs, second: second, rows: rows)
        guard let estimates = terms.indices(of: 0..<rows.count) else { return nil }
        variance = terms.variance(of: 0..<rows.count)
        // a resample in which the outcome does not vary says nothing
        let resampled = bootstrap.rows.compactMap { terms.indices(of: $0) }
        indices = terms.labels.enumerated().map { number, label in
            Index(
                kind: label.kind, input: label.input, with: label.with, estimate: estimates[number],
                interval: Bootstrap.interval(resampled.map { $0[number] }))
        }
    }
}

/// Squared differences of every base point, whose sums give all indices.
private struct Terms {
    typealias Label = (kind: SobolIndices.Kind, input: Int, with: Int?)

    let labels: [Label]
    private let inputs: Int
    /// By base point: the sum and the sum of squares of A and B, then half the squared differences: for first-order and
    /// total indices, then for pairs.
    private let values: [Double]
    private let width: Int
    private let pairs: [(Int, Int)]

    init(_ outcomes: [Double], inputs: Int, second: Bool, rows: [Int]) {
        self.inputs = inputs
        let runs = SobolIndices.runs(inputs: inputs, second: second)
        pairs = second ? (0..<inputs).flatMap { i in (i + 1..<inputs).map { (i, $0) } } : []
        width = 2 + 2 * inputs + pairs.count
        let singles = (0..<inputs).flatMap { [Label(.first, $0, nil), Label(.total, $0, nil)] }
        labels = singles + pairs.map { Label(.second, $0.0, $0.1) }
        let middle =
            rows.reduce(0) { $0 + outcomes[$1 * runs] + outcomes[($1 + 1) * runs - 1] }
            / Double(2 * rows.count)
        func half(_ x: Double, _ y: Double) -> Double { (x - y) * (x - y) / 2 }
        var values: [Double] = []
        values.reserveCapacity(rows.count * width)
        for row in rows {
            let run = outcomes[row * runs..<(row + 1) * runs].map { $0 - middle }
            let (a, b) = (run[0], run[runs - 1])
            values += [a + b, a * a + b * b]
            for i in 0..<inputs { values += [half(b, run[1 + i]), half(a, run[1 + i])] }
            for (i, j) in pairs {
                // the two pairs of runs that share inputs i and j alone
                values.append(
                    (half(run[1 + i], run[1 + inputs + j]) + half(run[1 + j], run[1 + inputs + i])) / 2)
            }
        }
        self.values = values
    }

    func variance(of rows: some Collection<Int>) -> Double { variance(sums(rows), rows.count) }

    private func variance(_ sums: [Double], _ count: Int) -> Double {
        let mean = sums[0] / Double(2 * count)
        return sums[1] / Double(2 * count) - mean * mean
    }

    private func sums(_ rows: some Collection<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: width)
        for row in rows {
            let start = row * width
            for k in 0..<width { sums[k] += values[start + k] }
        }
        return sums
    }

    /// In the order of the labels; nil where the outcome does not vary.
    func indices(of rows: some Collection<Int>) -> [Double]? {
        let sums = sums(rows)
        let variance = variance(sums, rows.count)
        guard variance > 1e-24 * sums[1] / Double(rows.count), variance > 0 else { return nil }
        let scale = 1 / (Double(rows.count) * variance)
        var found: [Double] = []
        for i in 0..<inputs {
            found.append(1 - sums[2 + 2 * i] * scale)
            found.append(sums[3 + 2 * i] * scale)
        }
        for (number, pair) in pairs.enumerated() {
            let closed = 1 - sums[2 + 2 * inputs + number] * scale
            found.append(closed - found[2 * pair.0] - found[2 * pair.1])
        }
        return found
    }
}
