import Declarations

/// The circular flow: every block of the model in causal order. It holds no formula.
struct Economy<N: Number> {
    let parameters: Parameters<N>
    let law: Law<N>
    let access: Access<N>
    let quality: Quality<N>
    let market: AIMarket<N>
    let content: ContentMarket<N>
    let licensing: Licensing<N>
    let reservation: Reservation<N>
    let creators: Creators<N>
    let dynamics: Dynamics<N>
    let welfare: Welfare<N>
    let diversity: Diversity<N>
    let sectorRevenue: SectorRevenue<N>
    let bands: SizeBands<N>
    let places: Int
    let sectors: Int

    init(_ layout: Layout, arena: inout Arena<N>, constants: inout Arena<N>) {
        places = layout.jurisdictions
        sectors = layout.sectors
        parameters = Parameters(&constants, layout)
        law = Law(&arena, constants: &constants, places: places)
        access = Access(&arena, constants: &constants, places: places, sectors: sectors)
        quality = Quality(&arena, constants: &constants, places: places)
        market = AIMarket(&arena, constants: &constants, places: places)
        content = ContentMarket(&arena, constants: &constants, places: places, sectors: sectors)
        licensing = Licensing(&arena, constants: &constants, places: places, sectors: sectors)
        reservation = Reservation(&arena, places: places, sectors: sectors)
        creators = Creators(&arena, constants: &constants, places: places, sectors: sectors)
        dynamics = Dynamics(&arena, constants: &constants, places: places)
        welfare = Welfare(&arena, constants: &constants, places: places)
        diversity = Diversity(&arena, places: places, sectors: sectors)
        sectorRevenue = SectorRevenue(&arena, places: places)
        bands = SizeBands(&arena, shares: layout.bandShares, places: places, sectors: sectors)
    }

    /// What each block needs of the parameters alone, once for a run.
    func prepare() {
        law.prepare(parameters)
        access.prepare(parameters)
        market.prepare(parameters)
        content.prepare(parameters)
        licensing.prepare(parameters, access)
    }

    /// All flows at an instant, given the state and the law in force; `elapsed` is τ, years since the base year.
    @inline(__always)
    func flows(_ state: State<N>, elapsed: N) {
        let p = parameters
        access.evaluate(p, law, state)
        quality.evaluate(p, access, state, elapsed: elapsed)
        market.evaluate(p, quality, state, elapsed: elapsed)
        content.evaluate(p, law, market, state, elapsed: elapsed)
        licensing.evaluate(p, law, access, quality, content, state)
        creators.earn(p, content, licensing)
        dynamics.attract(p, law, market, content, licensing.rates)
    }

    /// d state / dt, by way of all flows.
    @inline(__always)
    func rates(_ state: State<N>, elapsed: N, into rate: State<N>) {
        flows(state, elapsed: elapsed)
        reservation.evaluate(parameters, law, licensing)
        creators.aim(parameters, elapsed: elapsed)
        dynamics.rates(
            parameters, market, content, licensing, reservation, creators, state, into: rate)
    }

    /// All flows and accounts at an instant.
    func accounts(_ state: State<N>, elapsed: N) {
        flows(state, elapsed: elapsed)
        reservation.evaluate(parameters, law, licensing)
        account(.all, state, elapsed: elapsed)
    }

    /// What is reported beside the flows that move the state, once these are evaluated.
    func account(_ accounts: Accounts, _ state: State<N>, elapsed: N) {
        let p = parameters
        if accounts.contains(.prices) { content.indexPrices() }
        if accounts.contains(.reservation) { reservation.account(p, law, access, state) }
        if accounts.contains(.welfare) {
            welfare.evaluate(p, law, market, content, licensing, reservation, state)
        }
        if accounts.contains(.diversity) { diversity.evaluate(p, content) }
        if accounts.contains(.bands) { bands.evaluate(p, access, licensing, state) }
        if accounts.contains(.sectors) { sectorRevenue.evaluate(p, content, licensing, elapsed: elapsed) }
    }
}
