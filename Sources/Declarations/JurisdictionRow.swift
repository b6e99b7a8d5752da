/// The parameters that are one number a jurisdiction.
package enum JurisdictionRow: Int, CaseIterable, Sendable {
    case aiSpending, aiPotential, aiPotentialGrowth, otherAIRevenue, otherAIGrowth

    package var declaration: Declaration {
        switch self {
        case .aiSpending:
            .init(
                "Z_0", .billionPerYear, .positive, section: 4,
                "spending on generative and general-purpose AI in the base year")
        case .aiPotential:
            .init(
                "A_m", .billionPerYear, .positive, section: 4,
                "spending on AI at full adoption, base-year economy")
        case .aiPotentialGrowth:
            .init("g_A", .perYear, .growth, section: 4, "growth of the potential spending on AI")
        case .otherAIRevenue:
            .init(
                "Y_X", .billionPerYear, .nonNegative, section: 5,
                "AI-sector revenue that does not rest on training with protected works")
        case .otherAIGrowth:
            .init("g_X", .perYear, .growth, section: 5, "growth of the other AI-sector revenue")
        }
    }
}
