/// Spearman's rank correlation between two inputs of a sweep.
package struct RankCorrelation: Sendable, Equatable {
    /// Paths of the inputs.
    package let first: String
    package let second: String
    /// Above -1 and below 1.
    package let rank: Double

    package init(_ first: String, _ second: String, rank: Double) {
        self.first = first
        self.second = second
        self.rank = rank
    }

    /// Correlation of the normal variables whose ranks have this correlation: 2 sin(π ρ / 6) (Pearson 1907).
    var ofNormals: Double {
        let x = Double.pi / 6 * rank
        let square = x * x
        // the series of the sine; at |x| < π/6 the first term left out is below 1e-17 of the sum
        var term = x
        var sum = x
        for k in stride(from: 2.0, through: 14, by: 2) {
            term *= -square / (k * (k + 1))
            sum += term
        }
        return 2 * sum
    }
}

/// Inputs that are correlated with one another, directly or through others.
package struct CorrelatedGroup: Sendable, Equatable {
    /// Sorted names, at least two.
    package let names: [String]
    /// Lower triangle L of the Cholesky factor of the correlations of normal variables, row after row: with
    /// independent z, the variables L z have them.
    package let factor: [Double]

    /// Correlations that no joint distribution has; the names are the fewest among which that can be seen.
    package struct Contradiction: Error, Equatable {
        package let names: [String]

        package init(names: [String]) { self.names = names }
    }

    /// The groups in the order of their first names, whatever the order of the correlations.
    package static func groups(
        _ correlations: [RankCorrelation]
    ) throws(Contradiction) -> [CorrelatedGroup] {
        var rest = Set(correlations.flatMap { [$0.first, $0.second] }).sorted()
        var groups: [CorrelatedGroup] = []
        while let start = rest.first {
            var members: Set = [start]
            var frontier = [start]
            while let name = frontier.popLast() {
                for pair in correlations where pair.first == name || pair.second == name {
                    let other = pair.first == name ? pair.second : pair.first
                    if members.insert(other).inserted { frontier.append(other) }
                }
            }
            rest.removeAll(where: members.contains)
            groups.append(try CorrelatedGroup(members.sorted(), correlations))
        }
        return groups
    }

    private init(_ names: [String], _ correlations: [RankCorrelation]) throws(Contradiction) {
        self.names = names
        let matrix = Self.matrix(names, correlations)
        if let factor = choleskyFactor(matrix, names.count) {
            self.factor = factor
            return
        }
        // one that can be left out without the contradiction going away has no part in it
        var culprits = names
        for name in names {
            let fewer = culprits.filter { $0 != name }
            if choleskyFactor(Self.matrix(fewer, correlations), fewer.count) == nil { culprits = fewer }
        }
        throw Contradiction(names: culprits)
    }

    /// Row after row; pairs of which nothing is said are not correlated.
    private static func matrix(_ names: [String], _ correlations: [RankCorrelation]) -> [Double] {
        var matrix = [Double](repeating: 0, count: names.count * names.count)
        for i in names.indices { matrix[i * names.count + i] = 1 }
        for pair in correlations {
            guard let i = names.firstIndex(of: pair.first), let j = names.firstIndex(of: pair.second) else {
                continue
            }
            matrix[i * names.count + j] = pair.ofNormals
            matrix[j * names.count + i] = pair.ofNormals
        }
        return matrix
    }
}

/// L with L Lᵀ = `matrix`, both row after row; nil where the matrix is not positive definite.
///
/// Written out, since a library's sums differ in their last bits with the processor it was compiled for.
package func choleskyFactor(_ matrix: [Double], _ size: Int) -> [Double]? {
    var factor = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
        for j in 0...i {
            var rest = matrix[i * size + j]
            for k in 0..<j { rest -= factor[i * size + k] * factor[j * size + k] }
            if i > j {
                factor[i * size + j] = rest / factor[j * size + j]
            } else {
                // below this the rest is the rounding of a singular matrix
                guard rest > 1e-12 * matrix[i * size + i] else { return nil }
                factor[i * size + i] = rest.squareRoot()
            }
        }
    }
    return factor
}
