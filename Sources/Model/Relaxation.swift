/// The burden on its way to what prices will pass on, dB/dt = (b − B)/T_B, within one step.
///
/// T_B may be far shorter than a step. So B is integrated as x = (B − b₀) e^{t/T_B}, where b₀ is the b of the step's beginning
/// and t runs from there (an integrating factor; Lawson 1967, SIAM Journal on Numerical Analysis 4, 372–380): dx/dt = (b − b₀)
/// e^{t/T_B} / T_B. What is left of an old burden then decays exactly, and only b's own movement limits the step.
struct Relaxation<N: Number> {
    private let speed: Row<N>  // 1 / T_B, one number
    private let decay: Row<N>  // e^{−t/T_B}, by stage
    private let growth: Row<N>  // e^{t/T_B}, by stage

    init(_ arena: inout Arena<N>) {
        speed = arena.row(1)
        decay = arena.row(Tsitouras.stages)
        growth = arena.row(Tsitouras.stages)
    }

    func begin(time: N, step: N) {
        speed[0] = 1 / time
        for stage in 0..<decay.count {
            decay[stage] = -step * speed[0] * N(Tsitouras.nodes[stage])
            growth[stage] = -decay[stage]
        }
        decay.exponentials()
        growth.exponentials()
    }

    /// B at a stage, from B and dB/dt at the step's beginning and what x has moved since.
    @inline(__always)
    func value(_ start: N, rate: N, moved: N, stage: Int) -> N {
        let gap = rate / speed[0]
        return start + gap + decay[stage] * (moved - gap)
    }

    /// dx/dt at a stage, from B and dB/dt there and at the step's beginning.
    @inline(__always)
    func rate(_ rate: N, at value: N, from start: N, _ rateAtStart: N, stage: Int) -> N {
        growth[stage] * (rate + speed[0] * (value - start) - rateAtStart)
    }

    /// An error of x at the step's end as one of B.
    @inline(__always)
    func atEnd(_ error: N) -> N { decay[decay.count - 1] * error }
}
