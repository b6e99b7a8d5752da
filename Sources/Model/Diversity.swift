import Declarations

/// Cultural diversity of a market: the Hill number of order 1 (section 10 of the model).
struct Diversity<N: Number> {
    let hill: Row<N>  // exp(−Σ q ln q) = 2^(−Σ q log₂ q), by market
    private let spending: Row<N>  // on every origin × sector of human works, and every sector of AI content
    private let log2Share: Row<N>

    init(_ arena: inout Arena<N>, places: Int, sectors: Int) {
        hill = arena.row(places)
        spending = arena.row((places + 1) * sectors)
        log2Share = arena.row((places + 1) * sectors)
    }

    func evaluate(_ p: Parameters<N>, _ content: ContentMarket<N>) {
        let (places, sectors) = (hill.count, content.spending.columns)
        for m in 0..<places {
            var total: N = 0
            for s in 0..<sectors {
                for o in 0..<places {
                    spending[o * sectors + s] = content.humanSpending(p, market: m, origin: o, sector: s)
                }
                spending[places * sectors + s] = content.aiShare[m, s] * content.spending[m, s]
                total += content.spending[m, s]
            }
            for i in 0..<spending.count { log2Share[i] = spending[i] / total }
            log2Share.binaryLogarithms()
            var entropy: N = 0
            for i in 0..<spending.count {
                // q log₂ q tends to 0 where nothing is spent
                entropy += N.select(0 .< spending[i], spending[i] / total * log2Share[i], 0)
            }
            hill[m] = -entropy
        }
        hill.binaryExponentials()
    }
}
