/// A parameter of any shape, as worlds and scenarios address it.
package enum Parameter: Hashable, Sendable, CaseIterable {
    case scalar(Scalar)
    case sectors(SectorRow)
    case jurisdictions(JurisdictionRow)
    case matrix(Matrix)

    package static let allCases: [Parameter] =
        Scalar.allCases.map(Parameter.scalar) + SectorRow.allCases.map(Parameter.sectors)
        + JurisdictionRow.allCases.map(Parameter.jurisdictions) + Matrix.allCases.map(Parameter.matrix)

    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    package init?(named name: String) {
        guard let parameter = Self.named[name] else { return nil }
        self = parameter
    }

    /// The key in worlds, scenarios, tables and messages.
    package var name: String {
        switch self {
        case .scalar(let key): "\(key)"
        case .sectors(let key): "\(key)"
        case .jurisdictions(let key): "\(key)"
        case .matrix(let key): "\(key)"
        }
    }

    package var declaration: Declaration {
        switch self {
        case .scalar(let key): key.declaration
        case .sectors(let key): key.declaration
        case .jurisdictions(let key): key.declaration
        case .matrix(let key): key.declaration
        }
    }

    /// The shares that must sum to 1, so that no sweep may move one of them alone.
    package var sumsToOne: Bool {
        switch self {
        case .sectors(.trainingWeight), .matrix(.originShare), .matrix(.developerShare): true
        default: false
        }
    }

    /// What smaller draws and products count as: fewer than one owner of a work there cannot be.
    package var least: Double { self == .sectors(.rightsBlocks) ? declaration.bounds.lower : -.infinity }

    /// Entries of the parameter in a world, in the order of its flat list, each with its keys
    /// (none for a scalar, one for a row, two for a matrix).
    package func entries(in world: World) -> [(keys: [String], position: Int)] {
        let layout = world.layout
        switch self {
        case .scalar(let key):
            return [([], layout.position(key))]
        case .sectors(let key):
            return world.sectors.enumerated().map { ([$1], layout.position(key, $0)) }
        case .jurisdictions(let key):
            return world.jurisdictions.enumerated().map { ([$1], layout.position(key, $0)) }
        case .matrix(let key):
            let columns = key.hasSectorColumns ? world.sectors : world.jurisdictions
            return world.jurisdictions.enumerated().flatMap { row, place in
                columns.enumerated().map { ([place, $1], layout.position(key, row, $0)) }
            }
        }
    }
}
