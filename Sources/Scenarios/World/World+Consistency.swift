package import Declarations

/// A rule between several values of a world that does not hold.
package struct Inconsistency: Sendable, Equatable {
    /// The values that the rule binds, the first of them named in messages.
    package let paths: [Path]
    package let message: String
}

extension World {
    /// Every broken rule between values. Each value alone may lie within its bounds.
    ///
    /// Values that are not finite are passed over. Sweeps ask this of every drawn world.
    package var inconsistencies: [Inconsistency] {
        contentShares + spending + developers + sums
    }

    private func path(_ keys: Any...) -> Path {
        Path(keys.map { .key("\($0)") })
    }

    private var contentShares: [Inconsistency] {
        sectors.enumerated().compactMap { index, sector in
            let sum = self[.aiContentShare, index] + self[.humanOnlyShare, index]
            guard sum >= 1 else { return nil }
            return Inconsistency(
                paths: [
                    path(SectorRow.aiContentShare, sector), path(SectorRow.humanOnlyShare, sector),
                ],
                message: "aiContentShare and humanOnlyShare of \(sector) must sum to less than 1, "
                    + "found \(readable(sum))")
        }
    }

    private var spending: [Inconsistency] {
        jurisdictions.enumerated().compactMap { index, place in
            let (spending, potential) = (self[.aiSpending, index], self[.aiPotential, index])
            guard spending > potential else { return nil }
            return Inconsistency(
                paths: [
                    path(JurisdictionRow.aiSpending, place), path(JurisdictionRow.aiPotential, place),
                ],
                message: "aiSpending of \(place) must be at most its aiPotential, "
                    + "found \(plain(spending)) and \(plain(potential))")
        }
    }

    /// Burdens are shares of developers' revenue, which therefore cannot be nothing.
    private var developers: [Inconsistency] {
        jurisdictions.enumerated().compactMap { row, place in
            let revenue = jurisdictions.indices.reduce(0) {
                $0 + self[.developerShare, row, $1] * self[.aiSpending, $1]
            }
            guard revenue <= 0 else { return nil }
            return Inconsistency(
                paths: jurisdictions.map { path(Matrix.developerShare, place, $0) },
                message: "developers of \(place) have no revenue, expected a share above 0 of some market")
        }
    }

    private var sums: [Inconsistency] {
        var found: [Inconsistency] = []
        func check(_ paths: [Path], _ sum: Double, _ what: String) {
            guard abs(sum - 1) > 1e-9 else { return }
            found.append(
                Inconsistency(paths: paths, message: "\(what) must sum to 1, found \(readable(sum))"))
        }
        for matrix in Matrix.allCases where !matrix.hasSectorColumns {
            for (column, market) in jurisdictions.enumerated() {
                let sum = jurisdictions.indices.reduce(0) { $0 + self[matrix, $1, column] }
                check(
                    jurisdictions.map { path(matrix, $0, market) }, sum, "column \(market) of \(matrix)")
            }
        }
        check(
            sectors.map { path(SectorRow.trainingWeight, $0) },
            sectors.indices.reduce(0) { $0 + self[.trainingWeight, $1] }, "trainingWeight")
        check(
            sizeBands.map { path("sizeBands", $0.name) }, sizeBands.reduce(0) { $0 + $1.shareOfWorks },
            "sizeBands")
        return found
    }
}

/// A sum without the last digits, which are rounding.
private func readable(_ sum: Double) -> String { plain((sum * 1e12).rounded() / 1e12) }
