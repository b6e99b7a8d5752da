import Declarations

/// Opting out: which works owners reserve, at what cost (section 7 of the model).
struct Reservation<N: Number> {
    let target: Table<N>  // Ω*, law × sector
    let cost: Row<N>  // by origin, GBP bn a year
    let controlValue: Row<N>  // by origin, GBP bn a year
    private let relativeCost: Table<N>  // z^Ω, law × sector

    init(_ arena: inout Arena<N>, places: Int, sectors: Int) {
        target = arena.table(places, sectors: sectors)
        cost = arena.row(places)
        controlValue = arena.row(places)
        relativeCost = arena.table(places, sectors: sectors)
    }

    func evaluate(_ p: Parameters<N>, _ law: Law<N>, _ licensing: Licensing<N>) {
        let tail = N.chunk(of: p[.valueTail])
        for j in 0..<target.rows {
            let reservable = N.chunk(of: law[.reservable, j])
            for s in target.chunks {
                // B̄ = max(R [S (1+z)^{1−κ} v̄ + preference], 1e-9);  z^Ω = cost / (B̄ (κ − 1))
                let licence =
                    licensing.stackedShare[s] * licensing.surplusShare[j, s] * licensing.meanValue[j, s]
                let benefit = N.Chunk.larger(
                    reservable * (licence + p[.reservationPreference, s]), leastBenefit)
                relativeCost[j, s] = p[.reservationCost, s] / (benefit * (tail - 1))
                target[j, s] = 1 + relativeCost[j, s]
            }
        }
        target.cells.powers(-p[.valueTail])
        for i in target.cells.chunks {
            // Ω* = (1 + κ z^Ω)(1 + z^Ω)^{−κ}
            target.cells[i] = (1 + tail * relativeCost.cells[i]) * target.cells[i]
        }
    }

    /// What reserving costs owners, and what control over unused works would be worth to them.
    func account(_ p: Parameters<N>, _ law: Law<N>, _ access: Access<N>, _ state: State<N>) {
        let (places, sectors) = (target.rows, target.columns)
        cost.fill(0)
        controlValue.fill(0)
        let tail = p[.valueTail]
        for s in 0..<sectors {
            let works = p[.worksInUse, s] * access.worldWorks[s] / 1000
            var (reserving, control) = (0 as N, 0 as N)
            for j in 0..<places {
                // the count share of reserved works is Ω / (1 + κ z^Ω)
                reserving +=
                    law[.exceptionScope, j] * state.reserved[j, s] / (1 + tail * relativeCost[j, s])
                control += 1 - access.accessible[j, s]
            }
            reserving = reserving * p[.reservationCost, s] * works
            control = control * p[.reservationPreference, s] * works
            for o in 0..<places {
                cost[o] = cost[o] + access.originWeight[o, s] * reserving
                controlValue[o] = controlValue[o] + access.originWeight[o, s] * control
            }
        }
    }

    /// GBP a work and year: below it, nothing is worth reserving.
    private var leastBenefit: N.Chunk { 1e-9 }
}
