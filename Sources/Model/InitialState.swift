import Declarations

extension Economy {
    /// The base year (section 11 of the model), from the law in force then: sets the constants of the run and the
    /// state. The base regimes must be the levers in force, and `prepare` must have been called.
    func start(_ state: State<N>) {
        let p = parameters
        law.evaluate(p)
        content.baseTaste.copy(law.taste)
        for o in 0..<places {
            let reservable = law[.reservable, o]
            for s in 0..<sectors {
                state.works[o, s] = 1
                state.creators[o, s] = 1
                state.reserved[o, s] = N.select(0 .< reservable, p[.initialReservation, s], 0)
                state.licensed[o, s] = 0
            }
            state.capital[o] = 1
            state.adoption[o] = content.baseAdoption[o]
            state.burden[o] = 0
        }
        market.baseBurden.fill(0)
        // (i) without licences, (ii) the licences of a market that young, (iii) with them
        setBaseQuality(state)
        flows(state, elapsed: 0)
        let maturity = N.chunk(of: p[.marketMaturity])
        for i in state.licensed.cells.chunks {
            state.licensed.cells[i] = maturity * licensing.target.cells[i]
        }
        setBaseQuality(state)
        // (iv) prices have caught up with the burden
        flows(state, elapsed: 0)
        state.burden.copy(licensing.rates.burden)
        market.baseBurden.copy(licensing.rates.burden)
        // (v) what later years are compared with
        flows(state, elapsed: 0)
        creators.setBase()
        dynamics.setBase()
        welfare.baseRevenue.copy(content.developerRevenue)
    }

    private func setBaseQuality(_ state: State<N>) {
        access.evaluate(parameters, law, state)
        quality.evaluate(parameters, access, state, elapsed: 0)
        quality.log2Base.copy(quality.log2Level)
    }
}
