import Declarations

extension Economy {
    /// Where each variable of the tables is found after `accounts`.
    func values(of variable: Variable, _ state: State<N>) -> Table<N> {
        switch variable {
        case .aiSectorRevenue: Table(sectorRevenue.ai)
        case .generativeAIRevenue: Table(content.developerRevenue)
        case .aiSpending: Table(market.spending)
        case .aiAdoption: Table(state.adoption)
        case .aiQualityMet: Table(market.qualityMet)
        case .aiQuality: Table(quality.relative)
        case .aiCapital: Table(state.capital)
        case .dataWithinReach: Table(access.withinReach)
        case .burden: Table(licensing.rates.burden)
        case .burdenRoyalty: Table(licensing.rates.royalty)
        case .burdenTransaction: Table(licensing.rates.transaction)
        case .burdenLiability: Table(licensing.rates.liability)
        case .burdenStatutory: Table(licensing.rates.statutory)
        case .burdenCompliance: Table(licensing.rates.compliance)
        case .humanRevenue: content.humanRevenue
        case .licenceIncome: licensing.income
        case .smallOwnerLicenceIncome: Table(bands.smallest)
        case .creatorIncome: creators.income
        case .creators: state.creators
        case .works: state.works
        case .contentSpending: content.spending
        case .aiContentShare: content.aiShare
        case .contentPrice: content.price
        case .licensedShare: state.licensed
        case .reservedShare: state.reserved
        case .accessibleShare: access.accessible
        case .needsLicenceShare: access.needsLicence
        case .creativeSectorRevenue: Table(sectorRevenue.creative)
        case .reservationCost: Table(reservation.cost)
        case .controlValue: Table(reservation.controlValue)
        case .gainConsumers: Table(welfare.consumers)
        case .gainAIUsers: Table(welfare.aiUsers)
        case .gainDevelopers: Table(welfare.developers)
        case .gainCreators: Table(welfare.creators)
        case .gainRightsHolders: Table(welfare.rightsHolders)
        case .gainPublic: Table(welfare.publicFunds)
        case .gainTotal: Table(welfare.total)
        case .diversity: Table(diversity.hill)
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
