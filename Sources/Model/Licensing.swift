import Declarations

/// Licences for heterogeneous works: which are worth asking for, what is paid, and who receives it
/// (section 6 of the model; Lomax-distributed values, Nash bargaining with complementary rights).
struct Licensing<N: Number> {
    let relativeCost: Table<N>  // z, law × sector: cost of one licence against the mean value of a work
    let worksShare: Table<N>  // n = (1+z)^{−κ}: works worth a direct licence
    let surplusShare: Table<N>  // (1+z)^{1−κ}: what is left to share out
    let meanValue: Table<N>  // v̄, GBP: value of a licence for one work
    let target: Table<N>  // Λ*, coverage aimed at
    let rates: Rates<N>
    let income: Table<N>  // Y^L, origin × sector
    /// What developers pay by law and sector, GBP bn a year, before the cost of collection.
    let directRoyalties: Table<N>
    let collectiveRoyalties: Table<N>
    let damages: Table<N>
    /// What reaches rights holders of the statutory payments, world, GBP bn a year; one number.
    let statutoryReceipts: Row<N>
    private let dataValue: Row<N>  // Σ_r G v_r Y, by law: value of one unit of training value
    private let pool: Row<N>  // received for a sector's works, by sector
    /// Constants of the run.
    let stackedShare: Row<N>  // S, by sector: what complementary holders take of the surplus together
    private let valuePerWork: Row<N>  // 1000 w / (worksInUse W̄), by sector, which does not change
    private let costOfWork: Row<N>  // z where a unit of value goes to all works of the sector
    private let costAtLeast: Row<N>  // z where the mean value is at its least

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int, sectors: Int) {
        relativeCost = arena.table(places, sectors: sectors)
        worksShare = arena.table(places, sectors: sectors)
        surplusShare = arena.table(places, sectors: sectors)
        meanValue = arena.table(places, sectors: sectors)
        target = arena.table(places, sectors: sectors)
        rates = Rates(&arena, places: places)
        income = arena.table(places, sectors: sectors)
        directRoyalties = arena.table(places, sectors: sectors)
        collectiveRoyalties = arena.table(places, sectors: sectors)
        damages = arena.table(places, sectors: sectors)
        statutoryReceipts = arena.row(1)
        dataValue = arena.row(places)
        pool = arena.row(sectors)
        stackedShare = constants.row(sectors)
        valuePerWork = constants.row(sectors)
        costOfWork = constants.row(sectors)
        costAtLeast = constants.row(sectors)
    }

    /// `S = n b_D / (1 + (n − 1) b_D)`: Cournot's complements, n/(n+1) at b_D = 1/2. And what z needs of the parameters.
    func prepare(_ p: Parameters<N>, _ access: Access<N>) {
        for s in 0..<stackedShare.count {
            valuePerWork[s] = 1000 * access.openToSector[s] / p[.worksInUse, s]
            costAtLeast[s] = p[.directLicenceCost, s] / (leastValue * (p[.valueTail] - 1))
            costOfWork[s] = N.select(
                0 .< valuePerWork[s], p[.directLicenceCost, s] / (valuePerWork[s] * (p[.valueTail] - 1)),
                costAtLeast[s])
            stackedShare[s] = shareOfComplements(
                holders: p[.rightsBlocks, s], bargaining: p[.bargainingDirect])
        }
    }

    func evaluate(
        _ p: Parameters<N>, _ law: Law<N>, _ access: Access<N>, _ quality: Quality<N>,
        _ content: ContentMarket<N>, _ state: State<N>
    ) {
        values(p, law, quality, content)
        payments(p, law, access, state)
        rates.perRevenue(law, quality)
        receipts(p, law, access, content, state)
    }

    /// v̄ = max(1000 ϖ V / (worksInUse W̄), 1e-9) with V_js = w_s Σ_r G v_r Y;  z = c / (v̄ (κ − 1)).
    ///
    /// Both w_s and W̄_s are in proportion to works, so that v̄ moves with the law's value of data alone.
    private func values(
        _ p: Parameters<N>, _ law: Law<N>, _ quality: Quality<N>, _ content: ContentMarket<N>
    ) {
        let (places, sectors) = (target.rows, target.chunks)
        for j in 0..<places {
            var value: N = 0
            for r in 0..<places {
                value += law.weight[r, j] * quality.dataWorth[r] * content.developerRevenue[r]
            }
            dataValue[j] = value
            let worth = N.chunk(of: law.licenceWorth[j] * value)
            let reciprocal = 1 / worth
            for s in sectors {
                meanValue[j, s] = N.Chunk.larger(valuePerWork[s] * worth, N.chunk(of: leastValue))
                relativeCost[j, s] = N.Chunk.smaller(costOfWork[s] * reciprocal, costAtLeast[s])
                worksShare[j, s] = 1 + relativeCost[j, s]
            }
        }
        worksShare.cells.powers(-p[.valueTail])
    }

    /// What is paid under each law for each sector, as a share of the value of its works to developers.
    private func payments(_ p: Parameters<N>, _ law: Law<N>, _ access: Access<N>, _ state: State<N>) {
        let (places, sectors) = (target.rows, target.chunks)
        let tail = N.chunk(of: p[.valueTail])
        let licensable = N.chunk(of: p[.licensableShare])
        let bargaining = N.chunk(of: p[.bargainingCollective])
        let afterCut = N.chunk(of: 1 - p[.collectiveAdmin])
        for s in sectors { pool[s] = 0 }
        for j in 0..<places {
            let coverage = N.chunk(of: law[.collectiveCoverage, j])
            let licenceWorth = N.chunk(of: law.licenceWorth[j])
            let damagesPerUse = N.chunk(of: law.damages[j])
            let dataValue = N.chunk(of: self.dataValue[j])
            var (royalty, transaction, liability) = (0 as N, 0 as N, 0 as N)
            for s in sectors {
                let z = relativeCost[j, s]
                let weight = 1 + tail * z
                surplusShare[j, s] = (1 + z) * worksShare[j, s]
                // λ = (1 + κz)(1+z)^{−κ};  Λ* = 1 − (1 − c)(1 − ω λ)
                let aimed = 1 - (1 - coverage) * (1 - licensable * weight * worksShare[j, s])
                target[j, s] = aimed
                // Λ^C = Λ c/Λ* (0 where Λ* = 0), Λ^D = Λ − Λ^C
                let licensed = state.licensed[j, s]
                let aims = 0 as N.Chunk .< aimed
                // one division for two
                let reciprocal = 1 / (weight * N.Chunk.select(aims, aimed, 1))
                let collective = N.Chunk.select(aims, licensed * coverage * (reciprocal * weight), 0)
                let direct = licensed - collective
                let perWeight = reciprocal * N.Chunk.select(aims, aimed, 1)
                let paid = access.needsLicence[j, s] * licenceWorth
                let collectiveRate = bargained(surplus: paid * collective, weight: bargaining)
                let perSurplus = paid * direct * perWeight
                let directRate = bargained(surplus: perSurplus, weight: stackedShare[s]) * (1 + z)
                let liabilityRate = damagesPerUse * access.needsLicence[j, s] * (1 - licensed)
                let trained = access.trainingValue[s]
                royalty.add(trained * (collectiveRate + directRate), at: s)
                transaction.add(trained * (perSurplus * z), at: s)
                liability.add(trained * liabilityRate, at: s)
                let value = trained * dataValue
                directRoyalties[j, s] = value * directRate
                collectiveRoyalties[j, s] = value * collectiveRate
                damages[j, s] = value * liabilityRate
                // all but the society's cut
                pool[s] =
                    pool[s]
                    + (directRoyalties[j, s] + damages[j, s] + collectiveRoyalties[j, s] * afterCut)
            }
            rates.underLaw(
                j, royalty: royalty, transaction: (p[.valueTail] - 1) * transaction, liability: liability)
        }
    }

    /// Licence income by origin: what is paid under every law less the society's cut, in proportion to works.
    private func receipts(
        _ p: Parameters<N>, _ law: Law<N>, _ access: Access<N>, _ content: ContentMarket<N>,
        _ state: State<N>
    ) {
        let places = target.rows
        var statutory: N = 0
        for r in 0..<places { statutory += content.developerRevenue[r] * law.statutoryRate[r] }
        statutoryReceipts[0] = statutory * (1 - p[.collectiveAdmin])
        let receipts = N.chunk(of: statutoryReceipts[0])
        for s in target.chunks {
            let perWork =
                (pool[s] + receipts * p[.trainingWeight, s]) / access.worldWorks[s]
            for o in 0..<places {
                income[o, s] = perWork * access.originWeight[o, s] * state.works[o, s]
            }
        }
    }

    /// GBP: below it, a work is worth nothing to developers.
    private var leastValue: N { 1e-9 }
}

