/// What a run reports, in the order of the tables.
package enum Variable: String, CaseIterable, Sendable {
    case aiSectorRevenue = "ai_sector_revenue"
    case generativeAIRevenue = "generative_ai_revenue"
    case aiSpending = "ai_spending"
    case aiAdoption = "ai_adoption"
    case aiQualityMet = "ai_quality_met"
    case aiQuality = "ai_quality"
    case aiCapital = "ai_capital"
    case dataWithinReach = "data_within_reach"
    case burden = "burden"
    case burdenRoyalty = "burden_royalty"
    case burdenTransaction = "burden_transaction"
    case burdenLiability = "burden_liability"
    case burdenStatutory = "burden_statutory"
    case burdenCompliance = "burden_compliance"
    case humanRevenue = "human_revenue"
    case licenceIncome = "licence_income"
    case smallOwnerLicenceIncome = "small_owner_licence_income"
    case creatorIncome = "creator_income"
    case creators = "creators"
    case works = "works"
    case contentSpending = "content_spending"
    case aiContentShare = "ai_content_share"
    case contentPrice = "content_price"
    case licensedShare = "licensed_share"
    case reservedShare = "reserved_share"
    case accessibleShare = "accessible_share"
    case needsLicenceShare = "needs_licence_share"
    case creativeSectorRevenue = "creative_sector_revenue"
    case reservationCost = "reservation_cost"
    case controlValue = "control_value"
    case gainConsumers = "gain_consumers"
    case gainAIUsers = "gain_ai_users"
    case gainDevelopers = "gain_developers"
    case gainCreators = "gain_creators"
    case gainRightsHolders = "gain_rights_holders"
    case gainPublic = "gain_public"
    case gainTotal = "gain_total"
    case diversity = "diversity"

    /// What a variable is a property of.
    package enum Subject: String, Sendable {
        case developers = "developers' place"
        case market
        case origin = "origin of works"
        case law = "place whose law applies"
        case jurisdiction
    }

    package struct Declaration: Sendable {
        package let subject: Subject
        package let bySector: Bool
        package let unit: Unit
        package let symbol: String
        package let section: Int
        package let meaning: String

        init(
            _ subject: Subject, bySector: Bool = false, _ unit: Unit, _ symbol: String, section: Int,
            _ meaning: String
        ) {
            self.subject = subject
            self.bySector = bySector
            self.unit = unit
            self.symbol = symbol
            self.section = section
            self.meaning = meaning
        }

        /// Money flows have a row for the world and, by sector, for the sum over sectors; shares and
        /// indices have neither, since they do not add up.
        package var addsUp: Bool { unit == .billionPerYear }
    }

    package var declaration: Declaration {
        switch self {
        case .aiSectorRevenue:
            .init(
                .developers, .billionPerYear, "Y + other", section: 5,
                "revenue of the AI sector: generative AI and what does not rest on protected works")
        case .generativeAIRevenue:
            .init(.developers, .billionPerYear, "Y", section: 5, "developers' revenue from generative AI")
        case .aiSpending:
            .init(.market, .billionPerYear, "Z", section: 4, "spending on generative AI")
        case .aiAdoption:
            .init(.market, .share, "U", section: 4, "share of the AI potential in use")
        case .aiQualityMet:
            .init(.market, .index, "q", section: 4, "quality of AI that users meet, base year 1")
        case .aiQuality:
            .init(.developers, .index, "Q^", section: 3, "quality of AI by developers' place, base year 1")
        case .aiCapital:
            .init(.developers, .index, "K", section: 9, "AI capital, base year 1")
        case .dataWithinReach:
            .init(.developers, .index, "D", section: 2, "training value of the data within lawful reach")
        case .burden:
            .init(
                .developers, .share, "b", section: 6,
                "cost of the copyright rule to developers, share of revenue; the sum of its five parts")
        case .burdenRoyalty:
            .init(.developers, .share, "b", section: 6, "royalties, share of developers' revenue")
        case .burdenTransaction:
            .init(.developers, .share, "b", section: 6, "cost of clearing, share of developers' revenue")
        case .burdenLiability:
            .init(.developers, .share, "b", section: 6, "damages, share of developers' revenue")
        case .burdenStatutory:
            .init(.developers, .share, "b", section: 6, "statutory payments, share of developers' revenue")
        case .burdenCompliance:
            .init(
                .developers, .share, "b", section: 6,
                "cost of transparency duties, share of developers' revenue")
        case .humanRevenue:
            .init(.origin, bySector: true, .billionPerYear, "Y^H", section: 5, "revenue of human works")
        case .licenceIncome:
            .init(
                .origin, bySector: true, .billionPerYear, "Y^L", section: 6,
                "licence income of rights holders and creators, after the cost of collection")
        case .smallOwnerLicenceIncome:
            .init(
                .origin, bySector: true, .billionPerYear, "-", section: 10,
                "licence income of the size band of owners whose works are worth least")
        case .creatorIncome:
            .init(
                .origin, bySector: true, .billionPerYear, "I", section: 8,
                "creators' income from sales and licences")
        case .creators:
            .init(
                .origin, bySector: true, .index, "H", section: 9,
                "creators, full-time equivalents, base year 1")
        case .works:
            .init(.origin, bySector: true, .index, "W", section: 9, "stock of human works, base year 1")
        case .contentSpending:
            .init(
                .market, bySector: true, .billionPerYear, "E", section: 5,
                "spending on content, human and AI")
        case .aiContentShare:
            .init(
                .market, bySector: true, .share, "psi", section: 5, "AI content's share of content spending")
        case .contentPrice:
            .init(
                .market, bySector: true, .index, "p", section: 5,
                "price index of content for the quality that users meet, base year 1")
        case .licensedShare:
            .init(
                .law, bySector: true, .share, "Lambda", section: 6,
                "share of the value of protected works that is licensed")
        case .reservedShare:
            .init(.law, bySector: true, .share, "Omega", section: 7, "share of works' value reserved")
        case .accessibleShare:
            .init(
                .law, bySector: true, .share, "a", section: 2, "share of works' value that training can reach"
            )
        case .needsLicenceShare:
            .init(
                .law, bySector: true, .share, "P", section: 2,
                "share of works' value for which training needs a licence")
        case .creativeSectorRevenue:
            .init(
                .origin, .billionPerYear, "Y^H + Y^L", section: 5,
                "revenue of the creative sector: human works and licences")
        case .reservationCost:
            .init(.origin, .billionPerYear, "-", section: 7, "owners' cost of reserving works")
        case .controlValue:
            .init(
                .origin, .billionPerYear, "-", section: 7,
                "what owners would pay for works not to be used that are not; in no total")
        case .gainConsumers:
            .init(.jurisdiction, .billionPerYear, "-", section: 10, "consumers' surplus from content")
        case .gainAIUsers:
            .init(.jurisdiction, .billionPerYear, "-", section: 10, "AI users' surplus")
        case .gainDevelopers:
            .init(
                .jurisdiction, .billionPerYear, "-", section: 10,
                "developers' profit and support after the cost of capital")
        case .gainCreators:
            .init(
                .jurisdiction, .billionPerYear, "-", section: 10,
                "creators' sales income less what keeps them creating, and licence income")
        case .gainRightsHolders:
            .init(
                .jurisdiction, .billionPerYear, "-", section: 10,
                "rights holders' profit and licence income less the cost of reserving")
        case .gainPublic:
            .init(.jurisdiction, .billionPerYear, "-", section: 10, "public funds: support of AI capital")
        case .gainTotal:
            .init(.jurisdiction, .billionPerYear, "-", section: 10, "sum of all groups' gains")
        case .diversity:
            .init(
                .market, .one, "exp H", section: 10,
                "cultural diversity: Hill number of order 1 over origins and sectors of content")
        }
    }

    /// The groups of an impact assessment, in the order of its table; the last one is their total.
    package static let gains: [(group: String, variable: Variable)] = [
        ("consumers", .gainConsumers), ("ai_users", .gainAIUsers), ("developers", .gainDevelopers),
        ("creators", .gainCreators), ("rights_holders", .gainRightsHolders), ("public", .gainPublic),
        ("total", .gainTotal),
    ]
}
