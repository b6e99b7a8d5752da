import Declarations

/// The two headline sums: revenue of the AI sector and of the creative sector, by place (section 5 of the model).
struct SectorRevenue<N: Number> {
    let ai: Row<N>  // Y + otherAIRevenue e^{otherAIGrowth τ}
    let creative: Row<N>  // Σ_s (Y^H + Y^L)

    init(_ arena: inout Arena<N>, places: Int) {
        ai = arena.row(places)
        creative = arena.row(places)
    }

    func evaluate(
        _ p: Parameters<N>, _ content: ContentMarket<N>, _ licensing: Licensing<N>, elapsed: N
    ) {
        for j in 0..<ai.count { ai[j] = p[.otherAIGrowth, j] * elapsed }
        ai.exponentials()
        for j in 0..<ai.count {
            ai[j] = content.developerRevenue[j] + p[.otherAIRevenue, j] * ai[j]
            var revenue: N = 0
            for s in 0..<content.humanRevenue.columns {
                revenue += content.humanRevenue[j, s] + licensing.income[j, s]
            }
            creative[j] = revenue
        }
    }
}
