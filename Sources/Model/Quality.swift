import Declarations

/// Quality of AI from compute and data by a neural scaling law (section 3 of the model; Hoffmann et al. 2022).
struct Quality<N: Number> {
    let relative: Row<N>  // Q̂ = Q / Q(base), by developers' place
    let logRelative: Row<N>  // ln Q̂
    let logLevel: Row<N>  // ln Q
    /// v_rs / w_s: the share of developers' revenue that one unit of training value is worth at the margin.
    let dataWorth: Row<N>
    private let lossOfCompute: Row<N>  // ℓ^C
    private let lossOfData: Row<N>  // ℓ^D
    /// Constant of the run: ln Q(base).
    let logBase: Row<N>

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        relative = arena.row(places)
        logRelative = arena.row(places)
        logLevel = arena.row(places)
        dataWorth = arena.row(places)
        lossOfCompute = arena.row(places)
        lossOfData = arena.row(places)
        logBase = constants.row(places)
    }

    /// `elapsed` is τ, years since the base year.
    func evaluate(_ p: Parameters<N>, _ access: Access<N>, _ state: State<N>, elapsed: N) {
        let places = relative.count
        for r in 0..<places {
            lossOfCompute[r] = state.capital[r]
            lossOfData[r] = access.effective[r]
        }
        lossOfCompute.logarithms()
        lossOfData.logarithms()
        let computeProgress = p[.computeProgress] * elapsed
        let dataProgress = p[.dataProgress] * elapsed
        for r in 0..<places {
            lossOfCompute[r] = -p[.computeExponent] * (lossOfCompute[r] + computeProgress)
            lossOfData[r] = -p[.dataExponent] * (lossOfData[r] + dataProgress)
        }
        lossOfCompute.exponentials()
        lossOfData.exponentials()
        let weight = p[.computeWeight]
        for r in 0..<places {
            // ℓ^C = w_C (K e^{g_C τ})^{−α};  ℓ^D = (1 − w_C)(D̃ e^{g_D τ})^{−β}
            lossOfCompute[r] = weight * lossOfCompute[r]
            lossOfData[r] = (1 - weight) * lossOfData[r]
            logLevel[r] = lossOfCompute[r] + lossOfData[r]
        }
        let worth =
            p[.dataRevenueElasticity] * p[.qualityExponent] * p[.dataExponent] * (1 - p[.syntheticFill])
        for r in 0..<places {
            // v_rs = η_Q κ_Q β · ℓ^D / (ℓ^C + ℓ^D) · (1 − ζ) / D̃ · w_s
            dataWorth[r] = worth * lossOfData[r] / (logLevel[r] * access.effective[r])
        }
        logLevel.logarithms()
        for r in 0..<places {
            // Q = (ℓ^C + ℓ^D)^{−κ_Q}
            logLevel[r] = -p[.qualityExponent] * logLevel[r]
            logRelative[r] = logLevel[r] - logBase[r]
            relative[r] = logRelative[r]
        }
        relative.exponentials()
    }
}
