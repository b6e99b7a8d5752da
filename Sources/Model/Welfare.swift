import Declarations

/// Who gains: flows by jurisdiction, GBP bn a year (section 10 of the model).
struct Welfare<N: Number> {
    let consumers: Row<N>
    let aiUsers: Row<N>
    let developers: Row<N>
    let creators: Row<N>
    let rightsHolders: Row<N>
    let publicFunds: Row<N>
    let total: Row<N>
    /// Constant of the run: Y(base), by developers' place.
    let baseRevenue: Row<N>

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        consumers = arena.row(places)
        aiUsers = arena.row(places)
        developers = arena.row(places)
        creators = arena.row(places)
        rightsHolders = arena.row(places)
        publicFunds = arena.row(places)
        total = arena.row(places)
        baseRevenue = constants.row(places)
    }

    func evaluate(
        _ p: Parameters<N>, _ law: Law<N>, _ market: AIMarket<N>, _ content: ContentMarket<N>,
        _ licensing: Licensing<N>, _ reservation: Reservation<N>, _ state: State<N>
    ) {
        for j in 0..<total.count {
            consumers[j] = consumerSurplus(p, content, market: j)
            // (υ − ln π) Z
            aiUsers[j] = (p[.userSurplus] - market.logPriceMet(j)) * market.spending[j]
            // (m + z M) Y − c_K Y(base) K, and −(1 + publicFundsCost) z M Y
            let revenue = content.developerRevenue[j]
            let support = law[.zoneIncentive, j] * p[.grossMargin]
            let margin = market.margin(p, j, burden: licensing.rates.burden[j])
            developers[j] =
                (margin + support) * revenue - p[.capitalCost] * baseRevenue[j] * state.capital[j]
            publicFunds[j] = -(1 + p[.publicFundsCost]) * support * revenue
            owners(p, content, licensing, reservation, origin: j)
            total[j] =
                consumers[j] + aiUsers[j] + developers[j] + creators[j] + rightsHolders[j] + publicFunds[j]
        }
    }

    /// Σ_s contentSpending e^{gτ} (p^{1−η} − 1)/(η − 1), and −contentSpending e^{gτ} ln p at η = 1.
    private func consumerSurplus(_ p: Parameters<N>, _ content: ContentMarket<N>, market m: Int) -> N {
        var surplus: N = 0
        for s in 0..<content.log2Price.columns {
            let excess = p[.priceElasticity, s] - 1
            let atOne = N.select(-1e-9 .< excess, N.select(excess .< 1e-9, 1, 0), 0)
            let divisor = N.select(0 .< atOne, 1, excess)
            let gain = N.select(
                0 .< atOne, -N.ln2 * content.log2Price[m, s], (content.spendingEffect[m, s] - 1) / divisor)
            surplus += content.spendingAtBasePrices[m, s] * gain
        }
        return surplus
    }

    /// Creators: Σ_s [(1 − ε_H) creatorShare Y^H + θ_L Y^L];
    /// rights holders: Σ_s [M_H (1 − creatorShare) Y^H + (1 − θ_L) Y^L] less the cost of reserving.
    private func owners(
        _ p: Parameters<N>, _ content: ContentMarket<N>, _ licensing: Licensing<N>,
        _ reservation: Reservation<N>, origin o: Int
    ) {
        var (earned, held) = (0 as N, 0 as N)
        let toCreators = p[.licenceShareToCreators]
        for s in 0..<content.humanRevenue.columns {
            let sales = content.humanRevenue[o, s]
            let licences = licensing.income[o, s]
            let share = p[.creatorShare, s]
            earned += (1 - p[.creatorSupplyElasticity]) * share * sales + toCreators * licences
            held += p[.rightsHolderMargin] * (1 - share) * sales + (1 - toCreators) * licences
        }
        creators[o] = earned
        rightsHolders[o] = held - reservation.cost[o]
    }
}
