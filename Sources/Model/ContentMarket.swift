import Declarations

/// Demand for human works and AI content by nested constant elasticities of substitution, with trade in works
/// (section 5 of the model; Feenstra 1994 for the price index), and developers' revenue.
struct ContentMarket<N: Number> {
    let log2Appeal: Table<N>  // log₂ ĥ, market × sector
    let aiShare: Table<N>  // ψ, market × sector: AI content's share of all spending
    let log2Price: Table<N>  // log₂ p, market × sector
    let spending: Table<N>  // E, market × sector
    let humanRevenue: Table<N>  // Y^H, origin × sector
    let developerRevenue: Row<N>  // Y, by developers' place
    /// Base-year spending grown at constant prices, by market and sector: contentSpending e^{gτ}.
    let spendingAtBasePrices: Table<N>
    /// p^{1−η}, market × sector.
    let spendingEffect: Table<N>
    let price: Table<N>  // p, market × sector; see `indexPrices`
    /// (1 − ψ)E / Σ_o originShare W^ν, market × sector: what an origin's unit of variety earns.
    private let earned: Table<N>
    private let variety: Table<N>  // W^ν, origin × sector
    private let varietySum: Table<N>  // Σ_o originShare W^ν, market × sector
    private let odds: Table<N>  // ψ'/(1 − ψ'), market × sector
    private let log2Odds: Table<N>  // log₂(1 + odds)
    private let growth: Row<N>  // e^{contentGrowth τ}, by sector
    private let aiRevenue: Row<N>  // what developers earn in a market: Z + θ_A Σ ψ E
    /// Constants of the run.
    let baseAdoption: Row<N>  // U(base), by market
    let baseTaste: Row<N>  // g under the base regime, by market
    private let appealReciprocal: Table<N>  // 1 / (1 + toolProductivity U(base)), market × sector
    private let baseOdds: Row<N>  // ψ'0/(1 − ψ'0), by sector
    private let log2BaseOdds: Row<N>  // log₂(1 + baseOdds), by sector
    private let contestedOverSubstitution: Row<N>  // (1 − f)/(σ − 1), by sector

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int, sectors: Int) {
        log2Appeal = arena.table(places, sectors: sectors)
        aiShare = arena.table(places, sectors: sectors)
        log2Price = arena.table(places, sectors: sectors)
        spending = arena.table(places, sectors: sectors)
        humanRevenue = arena.table(places, sectors: sectors)
        developerRevenue = arena.row(places)
        spendingAtBasePrices = arena.table(places, sectors: sectors)
        spendingEffect = arena.table(places, sectors: sectors)
        price = arena.table(places, sectors: sectors)
        earned = arena.table(places, sectors: sectors)
        variety = arena.table(places, sectors: sectors)
        varietySum = arena.table(places, sectors: sectors)
        odds = arena.table(places, sectors: sectors)
        log2Odds = arena.table(places, sectors: sectors)
        growth = arena.row(sectors)
        aiRevenue = arena.row(places)
        baseAdoption = constants.row(places)
        baseTaste = constants.row(places)
        appealReciprocal = constants.table(places, sectors: sectors)
        baseOdds = constants.row(sectors)
        log2BaseOdds = constants.row(sectors)
        contestedOverSubstitution = constants.row(sectors)
    }

    func prepare(_ p: Parameters<N>) {
        let (places, sectors) = (aiShare.rows, aiShare.columns)
        for m in 0..<places {
            baseAdoption[m] = p[.aiSpending, m] / p[.aiPotential, m]
            for s in 0..<sectors {
                appealReciprocal[m, s] = 1 / (1 + p[.toolProductivity, s] * baseAdoption[m])
            }
        }
        for s in 0..<sectors {
            let contested = 1 - p[.humanOnlyShare, s]
            let share = p[.aiContentShare, s] / contested
            baseOdds[s] = share / (1 - share)
            log2BaseOdds[s] = 1 + baseOdds[s]
            contestedOverSubstitution[s] = contested / (p[.substitution, s] - 1)
        }
        log2BaseOdds.binaryLogarithms()
    }

    func evaluate(
        _ p: Parameters<N>, _ law: Law<N>, _ market: AIMarket<N>, _ state: State<N>, elapsed: N
    ) {
        appeal(p, state)
        demand(p, law, market, state, elapsed: elapsed)
        revenue(p, market)
    }

    /// h = (Σ_o originShare W^ν)(1 + toolProductivity U), relative to the base year.
    private func appeal(_ p: Parameters<N>, _ state: State<N>) {
        let (places, sectors) = (aiShare.rows, aiShare.chunks)
        for i in variety.cells.chunks { variety.cells[i] = state.works.cells[i] }
        variety.cells.powers(p[.varietyExponent])
        varietySum.product(of: variety) { m, o in p[.originShare, o, m] }
        for m in 0..<places {
            let adoption = N.chunk(of: state.adoption[m])
            for s in sectors {
                let tools = (1 + p[.toolProductivity, s] * adoption) * appealReciprocal[m, s]
                log2Appeal[m, s] = varietySum[m, s] * tools
            }
        }
        log2Appeal.cells.binaryLogarithms()
    }

    private func demand(
        _ p: Parameters<N>, _ law: Law<N>, _ market: AIMarket<N>, _ state: State<N>, elapsed: N
    ) {
        let (places, sectors) = (aiShare.rows, aiShare.chunks)
        for s in sectors { growth[s] = p[.contentGrowth, s] * N.chunk(of: elapsed) }
        growth.exponentials()
        for m in 0..<places {
            let log2QualityMet = N.chunk(of: market.log2QualityMet[m])
            for s in sectors {
                odds[m, s] = log2SpendingOdds(
                    elasticity: p[.substitution, s],
                    log2RelativeWorth: log2QualityMet - log2Appeal[m, s])
            }
        }
        odds.cells.binaryExponentials()
        for m in 0..<places {
            let drive = N.chunk(
                of: law.taste[m] * state.adoption[m] / (baseTaste[m] * baseAdoption[m]))
            for s in sectors {
                // ψ'/(1−ψ') = ψ'0/(1−ψ'0) · ĝ · (U/U(base)) · (q/ĥ)^{σ−1};  ψ = (1 − f) ψ'
                odds[m, s] = baseOdds[s] * drive * odds[m, s]
                let total = 1 + odds[m, s]
                // one division for two: a reciprocal of the product gives that of each
                let reciprocal = 1 / (total * varietySum[m, s])
                aiShare[m, s] = (1 - p[.humanOnlyShare, s]) * odds[m, s] * (reciprocal * varietySum[m, s])
                earned[m, s] = (1 - aiShare[m, s]) * (reciprocal * total)
                log2Odds[m, s] = total
            }
        }
        log2Odds.cells.binaryLogarithms()
        for m in 0..<places {
            for s in sectors {
                // p' = ((1−ψ')/(1−ψ'0))^{1/(σ−1)} / ĥ and p = p'^{1−f} ĥ^{−f}, with 1 − ψ' = 1/(1 + odds)
                log2Price[m, s] = log2PriceIndex(
                    log2Price: -log2Appeal[m, s], log2Share: log2BaseOdds[s] - log2Odds[m, s],
                    perElasticity: contestedOverSubstitution[s])
                spendingEffect[m, s] = (1 - p[.priceElasticity, s]) * log2Price[m, s]
            }
        }
        spendingEffect.cells.binaryExponentials()
        for m in 0..<places {
            for s in sectors {
                // E = contentSpending e^{gτ} p^{1−η}
                spendingAtBasePrices[m, s] = p[.contentSpending, m, s] * growth[s]
                spending[m, s] = spendingAtBasePrices[m, s] * spendingEffect[m, s]
            }
        }
    }

    /// Y^H_os = Σ_m (1 − ψ) E · originShare W^ν / Σ_o' originShare W^ν;  Y_r = Σ_m x (Z + θ_A Σ_s ψ E).
    private func revenue(_ p: Parameters<N>, _ market: AIMarket<N>) {
        let places = aiShare.rows
        for m in 0..<places {
            var aiContent: N = 0
            for s in aiShare.chunks {
                aiContent.add(aiShare[m, s] * spending[m, s], at: s)
                earned[m, s] = earned[m, s] * spending[m, s]
            }
            aiRevenue[m] = market.spending[m] + p[.providerShare] * aiContent
        }
        humanRevenue.product(of: earned) { o, m in p[.originShare, o, m] }
        for i in humanRevenue.cells.chunks {
            humanRevenue.cells[i] = humanRevenue.cells[i] * variety.cells[i]
        }
        for r in 0..<places {
            var revenue: N = 0
            for m in 0..<places { revenue += market.share[r, m] * aiRevenue[m] }
            developerRevenue[r] = revenue
        }
    }

    /// The price index itself, which only reports need.
    func indexPrices() {
        price.cells.copy(log2Price.cells)
        price.cells.binaryExponentials()
    }

    /// Spending in market m on the works of origin o in sector s.
    @inline(__always)
    func humanSpending(_ p: Parameters<N>, market m: Int, origin o: Int, sector s: Int) -> N {
        earned[m, s] * p[.originShare, o, m] * variety[o, s]
    }
}
