import Declarations

extension Economy {
    /// Where each variable of the tables is found after `accounts`.
    func values(of variable: Variable, _ state: State<N>) -> [Row<N>] {
        switch variable {
        case .aiSectorRevenue: [sectorRevenue.ai]
        case .generativeAIRevenue: [content.developerRevenue]
        case .aiSpending: [market.spending]
        case .aiAdoption: [state.adoption]
        case .aiQualityMet: [market.qualityMet]
        case .aiQuality: [quality.relative]
        case .aiCapital: [state.capital]
        case .dataWithinReach: [access.withinReach]
        case .burden: [licensing.rates.burden]
        case .burdenRoyalty: [licensing.rates.royalty]
        case .burdenTransaction: [licensing.rates.transaction]
        case .burdenLiability: [licensing.rates.liability]
        case .burdenStatutory: [licensing.rates.statutory]
        case .burdenCompliance: [licensing.rates.compliance]
        case .humanRevenue: content.humanRevenue.byRow
        case .licenceIncome: licensing.income.byRow
        case .smallOwnerLicenceIncome: [bands.smallest]
        case .creatorIncome: creators.income.byRow
        case .creators: state.creators.byRow
        case .works: state.works.byRow
        case .contentSpending: content.spending.byRow
        case .aiContentShare: content.aiShare.byRow
        case .contentPrice: content.price.byRow
        case .licensedShare: state.licensed.byRow
        case .reservedShare: state.reserved.byRow
        case .accessibleShare: access.accessible.byRow
        case .needsLicenceShare: access.needsLicence.byRow
        case .creativeSectorRevenue: [sectorRevenue.creative]
        case .reservationCost: [reservation.cost]
        case .controlValue: [reservation.controlValue]
        case .gainConsumers: [welfare.consumers]
        case .gainAIUsers: [welfare.aiUsers]
        case .gainDevelopers: [welfare.developers]
        case .gainCreators: [welfare.creators]
        case .gainRightsHolders: [welfare.rightsHolders]
        case .gainPublic: [welfare.publicFunds]
        case .gainTotal: [welfare.total]
        case .diversity: [diversity.hill]
        }
    }
}

/// Blocks that only reports need.
struct Accounts: OptionSet {
    let rawValue: Int

    static let prices = Accounts(rawValue: 1)
    static let reservation = Accounts(rawValue: 2)
    static let welfare = Accounts(rawValue: 4)
    static let diversity = Accounts(rawValue: 8)
    static let sectors = Accounts(rawValue: 16)
    static let bands = Accounts(rawValue: 32)
    static let all: Accounts = [.prices, .reservation, .welfare, .diversity, .sectors, .bands]
}

extension Variable {
    /// The blocks that must be evaluated before the variable is read.
    var accounts: Accounts {
        switch self {
        case .contentPrice: .prices
        case .reservationCost, .controlValue: .reservation
        case .gainConsumers, .gainAIUsers, .gainDevelopers, .gainCreators, .gainRightsHolders, .gainPublic,
            .gainTotal:
            [.reservation, .welfare]
        case .diversity: .diversity
        case .smallOwnerLicenceIncome: .bands
        case .aiSectorRevenue, .creativeSectorRevenue: .sectors
        default: []
        }
    }
}
