import Declarations

/// What the law of each place says and reaches at an instant (section 1 of the model), with what follows from
/// the levers alone in sections 2, 5 and 6.
struct Law<N: Number> {
    let levers: Table<N>  // by place whose law applies, then lever
    let weight: Table<N>  // G, developers' place × law: under which law developers work
    let stopped: Row<N>  // ε, share of unlicensed use that the law stops
    let damages: Row<N>  // m_D ε (1 − ε), liability per unit of unlicensed use
    let licenceWorth: Row<N>  // ϖ, what a licence is worth as a share of the value of use
    let taste: Row<N>  // g, taste for AI content
    let statutoryRate: Row<N>  // Σ_j G s̄, by developers' place
    let compliance: Row<N>  // c_T Σ_j G T, by developers' place
    /// Constant of the run.
    let revenueShare: Table<N>  // y, developers' place × market: where base-year revenue comes from

    init(_ arena: inout Arena<N>, constants: inout Arena<N>, places: Int) {
        levers = arena.table(places, Lever.allCases.count)
        weight = arena.table(places, places)
        stopped = arena.row(places)
        damages = arena.row(places)
        licenceWorth = arena.row(places)
        taste = arena.row(places)
        statutoryRate = arena.row(places)
        compliance = arena.row(places)
        revenueShare = constants.table(places, places)
    }

    @inline(__always)
    subscript(lever: Lever, place: Int) -> N { levers[place, number(lever)] }

    /// `y_rm ∝ developerShare_rm · aiSpending_m`, rows sum to 1.
    func prepare(_ p: Parameters<N>) {
        let places = revenueShare.rows
        for r in 0..<places {
            var revenue: N = 0
            for m in 0..<places {
                revenueShare[r, m] = p[.developerShare, r, m] * p[.aiSpending, m]
                revenue += revenueShare[r, m]
            }
            for m in 0..<places { revenueShare[r, m] = revenueShare[r, m] / revenue }
        }
    }

    /// What follows from the levers in force.
    func evaluate(_ p: Parameters<N>) {
        let places = levers.rows
        for j in 0..<places {
            let enforcement = self[.enforcement, j]
            let transparency = self[.transparency, j]
            // ε = 1 − (1 − E)(1 − e_T T)
            let stopped = 1 - (1 - enforcement) * (1 - p[.detectionByTransparency] * transparency)
            self.stopped[j] = stopped
            damages[j] = p[.damagesMultiple] * stopped * (1 - stopped)
            // ϖ = min(1, ε (1 + m_D (1 − ε)))
            licenceWorth[j] = N.smaller(1, stopped + damages[j])
            // g = (1 − l_A L)(1 + o_A O)
            taste[j] =
                (1 - p[.labelEffect] * self[.labelling, j])
                * (1 + p[.outputProtectionEffect] * self[.outputProtection, j])
        }
        for r in 0..<places {
            var abroad: N = 0
            for j in 0..<places where j != r {
                weight[r, j] = self[.reach, j] * revenueShare[r, j]
                abroad += weight[r, j]
            }
            weight[r, r] = 1 - abroad
            var rate: N = 0
            var transparency: N = 0
            for j in 0..<places {
                rate += weight[r, j] * self[.statutoryRate, j]
                transparency += weight[r, j] * self[.transparency, j]
            }
            statutoryRate[r] = rate
            compliance[r] = p[.transparencyCost] * transparency
        }
    }
}
