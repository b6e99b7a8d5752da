import Declarations

/// What creators earn, and how many that keeps (section 8 of the model).
struct Creators<N: Number> {
    let income: Table<N>  // I, origin × sector
    let target: Table<N>  // H*, origin × sector
    /// Constants of the run: I(base), and its logarithm.
    let baseIncome: Table<N>
    let logBaseIncome: Table<N>

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int, sectors: Int) {
        income = arena.table(places, sectors)
        target = arena.table(places, sectors)
        baseIncome = constants.table(places, sectors)
        logBaseIncome = constants.table(places, sectors)
    }

    /// I = creatorShare Y^H + θ_L Y^L.
    func earn(_ p: Parameters<N>, _ content: ContentMarket<N>, _ licensing: Licensing<N>) {
        for o in 0..<income.rows {
            for s in 0..<income.columns {
                income[o, s] =
                    p[.creatorShare, s] * content.humanRevenue[o, s]
                    + p[.licenceShareToCreators] * licensing.income[o, s]
            }
        }
    }

    /// Takes the income of the base year as what later years are compared with.
    func setBase() {
        baseIncome.cells.copy(income.cells)
        logBaseIncome.cells.copy(income.cells)
        logBaseIncome.cells.logarithms()
    }

    /// H* = (I / (I(base) e^{g_y τ}))^{ε_H}, and 1 where nothing was earned in the base year.
    func aim(_ p: Parameters<N>, elapsed: N) {
        let elasticity = p[.creatorSupplyElasticity]
        let trend = p[.creatorIncomeGrowth] * elapsed
        let cells = target.cells
        cells.copy(income.cells)
        cells.logarithms()
        for i in 0..<cells.count {
            // the log of no income is minus infinity, and its product with an elasticity of 0 not a number
            let exponent = elasticity * (cells[i] - logBaseIncome.cells[i] - trend)
            cells[i] = N.select(0 .< elasticity * baseIncome.cells[i], exponent, 0)
        }
        cells.exponentials()
    }
}
