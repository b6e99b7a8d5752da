/// The parameters that are one number for the whole world.
package enum Scalar: Int, CaseIterable, Sendable {
    case shareElasticity, adoptionInnovation, adoptionImitation, adoptionSlope, adoptionHalfQuality
    case providerShare
    case computeWeight, computeExponent, dataExponent, qualityExponent, computeProgress, dataProgress
    case openDataShare, syntheticFill, dataRevenueElasticity
    case grossMargin, capitalCost, investmentElasticity, capitalGrowth, capitalDepreciation, reinvestment
    case passThroughTime, passThrough, userSurplus
    case varietyExponent, creatorSupplyElasticity, creatorAdjustment, creatorIncomeGrowth
    case licenceShareToCreators
    case valueTail, licensableShare, bargainingDirect, bargainingCollective, collectiveAdmin
    case licensingTime, marketMaturity
    case reservationInnovation, reservationImitation
    case detectionByTransparency, transparencyCost, damagesMultiple, labelEffect, outputProtectionEffect
    case rightsHolderMargin, publicFundsCost, discountRate

    package var declaration: Declaration {
        switch self {
        case .shareElasticity:
            .init(
                "xi", .one, .elasticity, section: 4,
                "elasticity of a developer's market share to its quality")
        case .adoptionInnovation:
            .init("p_U", .perYear, .rate, section: 9, "Bass coefficient of innovation in the use of AI")
        case .adoptionImitation:
            .init("q_U", .perYear, .rate, section: 9, "Bass coefficient of imitation in the use of AI")
        case .adoptionSlope:
            .init("chi_U", .one, .elasticity, section: 4, "Hill exponent of the adoption ceiling in quality")
        case .adoptionHalfQuality:
            .init(
                "Q_half", .one, .positive, section: 4,
                "quality of AI, relative to the base year, at which half of potential users adopt")
        case .providerShare:
            .init(
                "theta_A", .share, .share, section: 5,
                "part of spending on AI content that reaches AI developers")
        case .computeWeight:
            .init(
                "w_C", .share, .share, section: 3,
                "compute term's share of reducible loss with all data at hand")
        case .computeExponent:
            .init("alpha", .one, .elasticity, section: 3, "exponent of loss in compute")
        case .dataExponent:
            .init("beta", .one, .elasticity, section: 3, "exponent of loss in data")
        case .qualityExponent:
            .init(
                "kappa_Q", .one, .elasticity, section: 3,
                "economic quality is reducible loss to the power of minus this")
        case .computeProgress:
            .init("g_C", .perYear, .growth, section: 3, "growth of compute per unit of AI capital")
        case .dataProgress:
            .init("g_D", .perYear, .growth, section: 3, "growth of what one unit of data teaches")
        case .openDataShare:
            .init(
                "d_0", .share, .positiveShare, section: 2,
                "share of training value in open, owned or public-domain data")
        case .syntheticFill:
            .init(
                "zeta", .share, .share, section: 2,
                "part of withheld data that synthetic or repeated data replaces")
        case .dataRevenueElasticity:
            .init(
                "eta_Q", .one, .elasticity, section: 3,
                "elasticity of developers' revenue to quality, as bargaining parties see it")
        case .grossMargin:
            .init("M", .shareOfRevenue, .positiveShare, section: 4, "developers' gross margin")
        case .capitalCost:
            .init(
                "c_K", .shareOfBaseRevenue, .nonNegative, section: 10,
                "yearly user cost of the base-year stock of AI capital")
        case .investmentElasticity:
            .init(
                "mu", .one, .elasticity, section: 9,
                "semi-elasticity of a location's share of AI investment to its relative net margin")
        case .capitalGrowth:
            .init("g_K", .perYear, .growth, section: 9, "growth of AI capital in the base year")
        case .capitalDepreciation:
            .init("delta_K", .perYear, .rate, section: 9, "depreciation of AI capital")
        case .reinvestment:
            .init(
                "eps_I", .one, .elasticity, section: 9,
                "elasticity of world AI investment to world AI revenue")
        case .passThroughTime:
            .init("T_B", .years, .time, section: 9, "time for costs to reach users' prices")
        case .passThrough:
            .init("phi", .share, .share, section: 4, "part of developers' costs that users come to bear")
        case .userSurplus:
            .init(
                "upsilon", .poundsPerPound, .nonNegative, section: 10,
                "users' surplus per unit of AI spending")
        case .varietyExponent:
            .init(
                "nu", .one, .elasticity, section: 5,
                "elasticity of the appeal of human works to their stock")
        case .creatorSupplyElasticity:
            .init(
                "eps_H", .one, .share, section: 8,
                "elasticity of the number of creators to the income of all of them")
        case .creatorAdjustment:
            .init("T_H", .years, .time, section: 9, "time for creators to enter or leave")
        case .creatorIncomeGrowth:
            .init(
                "g_y", .perYear, .growth, section: 8,
                "growth of the income that keeps the number of creators constant")
        case .licenceShareToCreators:
            .init("theta_L", .share, .share, section: 8, "creators' part of licence income")
        case .valueTail:
            .init(
                "kappa", .one, .elasticityAboveOne, section: 6,
                "Lomax tail index of the value of works; lower is more unequal")
        case .licensableShare:
            .init(
                "omega", .shareOfValue, .share, section: 6,
                "works whose owners can be found and are willing to license one by one")
        case .bargainingDirect:
            .init(
                "b_D", .share, .share, section: 6,
                "one rights holder's share of the surplus in a direct licence")
        case .bargainingCollective:
            .init(
                "b_C", .share, .share, section: 6, "a collective society's share of the value of data")
        case .collectiveAdmin:
            .init(
                "m_C", .shareOfLicenceIncome, .share, section: 6,
                "cost of collection by a society")
        case .licensingTime:
            .init("T_L", .years, .time, section: 9, "time for licence coverage to close its gap")
        case .marketMaturity:
            .init(
                "m_0", .share, .share, section: 11,
                "licence coverage in the base year as a share of its target")
        case .reservationInnovation:
            .init("p_O", .perYear, .rate, section: 9, "coefficient of innovation in reserving works")
        case .reservationImitation:
            .init("q_O", .perYear, .rate, section: 9, "coefficient of imitation in reserving works")
        case .detectionByTransparency:
            .init(
                "e_T", .share, .share, section: 2,
                "part of remaining non-compliance that full transparency ends")
        case .transparencyCost:
            .init(
                "c_T", .shareOfRevenue, .share, section: 6,
                "developers' cost of the full transparency duty")
        case .damagesMultiple:
            .init(
                "m_D", .one, .elasticity, section: 6,
                "expected damages per unit of unlicensed value found")
        case .labelEffect:
            .init(
                "l_A", .share, .shareBelowOne, section: 5,
                "fall in the appeal of AI content under full labelling")
        case .outputProtectionEffect:
            .init(
                "o_A", .share, .share, section: 5,
                "rise in the appeal of AI content when its makers can own it")
        case .rightsHolderMargin:
            .init(
                "M_H", .share, .share, section: 10,
                "profit share of the revenue that is not creators' income")
        case .publicFundsCost:
            .init("lambda_F", .share, .share, section: 10, "deadweight cost per pound of public support")
        case .discountRate:
            .init("r", .perYear, .share, section: 10, "discount rate of the comparison")
        }
    }
}
