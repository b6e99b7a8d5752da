import Declarations

/// Quality of AI from compute and data by a neural scaling law (section 3 of the model; Hoffmann et al. 2022).
struct Quality<N: Number> {
    let relative: Row<N>  // Q̂ = Q / Q(base), by developers' place
    let log2Relative: Row<N>  // log₂ Q̂
    let log2Level: Row<N>  // log₂ Q
    /// v_rs / w_s: the share of developers' revenue that one unit of training value is worth at the margin.
    let dataWorth: Row<N>
    private let lossOfCompute: Row<N>  // ℓ^C
    private let lossOfData: Row<N>  // ℓ^D
    /// Constant of the run: log₂ Q(base).
    let log2Base: Row<N>

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        relative = arena.row(places)
        log2Relative = arena.row(places)
        log2Level = arena.row(places)
        dataWorth = arena.row(places)
        lossOfCompute = arena.row(places)
        lossOfData = arena.row(places)
        log2Base = constants.row(places)
    }

    /// `elapsed` is τ, years since the base year.
    func evaluate(_ p: Parameters<N>, _ access: Access<N>, _ state: State<N>, elapsed: N) {
        let places = relative.count
        for r in 0..<places {
            lossOfCompute[r] = state.capital[r]
            lossOfData[r] = access.effective[r]
        }
        let computeLag = (-p[.computeExponent] * p[.computeProgress] * elapsed).exponential
        let dataLag = (-p[.dataExponent] * p[.dataProgress] * elapsed).exponential
        // ℓ^C = w_C (K e^{g_C τ})^{−α};  ℓ^D = (1 − w_C)(D̃ e^{g_D τ})^{−β}
        scalingLosses(lossOfCompute, scale: p[.computeWeight] * computeLag, exponent: p[.computeExponent])
        scalingLosses(lossOfData, scale: (1 - p[.computeWeight]) * dataLag, exponent: p[.dataExponent])
        for r in 0..<places { log2Level[r] = lossOfCompute[r] + lossOfData[r] }
        let worth =
            p[.dataRevenueElasticity] * p[.qualityExponent] * p[.dataExponent] * (1 - p[.syntheticFill])
        for r in 0..<places {
            // v_rs = η_Q κ_Q β · ℓ^D / (ℓ^C + ℓ^D) · (1 − ζ) / D̃ · w_s
            dataWorth[r] = worth * lossOfData[r] / (log2Level[r] * access.effective[r])
        }
        log2Level.binaryLogarithms()
        for r in 0..<places {
            // Q = (ℓ^C + ℓ^D)^{−κ_Q}
            log2Level[r] = -p[.qualityExponent] * log2Level[r]
            log2Relative[r] = log2Level[r] - log2Base[r]
            relative[r] = log2Relative[r]
        }
        relative.binaryExponentials()
    }
}