/// The burden on developers as shares of their revenue, by kind (section 6 of the model).
struct Rates<N: Number> {
    let burden: Row<N>  // b, the sum of the five
    let royalty: Row<N>
    let transaction: Row<N>
    let liability: Row<N>
    let statutory: Row<N>
    let compliance: Row<N>
    private let lawRoyalty: Row<N>
    private let lawTransaction: Row<N>
    private let lawLiability: Row<N>

    init(_ arena: inout Arena<N>, places: Int) {
        burden = arena.row(places)
        royalty = arena.row(places)
        transaction = arena.row(places)
        liability = arena.row(places)
        statutory = arena.row(places)
        compliance = arena.row(places)
        lawRoyalty = arena.row(places)
        lawTransaction = arena.row(places)
        lawLiability = arena.row(places)
    }

    /// Sums over sectors of training value times rate, under the law of j.
    @inline(__always)
    func underLaw(_ j: Int, royalty: N, transaction: N, liability: N) {
        lawRoyalty[j] = royalty
        lawTransaction[j] = transaction
        lawLiability[j] = liability
    }

    /// The sum over laws and sectors with weight G_rj v_rs.
    func perRevenue(_ law: Law<N>, _ quality: Quality<N>) {
        let places = burden.count
        for r in 0..<places {
            var (royalties, transactions, liabilities) = (0 as N, 0 as N, 0 as N)
            for j in 0..<places {
                let weight = law.weight[r, j]
                royalties += weight * lawRoyalty[j]
                transactions += weight * lawTransaction[j]
                liabilities += weight * lawLiability[j]
            }
            royalty[r] = quality.dataWorth[r] * royalties
            transaction[r] = quality.dataWorth[r] * transactions
            liability[r] = quality.dataWorth[r] * liabilities
            statutory[r] = law.statutoryRate[r]
            compliance[r] = law.compliance[r]
            burden[r] = royalty[r] + transaction[r] + liability[r] + statutory[r] + compliance[r]
        }
    }
}
