/// The burden on its way to what prices will pass on, dB/dt = (b − B)/T_B, within one step.
///
/// T_B may be shorter than a step. So B is not stepped by its rate, but by the solution of its equation: with h the step, z = h/T_B,
/// c the part of it that has passed, and b₁ the b of its beginning,
///
///     B(c) = B(0) e^{−cz} + b₁ (1 − e^{−cz}) + z ∫₀^c e^{−(c−s)z} (b(s) − b₁) ds
///
/// The integral is a sum over the stages so far of b_l − b₁ with weights a_l e^{−(c−c_l)z}, a_l being those of the pair
/// (an integrating factor; Lawson 1967, SIAM Journal on Numerical Analysis 4, 372–380), corrected so that in the new state it is exact
/// for a b that moves as s, s² and s³, and in the stages before for one that moves as s (exponential time differencing; Hochbruck and
/// Ostermann 2010, Acta Numerica 19, 209–286).
package struct Relaxation<N: Number> {
    private let speed: Row<N>  // 1 / T_B, one number
    private let decay: Row<N>  // e^{−cz}, by stage
    private let growth: Row<N>  // e^{cz}, by stage
    private let defects: Row<N>  // what the weights lack to integrate s, s² and s³
    /// Step times the weight of each earlier stage, by stage, and of each stage in the step's error.
    package let weights: Table<N>
    let errors: Row<N>

    package init(_ arena: inout Arena<N>) {
        speed = arena.row(1)
        decay = arena.row(Tsitouras.stages)
        growth = arena.row(Tsitouras.stages)
        defects = arena.row(3)
        weights = arena.table(Tsitouras.stages, Tsitouras.stages)
        errors = arena.row(Tsitouras.stages)
    }

    package func begin(time: N, step: N) {
        speed[0] = 1 / time
        let z = step * speed[0]
        for stage in 0..<decay.count {
            growth[stage] = z * N(Tsitouras.nodes[stage])
            decay[stage] = -growth[stage]
        }
        decay.exponentials()
        growth.exponentials()
        let last = Tsitouras.stages - 1
        for stage in 2...last {
            let row = Row(base: weights.base + stage * Tsitouras.stages, count: stage)
            moments(z, to: stage)
            weigh(row, Tsitouras.weights[stage], at: stage, z, step, stage == last ? .ofSolution : .ofStages)
        }
        // in the difference of two solutions nothing may be left of what both integrate
        defects.fill(0)
        weigh(errors, Tsitouras.errors, at: last, z, step, .ofErrors)
    }

    /// ∫₀^c e^{−(c−s)z} s^m ds for m = 1, 2, 3 by partial integration, which is exact enough for the z of `weigh`.
    private func moments(_ z: N, to stage: Int) {
        let c = N(Tsitouras.nodes[stage])
        var moment = (1 - decay[stage]) / z
        var power: N = 1
        for m in 0..<defects.count {
            power = power * c
            moment = (power - N(Double(m + 1)) * moment) / z
            defects[m] = moment
        }
    }

    /// The pair's weights of some stages, with an integrating factor and the corrections of a fit.
    @inline(__always)
    private func weigh(
        _ row: Row<N>, _ weights: [Double], at stage: Int, _ z: N, _ step: N, _ fit: ForcingFit
    ) {
        for earlier in 1..<row.count {
            row[earlier] = N(weights[earlier]) * (decay[stage] * growth[earlier])
            for m in fit.stages.indices {
                defects[m] = defects[m] - row[earlier] * N(ForcingFit.powers[earlier][m])
            }
        }
        for (k, corrected) in fit.stages.enumerated() {
            var correction: N = 0
            for m in fit.stages.indices { correction += N(fit.weights[k][m]) * defects[m] }
            row[corrected] = row[corrected] + N.select(N(fit.leastSpeed) .< z, correction, 0)
        }
        for earlier in 1..<row.count { row[earlier] = row[earlier] * step }
    }

    /// B at a stage, from B and dB/dt at the step's beginning and the weighted sum of the forcing since.
    @inline(__always)
    package func value(_ start: N, rate: N, moved: N, stage: Int) -> N {
        start + rate / speed[0] * (1 - decay[stage]) + moved
    }

    /// (b − b₁)/T_B at a stage, from B and dB/dt there and at the step's beginning.
    @inline(__always)
    package func forcing(_ rate: N, at value: N, from start: N, _ rateAtStart: N) -> N {
        rate + speed[0] * (value - start) - rateAtStart
    }
}

/// Which stages' weights are corrected so that a sum over stages gives the integrals of s, s², … as far as there are stages.
struct ForcingFit {
    let stages: [Int]
    /// The z above which weights are corrected.
    let leastSpeed: Double
    /// What each of these weights takes of each integral that is missing: the inverse of their nodes' powers.
    let weights: [[Double]]

    private init(_ stages: [Int], above leastSpeed: Double) {
        self.stages = stages
        self.leastSpeed = leastSpeed
        weights = stages.map { stage in
            // coefficients of the polynomial that is 1 at the stage's node, and 0 at the others' and at 0
            var polynomial = [1 / Tsitouras.nodes[stage]]
            for other in stages where other != stage {
                let (node, distance) = (
                    Tsitouras.nodes[other], Tsitouras.nodes[stage] - Tsitouras.nodes[other]
                )
                let (shifted, scaled) = ([0] + polynomial, polynomial + [0])
                polynomial = zip(shifted, scaled).map { ($0 - node * $1) / distance }
            }
            return polynomial
        }
    }

    // The solution's corrections fall with z as fast as the pair's error: below 0.1 they are nothing but small differences. A stage's
    // do not, and would cost the order where steps are short; above 1 the integrating factor alone costs more.
    static let ofSolution = ForcingFit([2, 3, 5], above: 0.1)
    /// One order below the solution's, as the pair's estimate is.
    static let ofErrors = ForcingFit([2, 5], above: 0.1)
    static let ofStages = ForcingFit([1], above: 1)

    /// c, c² and c³ by stage.
    static let powers = Tsitouras.nodes.map { [$0, $0 * $0, $0 * $0 * $0] }
}
