package import Declarations

extension Target {
    /// The values that a draw of the number may take. Draws of `rightsBlocks` below 1 become 1.
    ///
    /// - Parameter years: those in which the law may change.
    package func bounds(years: Bounds) -> (bounds: Bounds, unit: Unit) {
        switch self {
        case .entries(.sectors(.rightsBlocks), _), .each(.sectors(.rightsBlocks), _):
            let declared = SectorRow.rightsBlocks.declaration
            return (Bounds(0, declared.bounds.upper), declared.unit)
        case .entries(let parameter, _), .each(let parameter, _):
            return (parameter.declaration.bounds, parameter.declaration.unit)
        case .regime(_, let lever), .baseRegime(_, let lever), .step(_, _, _, .lever(let lever)):
            return (lever.declaration.bounds, lever.declaration.unit)
        case .step(_, _, _, .from):
            return (years, .one)
        case .step(_, _, _, .over):
            return (StepSettings.phase, .years)
        case .discountRate:
            let declared = Scalar.discountRate.declaration
            return (declared.bounds, declared.unit)
        }
    }
}

extension StepSettings {
    /// Years over which a step may be phased in.
    package static let phase = Bounds(0, 1000)
}

extension Scenario {
    /// Years in which the law may change.
    package var years: Bounds { Bounds(world.baseYear, horizon.end) }
}
