/// Shares of the variance of an outcome that inputs account for (Sobol' 1993), from the runs of a Saltelli design.
///
/// Runs of a base point come in the order A, AB₁ … AB_d, then BA₁ … BA_d where there are second-order indices, then B; ABᵢ is A
/// with input i from B. ABᵢ shares input i alone with B, all others with A, and what two runs share is how far they go
/// together (Janon et al. 2014): with ρ for that, the first-order index is ρ(ABᵢ, B) and the total index 1 − ρ(ABᵢ, A). A and B share nothing, but go
/// together by chance, and what of that is in the two is taken out, as Glen and Isaacs (2012) do:
///
///     first = ρ(ABᵢ, B) − ρ(ABᵢ, A) ρ(A, B),  total = 1 − ρ(ABᵢ, A) + first ρ(A, B)
///
/// With the runs BAᵢ, what the input changes at either end is multiplied instead (Azzini and Rosati 2021), and what two inputs
/// change: the variance of their interaction is the mean of (ABᵢ − A)(BAⱼ − B). By all of them the indices of an input that
/// changes nothing are 0 to the last bit, in every resample.
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
    /// - Parameters:
    ///   - outcomes: of all runs, base point after base point.
    ///   - bootstrap: of base points; those in it have to be finite.
    ///   - rows: base points that count; the bootstrap is of as many.
    /// - Returns: nil where the outcome does not vary.
    package init?(
        _ outcomes: [Double], inputs: Int, second: Bool = false, rows: [Int], bootstrap: Bootstrap
    ) {
        let count = Self.runs(inputs: inputs, second: second)
        let runs = rows.map { Array(outcomes[$0 * count..<($0 + 1) * count]) }
        guard let first = runs.first?.first, runs.contains(where: { $0.contains { $0 != first } }) else {
            return nil
        }
        // in units of the largest, about the mean, so that no square is lost or too large
        let scale = runs.reduce(0) { max($0, $1.reduce(0) { max($0, abs($1)) }) }
        let mean = runs.reduce(0) { $0 + $1[0] / scale + $1[count - 1] / scale } / Double(2 * rows.count)
        let terms = Terms(
            runs.map { $0.map { $0 / scale - mean } }, inputs: inputs, second: second)
        let estimates = terms.indices(of: 0..<rows.count)
        let resampled = bootstrap.rows.map(terms.indices)
        indices = terms.labels.enumerated().map { number, label in
            Index(
                kind: label.kind, input: label.input, with: label.with, estimate: estimates[number],
                interval: Bootstrap.interval(resampled.map { $0[number] }))
        }
    }
}

/// What is added up over base points, whose sums give all indices.
private struct Terms {
    typealias Label = (kind: SobolIndices.Kind, input: Int, with: Int?)

    let labels: [Label]
    private let inputs: Int
    private let second: Bool
    private let pairs: [(Int, Int)]
    /// By base point, `width` each.
    private let values: [Double]
    private let width: Int

    /// - Parameter runs: by base point.
    init(_ runs: [[Double]], inputs: Int, second: Bool) {
        self.inputs = inputs
        self.second = second
        pairs = second ? (0..<inputs).flatMap { i in (i + 1..<inputs).map { (i, $0) } } : []
        let singles = (0..<inputs).flatMap { [Label(.first, $0, nil), Label(.total, $0, nil)] }
        labels = singles + pairs.map { Label(.second, $0.0, $0.1) }
        width = second ? 3 * inputs + pairs.count : 5 + 4 * inputs
        var values: [Double] = []
        values.reserveCapacity(runs.count * width)
        for run in runs {
            let (a, b) = (run[0], run[run.count - 1])
            guard second else {
                values += [a, b, a * a, b * b, a * b]
                for x in run[1...inputs] { values += [x, x * x, x * a, x * b] }
                continue
            }
            // what each input changes: of A, and of B
            let ofA = (0..<inputs).map { run[1 + $0] - a }
            let ofB = (0..<inputs).map { run[1 + inputs + $0] - b }
            for i in 0..<inputs {
                let apart = run[1 + inputs + i] - run[1 + i]
                values += [
                    -2 * ofA[i] * ofB[i], ofA[i] * ofA[i] + ofB[i] * ofB[i],
                    (a - b) * (a - b) + apart * apart,
                ]
            }
            for (i, j) in pairs { values.append(ofA[i] * ofB[j] + ofA[j] * ofB[i]) }
        }
        self.values = values
    }

    /// In the order of the labels.
    func indices(of rows: some Collection<Int>) -> [Double] {
        var sums = [Double](repeating: 0, count: width)
        for row in rows {
            let start = row * width
            for k in 0..<width { sums[k] += values[start + k] }
        }
        return second ? products(sums) : shared(sums, Double(rows.count))
    }

    /// From A, ABᵢ and B.
    private func shared(_ sums: [Double], _ count: Double) -> [Double] {
        let (a, b) = ((sum: sums[0], squares: sums[2]), (sum: sums[1], squares: sums[3]))
        /// How far two runs go together: 1 if they are alike, about 0 if they share nothing.
        func together(
            _ x: (sum: Double, squares: Double), _ y: (sum: Double, squares: Double), _ products: Double
        ) -> Double {
            let mean = (x.sum + y.sum) / (2 * count)
            let variance = (x.squares + y.squares) / (2 * count) - mean * mean
            return variance > 0 ? (products / count - mean * mean) / variance : 1
        }
        let byChance = together(a, b, sums[4])
        return (0..<inputs).flatMap { i in
            let start = 5 + 4 * i
            let x = (sum: sums[start], squares: sums[start + 1])
            let others = together(x, a, sums[start + 2])
            let first = together(x, b, sums[start + 3]) - others * byChance
            return [first, 1 - others + first * byChance]
        }
    }

    /// From the runs BAᵢ as well.
    private func products(_ sums: [Double]) -> [Double] {
        /// Of four times the variance. Without any, A and B differ by the input alone if at all.
        func share(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : part > 0 ? 1 : 0 }
        let singles = (0..<inputs).flatMap { (i: Int) -> [Double] in
            [share(sums[3 * i], sums[3 * i + 2]), share(sums[3 * i + 1], sums[3 * i + 2])]
        }
        let interactions = pairs.enumerated().map { (number, pair) -> Double in
            let whole = (sums[3 * pair.0 + 2] + sums[3 * pair.1 + 2]) / 2
            return share(2 * sums[3 * inputs + number], whole)
        }
        return singles + interactions
    }
}
