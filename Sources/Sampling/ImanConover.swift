internal import Questions

/// Orders the strata of a Latin hypercube so that their ranks are correlated (Iman and Conover 1982).
///
/// Normal scores of independent columns are freed of the correlation that they have by chance and given the one that is
/// asked for; each column then takes the order of its scores. Every stratum keeps its one point, and the first of a group's
/// names keeps its order. The whole sample is needed at once.
enum ImanConover {
    /// Points times correlated inputs; 200 MB while the orders are made, 64 MB after.
    static let mostScores = 1 << 24

    /// The stratum of every point, for each of the names; nil where there are too few points to tell the columns apart.
    static func strata(_ group: CorrelatedGroup, _ count: Int, _ generators: [Generator]) -> [[UInt32]]? {
        let size = group.names.count
        var scores = independentScores(count, generators)
        guard let own = choleskyFactor(correlations(scores, size), size) else { return nil }
        for row in 0..<count {
            scores.withUnsafeMutableBufferPointer {
                correlate(
                    UnsafeMutableBufferPointer(rebasing: $0[row * size..<(row + 1) * size]), own, group.factor
                )
            }
        }
        return (0..<size).map { column in ranks(scores, size, column) }
    }

    /// Row after row: the normal score of the stratum that each column would have alone.
    private static func independentScores(_ count: Int, _ generators: [Generator]) -> [Double] {
        let permutations = generators.map { KeyedPermutation(count, $0) }
        var scores = [Double](repeating: 0, count: count * generators.count)
        let ofStratum = (0..<count).map {
            NormalDistribution.quantile((Double($0) + 1) / (Double(count) + 1))
        }
        for row in 0..<count {
            for (column, permutation) in permutations.enumerated() {
                scores[row * permutations.count + column] = ofStratum[permutation(row)]
            }
        }
        return scores
    }

    /// Of the columns, which all have the same scores and so the same variance.
    private static func correlations(_ scores: [Double], _ size: Int) -> [Double] {
        var products = [Double](repeating: 0, count: size * size)
        for start in stride(from: 0, to: scores.count, by: size) {
            for i in 0..<size {
                for j in 0..<size { products[i * size + j] += scores[start + i] * scores[start + j] }
            }
        }
        let variance = products[0]
        return products.map { $0 / variance }
    }

    /// From scores with the factor `own` to scores with the factor `wanted`.
    private static func correlate(
        _ row: UnsafeMutableBufferPointer<Double>, _ own: [Double], _ wanted: [Double]
    ) {
        let size = row.count
        for i in 0..<size {
            for k in 0..<i { row[i] -= own[i * size + k] * row[k] }
            row[i] /= own[i * size + i]
        }
        applyTriangle(wanted, size) {
            row[$0]
        } set: {
            row[$0] = $1
        }
    }

    private static func ranks(_ scores: [Double], _ size: Int, _ column: Int) -> [UInt32] {
        let count = scores.count / size
        let order = (0..<count).map { (score: scores[$0 * size + column], point: $0) }
            .sorted { ($0.score, $0.point) < ($1.score, $1.point) }
        var ranks = [UInt32](repeating: 0, count: count)
        for (rank, element) in order.enumerated() { ranks[element.point] = UInt32(rank) }
        return ranks
    }
}

/// x becomes L x, from the last element to the first, of which each needs only those before it.
@inline(__always)
func applyTriangle(
    _ factor: [Double], _ size: Int, get: (Int) -> Double, set: (Int, Double) -> Void
) {
    for i in stride(from: size - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in 0...i { sum += factor[i * size + k] * get(k) }
        set(i, sum)
    }
}
