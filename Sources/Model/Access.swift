import Declarations

/// Which works training may reach, and what they are worth to it (section 2 of the model).
struct Access<N: Number> {
    let needsLicence: Table<N>  // P, law × sector
    let accessible: Table<N>  // a, law × sector
    let worldWorks: Row<N>  // W̄, by sector
    let trainingValue: Row<N>  // w, by sector
    let withinReach: Row<N>  // D, by developers' place
    let effective: Row<N>  // D̃, the same with synthetic and repeated data
    private let reachedUnder: Row<N>  // Σ_s w_s a_js, by law
    /// Constants of the run.
    let originWeight: Table<N>  // σ, origin × sector: share of world base-year spending on human works
    let openToSector: Row<N>  // (1 − d_0) trainingWeight, by sector

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int, sectors: Int) {
        needsLicence = arena.table(places, sectors: sectors)
        accessible = arena.table(places, sectors: sectors)
        worldWorks = arena.row(sectors)
        trainingValue = arena.row(sectors)
        withinReach = arena.row(places)
        effective = arena.row(places)
        reachedUnder = arena.row(places)
        originWeight = constants.table(places, sectors: sectors)
        openToSector = constants.row(sectors)
    }

    /// `σ_os ∝ Σ_m originShare_om · contentSpending_ms`, columns sum to 1.
    func prepare(_ p: Parameters<N>) {
        let (places, sectors) = (accessible.rows, accessible.columns)
        for s in 0..<sectors {
            openToSector[s] = (1 - p[.openDataShare]) * p[.trainingWeight, s]
            var world: N = 0
            for o in 0..<places {
                var spending: N = 0
                for m in 0..<places { spending += p[.originShare, o, m] * p[.contentSpending, m, s] }
                originWeight[o, s] = spending
                world += spending
            }
            for o in 0..<places { originWeight[o, s] = originWeight[o, s] / world }
        }
    }

    func evaluate(_ p: Parameters<N>, _ law: Law<N>, _ state: State<N>) {
        let (places, sectors) = (accessible.rows, accessible.chunks)
        var allSectors: N = 0
        for s in sectors {
            var works: N.Chunk = 0
            for o in 0..<places { works += originWeight[o, s] * state.works[o, s] }
            worldWorks[s] = works
            trainingValue[s] = openToSector[s] * works
            allSectors.add(trainingValue[s], at: s)
        }
        for j in 0..<places {
            let scope = N.chunk(of: law[.exceptionScope, j])
            let reservable = N.chunk(of: law[.reservable, j])
            let stopped = N.chunk(of: law.stopped[j])
            var reached: N = 0
            for s in sectors {
                // P = 1 − X (1 − R Ω);  a = 1 − P (1 − Λ) ε
                let needed = 1 - scope * (1 - reservable * state.reserved[j, s])
                let accessed = 1 - needed * (1 - state.licensed[j, s]) * stopped
                needsLicence[j, s] = needed
                accessible[j, s] = accessed
                reached.add(trainingValue[s] * accessed, at: s)
            }
            reachedUnder[j] = reached
        }
        for r in 0..<places {
            // D = d_0 + Σ_s w Σ_j G a;  D̃ = D + ζ (D̄ − D)
            var reached: N = 0
            for j in 0..<places { reached += law.weight[r, j] * reachedUnder[j] }
            withinReach[r] = p[.openDataShare] + reached
            effective[r] = withinReach[r] + p[.syntheticFill] * (allSectors - reached)
        }
    }
}
