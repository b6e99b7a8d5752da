/// Where each parameter stands in the flat list of values of a world.
///
/// Sizes are data: a world of two jurisdictions and one sector has a shorter list. Scalars come first, then
/// rows by sector, rows by jurisdiction and matrices, each in the order of its declaration.
package struct Layout: Sendable, Equatable {
    package let jurisdictions: Int
    package let sectors: Int
    /// Of the number of works, from the least to the most valuable.
    package let bandShares: [Double]
    package let sectorRows: Int
    package let jurisdictionRows: Int
    package let matrices: Int
    package let count: Int

    /// - Parameter bandShares: all owners are one band where only positions matter.
    package init(jurisdictions: Int, sectors: Int, bandShares: [Double] = [1]) {
        self.jurisdictions = jurisdictions
        self.sectors = sectors
        self.bandShares = bandShares
        sectorRows = Scalar.allCases.count
        jurisdictionRows = sectorRows + SectorRow.allCases.count * sectors
        matrices = jurisdictionRows + JurisdictionRow.allCases.count * jurisdictions
        count = matrices + jurisdictions * sectors + 2 * jurisdictions * jurisdictions
    }

    package func position(_ key: Scalar) -> Int { key.rawValue }

    package func position(_ key: SectorRow, _ sector: Int) -> Int {
        sectorRows + key.rawValue * sectors + sector
    }

    package func position(_ key: JurisdictionRow, _ jurisdiction: Int) -> Int {
        jurisdictionRows + key.rawValue * jurisdictions + jurisdiction
    }

    package func position(_ key: Matrix, _ row: Int, _ column: Int) -> Int {
        switch key {
        case .contentSpending: matrices + row * sectors + column
        case .originShare: matrices + jurisdictions * (sectors + row) + column
        case .developerShare: matrices + jurisdictions * (sectors + jurisdictions + row) + column
        }
    }
}
