import Declarations

/// Who sells AI where, at what quality and price, and how much of it is bought (section 4 of the model).
struct AIMarket<N: Number> {
    let share: Table<N>  // x, developers' place × market
    let qualityMet: Row<N>  // q, by market
    let log2QualityMet: Row<N>  // log₂ q
    let priceReciprocal: Row<N>  // 1 / π, by developers' place
    let ceiling: Row<N>  // Ū, by market
    let spending: Row<N>  // Z, by market
    private let attraction: Row<N>  // (Q̂ e^{−φ (B − B(base))})^ξ, by developers' place
    private let growth: Row<N>  // e^{aiPotentialGrowth τ}, by market
    /// Constants of the run.
    let baseBurden: Row<N>  // B(base), by developers' place
    private let log2HalfQuality: Row<N>  // log₂ Q_half, one number

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        share = arena.table(places, places)
        qualityMet = arena.row(places)
        log2QualityMet = arena.row(places)
        priceReciprocal = arena.row(places)
        ceiling = arena.row(places)
        spending = arena.row(places)
        attraction = arena.row(places)
        growth = arena.row(places)
        baseBurden = constants.row(places)
        log2HalfQuality = constants.row(1)
    }

    func prepare(_ p: Parameters<N>) {
        log2HalfQuality[0] = p[.adoptionHalfQuality].binaryLogarithm
    }

    func evaluate(_ p: Parameters<N>, _ quality: Quality<N>, _ state: State<N>, elapsed: N) {
        let places = spending.count
        for r in 0..<places {
            // π = e^{φ (B − B(base))}
            let logPrice = p[.passThrough] * (state.burden[r] - baseBurden[r])
            attraction[r] = p[.shareElasticity] * (quality.log2Relative[r] - N.log2e * logPrice)
            priceReciprocal[r] = -logPrice
            growth[r] = p[.aiPotentialGrowth, r] * elapsed
        }
        attraction.binaryExponentials()
        priceReciprocal.exponentials()
        growth.exponentials()
        for m in 0..<places {
            var total: N = 0
            var quality1: N = 0
            for r in 0..<places {
                let weight = p[.developerShare, r, m] * attraction[r]
                share[r, m] = weight
                total += weight
                quality1 += weight * quality.relative[r]
            }
            let reciprocal = 1 / total
            for r in 0..<places { share[r, m] = share[r, m] * reciprocal }
            qualityMet[m] = quality1 * reciprocal
            log2QualityMet[m] = qualityMet[m]
        }
        log2QualityMet.binaryLogarithms()
        for m in 0..<places {
            ceiling[m] = p[.adoptionSlope] * (log2HalfQuality[0] - log2QualityMet[m])
        }
        ceiling.binaryExponentials()
        for m in 0..<places {
            // Ū = 1 / (1 + (Q_half / q)^χ);  Z = aiPotential e^{gτ} U
            ceiling[m] = 1 / (1 + ceiling[m])
            spending[m] = p[.aiPotential, m] * growth[m] * state.adoption[m]
        }
    }

    /// ln π_m of the users of market m: the price of AI that they meet, base year 1.
    func logPriceMet(_ m: Int) -> N {
        var price: N = 0
        for r in 0..<share.rows { price += share[r, m] / priceReciprocal[r] }
        return price.logarithm
    }

    /// m_r = 1 − (1 − M)/π − b: developers' margin on revenue.
    @inline(__always)
    func margin(_ p: Parameters<N>, _ r: Int, burden: N) -> N {
        1 - (1 - p[.grossMargin]) * priceReciprocal[r] - burden
    }
}
