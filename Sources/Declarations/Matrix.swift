/// The parameters that are a table of two indices.
package enum Matrix: Int, CaseIterable, Sendable {
    case contentSpending, originShare, developerShare

    package var declaration: Declaration {
        switch self {
        case .contentSpending:
            .init(
                "E_0", .billionPerYear, .positive, section: 2,
                "spending on content in the base year, market by sector")
        case .originShare:
            .init(
                "m_om", .shareOfMarket, .share, section: 2,
                "share of a market's spending on human works that goes to works of an origin, origin by market"
            )
        case .developerShare:
            .init(
                "x_0", .shareOfMarket, .share, section: 1,
                "share of a market's spending on AI that goes to a place's developers, developer by market")
        }
    }

    /// Whether the columns are sectors; otherwise they are jurisdictions, and each column sums to 1.
    package var hasSectorColumns: Bool { self == .contentSpending }
}
