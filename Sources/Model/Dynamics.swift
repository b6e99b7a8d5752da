import Declarations

/// How the stocks move (section 9 of the model).
struct Dynamics<N: Number> {
    let attraction: Row<N>  // F, by developers' place: revenue weighted by net margin
    private let world: Row<N>  // (Σ F / Σ F(base))^{ε_I}, one number
    /// Constants of the run.
    let baseAttraction: Row<N>  // F(base)
    private let baseReciprocal: Row<N>  // 1 / F(base)

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        attraction = arena.row(places)
        world = arena.row(1)
        baseAttraction = constants.row(places)
        baseReciprocal = constants.row(places)
    }

    /// Takes the present attraction as that of the base year.
    func setBase() {
        baseAttraction.copy(attraction)
        for r in 0..<attraction.count { baseReciprocal[r] = 1 / attraction[r] }
    }

    /// F = Y exp(μ (z + m/M − 1)).
    func attract(
        _ p: Parameters<N>, _ law: Law<N>, _ market: AIMarket<N>, _ content: ContentMarket<N>,
        _ rates: Rates<N>
    ) {
        let places = attraction.count
        let perMargin = 1 / p[.grossMargin]
        for r in 0..<places {
            let margin = market.margin(p, r, burden: rates.burden[r])
            attraction[r] =
                p[.investmentElasticity] * (law[.zoneIncentive, r] + margin * perMargin - 1)
        }
        attraction.exponentials()
        for r in 0..<places { attraction[r] = content.developerRevenue[r] * attraction[r] }
    }

    func rates(
        _ p: Parameters<N>, _ market: AIMarket<N>, _ content: ContentMarket<N>, _ licensing: Licensing<N>,
        _ reservation: Reservation<N>, _ creators: Creators<N>, _ state: State<N>, into rate: State<N>
    ) {
        let places = state.works.rows
        for o in 0..<places {
            let adopted = N.chunk(of: state.adoption[o] - content.baseAdoption[o])
            for s in state.works.chunks {
                // dW/dt = δ (H (1 + toolProductivity (U − U(base))) − W)
                let made = state.creators[o, s] * (1 + p[.toolProductivity, s] * adopted)
                rate.works[o, s] = p[.worksDepreciation, s] * (made - state.works[o, s])
            }
        }
        let entry = N.chunk(of: 1 / p[.creatorAdjustment])
        let clearing = N.chunk(of: 1 / p[.licensingTime])
        let (innovation, imitation) = (
            N.chunk(of: p[.reservationInnovation]), N.chunk(of: p[.reservationImitation])
        )
        for i in state.works.cells.chunks {
            // dH/dt = (H* − H)/T_H;  dΩ/dt = (p_O + q_O Ω)(Ω* − Ω);  dΛ/dt = (Λ* − Λ)/T_L
            rate.creators.cells[i] = (creators.target.cells[i] - state.creators.cells[i]) * entry
            let reserved = state.reserved.cells[i]
            rate.reserved.cells[i] = diffusion(
                innovation: innovation, imitation: imitation, reached: reserved,
                ceiling: reservation.target.cells[i])
            rate.licensed.cells[i] = (licensing.target.cells[i] - state.licensed.cells[i]) * clearing
        }
        capital(p, state, into: rate)
        let passing = 1 / p[.passThroughTime]
        for m in 0..<places {
            // dU/dt = (p_U + q_U U)(Ū − U);  dB/dt = (b − B)/T_B
            let adoption = state.adoption[m]
            rate.adoption[m] = diffusion(
                innovation: p[.adoptionInnovation], imitation: p[.adoptionImitation], reached: adoption,
                ceiling: market.ceiling[m])
            rate.burden[m] = (licensing.rates.burden[m] - state.burden[m]) * passing
        }
    }

    /// dK/dt = (δ_K + g_K)(Σ F / Σ F(base))^{ε_I} [(F/Σ F) / (F(base)/Σ F(base))] − δ_K K.
    private func capital(_ p: Parameters<N>, _ state: State<N>, into rate: State<N>) {
        let places = attraction.count
        var (total, baseTotal) = (0 as N, 0 as N)
        for r in 0..<places {
            total += attraction[r]
            baseTotal += baseAttraction[r]
        }
        world[0] = (total / baseTotal).power(p[.reinvestment])
        let gross = (p[.capitalDepreciation] + p[.capitalGrowth]) * world[0] * baseTotal / total
        for r in 0..<places {
            rate.capital[r] =
                gross * attraction[r] * baseReciprocal[r] - p[.capitalDepreciation] * state.capital[r]
        }
    }
}
