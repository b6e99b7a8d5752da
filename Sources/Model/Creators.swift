import Declarations

/// What creators earn, and how many that keeps (section 8 of the model).
struct Creators<N: Number> {
    let income: Table<N>  // I, origin × sector
    let target: Table<N>  // H*, origin × sector
    /// Constants of the run: I(base), and 1 / I(base).
    let baseIncome: Table<N>
    private let baseReciprocal: Table<N>

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int, sectors: Int) {
        income = arena.table(places, sectors: sectors)
        target = arena.table(places, sectors: sectors)
        baseIncome = constants.table(places, sectors: sectors)
        baseReciprocal = constants.table(places, sectors: sectors)
    }

    /// I = creatorShare Y^H + θ_L Y^L.
    func earn(_ p: Parameters<N>, _ content: ContentMarket<N>, _ licensing: Licensing<N>) {
        let ofLicences = N.chunk(of: p[.licenceShareToCreators])
        for o in 0..<income.rows {
            for s in income.chunks {
                income[o, s] =
                    p[.creatorShare, s] * content.humanRevenue[o, s]
                    + ofLicences * licensing.income[o, s]
            }
        }
    }

    /// Takes the income of the base year as what later years are compared with.
    func setBase() {
        baseIncome.cells.copy(income.cells)
        for i in income.cells.chunks { baseReciprocal.cells[i] = 1 / income.cells[i] }
    }

    /// H* = (I / (I(base) e^{g_y τ}))^{ε_H}, and 1 where nothing was earned in the base year.
    func aim(_ p: Parameters<N>, elapsed: N) {
        let elasticity = N.chunk(of: p[.creatorSupplyElasticity])
        let trend = N.chunk(of: (-p[.creatorIncomeGrowth] * elapsed).exponential)
        let cells = target.cells
        for i in cells.chunks {
            // where nothing was earned, or nothing depends on it, 1 stands for a ratio that may not be a number
            let ratio = income.cells[i] * baseReciprocal.cells[i] * trend
            cells[i] = N.Chunk.select(0 .< elasticity * baseIncome.cells[i], ratio, 1)
        }
        cells.powers(p[.creatorSupplyElasticity])
    }
}
