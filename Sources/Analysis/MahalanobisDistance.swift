private import GSL

/// How far a point lies from the middle of an ensemble, in standard deviations along the ensemble's own axes (Mahalanobis 1936).
///
/// d² = (x − μ)ᵀ Σ⁻¹ (x − μ), with the ensemble's mean μ and covariance Σ (n − 1). Of columns that move as one, the first stands for
/// all: the covariance could not be inverted, and the others say nothing more.
package struct MahalanobisDistance: Sendable {
    /// Numbers of the columns that count.
    package let columns: [Int]
    private let mean: [Double]
    private let covariance: [[Double]]

    /// Of a column's variance, what the columns before it do not explain has to be more than this share.
    private static let leastOwnShare = 1e-9

    /// - Parameter ensemble: column by column, of equal lengths.
    /// - Returns: nil where no column varies, or there are fewer than two points more than columns.
    package init?(_ ensemble: [[Double]]) {
        let count = ensemble.first?.count ?? 0
        guard count > ensemble.count + 1 else { return nil }
        let means = ensemble.map { $0.reduce(0, +) / Double(count) }
        func covariance(_ a: Int, _ b: Int) -> Double {
            var sum = 0.0
            for (x, y) in zip(ensemble[a], ensemble[b]) { sum += (x - means[a]) * (y - means[b]) }
            return sum / Double(count - 1)
        }
        var chosen: [Int] = []
        var matrix: [[Double]] = []
        for column in ensemble.indices {
            let variance = covariance(column, column)
            let shared = chosen.map { covariance($0, column) }
            let weights = chosen.isEmpty ? [] : solution(of: matrix, shared)
            guard let weights else { continue }
            let own = variance - zip(weights, shared).reduce(0) { $0 + $1.0 * $1.1 }
            guard own > Self.leastOwnShare * variance else { continue }
            for (row, value) in shared.enumerated() { matrix[row].append(value) }
            matrix.append(shared + [variance])
            chosen.append(column)
        }
        guard !chosen.isEmpty else { return nil }
        columns = chosen
        mean = chosen.map { means[$0] }
        self.covariance = matrix
    }

    /// - Parameter point: a number for each column of the ensemble.
    package func callAsFunction(_ point: [Double]) -> Double {
        let differences = zip(columns, mean).map { point[$0] - $1 }
        guard let solved = solution(of: covariance, differences) else { return .infinity }
        return max(0, zip(differences, solved).reduce(0) { $0 + $1.0 * $1.1 }).squareRoot()
    }
}
