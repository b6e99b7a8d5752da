import Declarations
import Questions

/// The keys of worlds, and where each parameter stands among them.
enum WorldKeys {
    /// What a table or a scalar may say of itself beside its values.
    static let metadata = ["unit", "symbol", "range", "rangeIs", "source", "note", "assurance"]
    static let assurance = ["quality", "disputedBy"]
    /// Names that places and sectors cannot have, since tables hold them beside the metadata.
    static let reserved = metadata + ["value", Outcome.world]
    static let levers = Lever.allCases.map(\.name)

    static let matrices = Matrix.allCases.map(Parameter.matrix)
    static let jurisdictionRows = JurisdictionRow.allCases.map(Parameter.jurisdictions)
    static let initialReservation = Parameter.sectors(.initialReservation)
    static let sectorRows = SectorRow.allCases.map(Parameter.sectors).filter { $0 != initialReservation }
    static let scalars = Scalar.allCases.map(Parameter.scalar)

    /// The keys of a file, in its usual order; all are required.
    static let topLevel =
        ["baseYear", "jurisdictions", "sectors"] + matrices.map(\.name)
        + ["byJurisdiction", "bySector", "scalars", "sizeBands", "levers", "regimes", "baseRegime"]
        + [initialReservation.name]

    /// What a path of a scenario may begin with to address the world.
    static let settable =
        ["baseYear"] + Parameter.allCases.map(\.name) + ["sizeBands", "regimes", "baseRegime"]

    /// The years that a world may start from.
    static let baseYears = Bounds(1900, 2200)
}

extension Parameter {
    /// The names of the entries at each depth: none for a scalar, one list for a row, two for a matrix.
    func entryNames(_ jurisdictions: [String], _ sectors: [String]) -> [[String]] {
        switch self {
        case .scalar: []
        case .sectors: [sectors]
        case .jurisdictions: [jurisdictions]
        case .matrix(let key): [jurisdictions, key.hasSectorColumns ? sectors : jurisdictions]
        }
    }
}
