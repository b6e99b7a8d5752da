/// The parameters that are one number a creative sector.
package enum SectorRow: Int, CaseIterable, Sendable {
    case contentGrowth, aiContentShare, substitution, priceElasticity, humanOnlyShare, toolProductivity
    case worksDepreciation, creatorShare, trainingWeight, worksInUse, directLicenceCost, rightsBlocks
    case reservationCost, reservationPreference
    case initialReservation

    package var declaration: Declaration {
        switch self {
        case .contentGrowth:
            .init("g_s", .perYear, .growth, section: 5, "growth of spending on content at constant prices")
        case .aiContentShare:
            .init(
                "psi_0", .shareOfSpending, .shareBelowOne, section: 5,
                "AI content's share of spending in the base year")
        case .substitution:
            .init(
                "sigma", .one, .elasticityAboveOne, section: 5,
                "elasticity of substitution between human and AI content")
        case .priceElasticity:
            .init(
                "eta", .one, .elasticity, section: 5,
                "elasticity of the quantity bought in the sector to its price index")
        case .humanOnlyShare:
            .init(
                "f", .shareOfSpending, .shareBelowOne, section: 5,
                "spending for which nothing but human work will do: live, authorship, trust")
        case .toolProductivity:
            .init(
                "tau_s", .share, .share, section: 5,
                "rise of creators' productivity at full adoption of AI tools")
        case .worksDepreciation:
            .init(
                "delta_s", .perYear, .rate, section: 9, "rate at which the stock of works loses relevance")
        case .creatorShare:
            .init(
                "s_H", .shareOfRevenue, .share, section: 8,
                "part of sector revenue that is creators' income")
        case .trainingWeight:
            .init(
                "omega_s", .share, .share, section: 2,
                "sector's share of the training value of protected works; sums to 1")
        case .worksInUse:
            .init("N_s", .millionWorks, .positive, section: 6, "works in use")
        case .directLicenceCost:
            .init(
                "c_s", .poundsPerWork, .nonNegative, section: 6,
                "transaction cost: finding, asking and contracting for one work, a year of use")
        case .rightsBlocks:
            .init(
                "n_s", .count, Bounds(1, 1e6), section: 6,
                "complementary rights holders who must all agree")
        case .reservationCost:
            .init(
                "c_O", .poundsPerWork, .nonNegative, section: 7,
                "yearly cost to the owner of reserving one work, lost visibility included")
        case .reservationPreference:
            .init(
                "p_s", .poundsPerWork, .nonNegative, section: 7,
                "what owners would pay per work not to be used, on average")
        case .initialReservation:
            .init(
                "Omega_0", .shareOfValue, .share, section: 0,
                "share of the value of works reserved in the base year where reservation binds at all")
        }
    }
}
