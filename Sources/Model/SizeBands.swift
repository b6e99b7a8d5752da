import Declarations

/// Licence income by size of owners (section 10 of the model): works ordered by value under the Lomax law.
struct SizeBands<N: Number> {
    /// Licence income, GBP bn a year: one row for each origin × sector, one column for each band.
    let income: Table<N>
    /// That of the band with the least valuable works, by origin × sector.
    let smallest: Row<N>
    // the fraction of works above a band, and down to its foot, by band: from the least to the most valuable works
    private let above: Row<N>
    private let foot: Row<N>
    private let directShare: Row<N>  // of the direct royalties for a sector, by band
    private let heldAbove: Row<N>  // value held by the works above a band, by band
    private let heldAtFoot: Row<N>  // and by those down to its foot

    /// `shares` are of the number of works, from the least to the most valuable, and sum to 1.
    init(_ arena: inout Arena<N>, shares: [Double], places: Int, sectors: Int) {
        income = arena.table(places * sectors, shares.count)
        smallest = arena.row(places * sectors)
        directShare = arena.row(shares.count)
        heldAbove = arena.row(shares.count)
        heldAtFoot = arena.row(shares.count)
        above = arena.row(shares.count)
        foot = arena.row(shares.count)
        var reached = 0.0
        for b in shares.indices.reversed() {
            above[b] = N(reached)
            reached = b == 0 ? 1 : min(reached + shares[b], 1)
            foot[b] = N(reached)
        }
    }

    func evaluate(
        _ p: Parameters<N>, _ access: Access<N>, _ licensing: Licensing<N>, _ state: State<N>
    ) {
        let (places, sectors) = (state.works.rows, state.works.columns)
        let bands = 0..<foot.count
        for b in bands {
            heldAbove[b] = valueHeld(p, topFraction: above[b])
            heldAtFoot[b] = valueHeld(p, topFraction: foot[b])
        }
        for s in 0..<sectors {
            // by law, the top (1+z)^{−κ} of works are licensed one by one and paid by their surplus
            directShare.fill(0)
            var proportional = licensing.statutoryReceipts[0] * p[.trainingWeight, s]
            for j in 0..<places {
                proportional +=
                    licensing.collectiveRoyalties[j, s] * (1 - p[.collectiveAdmin]) + licensing.damages[j, s]
                for b in bands {
                    let part =
                        surplus(p, licensing, j, s, topFraction: foot[b], held: heldAtFoot[b])
                        - surplus(p, licensing, j, s, topFraction: above[b], held: heldAbove[b])
                    // where licences cost so much that their surplus is 0 in numbers, nothing is paid for them
                    let whole = licensing.surplusShare[j, s]
                    let portion = N.select(0 .< whole, part / N.select(0 .< whole, whole, 1), 0)
                    directShare[b] = directShare[b] + licensing.directRoyalties[j, s] * portion
                }
            }
            for b in bands {
                let sector = directShare[b] + proportional * (heldAtFoot[b] - heldAbove[b])
                for o in 0..<places {
                    income[o * sectors + s, b] =
                        sector * access.originWeight[o, s] * state.works[o, s] / access.worldWorks[s]
                }
            }
        }
        for i in 0..<smallest.count { smallest[i] = income[i, 0] }
    }

    /// F(q) = κ q^{1−1/κ} − (κ−1) q: the value held by the top fraction q of works; 0 at 0, since κ is above 1.
    private func valueHeld(_ p: Parameters<N>, topFraction q: N) -> N {
        let tail = p[.valueTail]
        return tail * q.power(1 - 1 / tail) - (tail - 1) * q
    }

    /// D(min(q, n)): the surplus of direct licences that the top fraction q of works holds, with
    /// D(q) = F(q) − (κ−1) z q, and at n = (1+z)^{−κ} the whole surplus (1+z)^{1−κ}.
    private func surplus(
        _ p: Parameters<N>, _ licensing: Licensing<N>, _ j: Int, _ s: Int, topFraction q: N, held: N
    ) -> N {
        let below = held - (p[.valueTail] - 1) * licensing.relativeCost[j, s] * q
        return N.select(q .< licensing.worksShare[j, s], below, licensing.surplusShare[j, s])
    }
}
