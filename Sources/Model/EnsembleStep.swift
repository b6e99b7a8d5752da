import Declarations

/// One step of every lane.
extension Ensemble {
    /// Rates at the present of the lanes whose law has just jumped.
    func refresh(_ reporting: EnsembleReporting<Vector>) {
        guard members.contains(where: { $0.isActive && $0.needsRates }) else { return }
        let elapsed = elapsed(node: 0)
        trial.update(from: state, count: count)
        evaluate(trial, elapsed, into: fresh)
        if members.contains(where: { $0.isActive && $0.needsReport }) {
            reporting.account(economy, view(trial), elapsed: elapsed)
        }
        let isFresh = lanes { members[$0].needsRates }
        for i in 0..<count { rates[i] = N.select(isFresh, fresh[i], rates[i]) }
        for lane in members.indices where members[lane].isActive && members[lane].needsRates {
            members[lane].countEvaluation()
            members[lane].needsRates = false
            if members[lane].needsReport { reporting.record(lane: lane, into: &members[lane], again: true) }
            members[lane].needsReport = false
        }
    }

    private func evaluate(
        _ state: UnsafeMutablePointer<N>, _ elapsed: N, into rate: UnsafeMutablePointer<N>
    ) {
        if lawIsStale {
            economy.law.evaluate(economy.parameters)
            lawIsStale = false
        }
        economy.rates(view(state), elapsed: elapsed, into: view(rate))
    }

    /// Years since the base year, at a fraction of each member's step.
    private func elapsed(node: Double) -> N {
        var elapsed = N(0)
        for lane in members.indices where members[lane].isActive {
            let time = members[lane].time + node * members[lane].step
            elapsed.vector[lane] = time - members[lane].baseYear
        }
        return elapsed
    }

    /// The lanes whose members are active and meet a condition.
    private func lanes(_ condition: (_ lane: Int) -> Bool) -> N.Mask {
        var meets = N(0)
        for lane in members.indices where members[lane].isActive && condition(lane) {
            meets.vector[lane] = 1
        }
        return 0 .< meets
    }

    /// A step of every lane, leaving the new state in `trial`.
    func attempt() {
        var step = N(0)
        for lane in members.indices where members[lane].isActive {
            members[lane].chooseStep()
            step.vector[lane] = members[lane].step
        }
        relaxation.begin(time: economy.parameters[.passThroughTime], step: step)
        for stage in 1..<Tsitouras.stages {
            // trial = state + step Σ weight × rate
            for earlier in 0..<stage { factors[earlier] = step * N(Tsitouras.weights[stage][earlier]) }
            weightedRates(factors, stages: 0..<stage, of: 0..<unrelaxed) { i, moved in
                trial[i] = state[i] + moved
            }
            let relaxed = relaxation.weights.base + stage * Tsitouras.stages
            weightedRates(relaxed, stages: 1..<stage, of: unrelaxed..<count) { i, moved in
                trial[i] = relaxation.value(state[i], rate: rates[i], moved: moved, stage: stage)
            }
            for lane in members.indices where members[lane].isActive && members[lane].lawMoves {
                setLaw(lane, at: members[lane].time + Tsitouras.nodes[stage] * members[lane].step)
            }
            evaluate(trial, elapsed(node: Tsitouras.nodes[stage]), into: rates + stage * count)
            // the last stage's rates are the next step's first, and stay what they are
            let target = stage == Tsitouras.stages - 1 ? lastForcing : rates + stage * count
            for i in unrelaxed..<count {
                target[i] = relaxation.forcing(
                    rates[stage &* count &+ i], at: trial[i], from: state[i], rates[i])
            }
        }
    }

    /// Keeps the steps whose error is small enough, and chooses the next ones.
    func judge(_ task: EnsembleTask, _ reporting: EnsembleReporting<Vector>) {
        let error = errorOfStep(task)
        // 0.9 error^{−1/5}; `error` is squared
        let factor = N.larger(0.2, N.smaller(5, 0.9 * error.power(-0.1)))
        for lane in members.indices where members[lane].isActive {
            members[lane].judge(error: error.vector[lane], factor: factor.vector[lane])
        }
        if members.contains(where: { $0.isActive && $0.hasArrived && $0.isAtReport }) {
            reporting.account(economy, view(trial), elapsed: elapsed(node: 0))
        }
        let isAccepted = lanes { members[$0].wasAccepted }
        let last = rates + (Tsitouras.stages - 1) * count
        for i in 0..<count {
            state[i] = N.select(isAccepted, trial[i], state[i])
            rates[i] = N.select(isAccepted, last[i], rates[i])
        }
        for lane in members.indices where members[lane].isActive && members[lane].hasArrived {
            if members[lane].isAtReport {
                reporting.record(lane: lane, into: &members[lane])
                part(lane)
            } else {
                enterSegment(lane)
            }
        }
    }

    /// The mean square over the state of each lane's error against what is allowed (the norm of Hairer, Nørsett and Wanner,
    /// Solving Ordinary Differential Equations I, equation 4.11). GSL takes the largest instead: at the same tolerance it
    /// steps 40 % more often, for a similar error of what is reported.
    ///
    /// Four times the tolerance is allowed: the estimate is that of the solution of order 4, while that of order 5 is kept.
    private func errorOfStep(_ task: EnsembleTask) -> N {
        let relative = N(4 * task.tolerance)
        let absolute = 0.01 * relative
        var step = N(0)
        for lane in members.indices where members[lane].isActive { step.vector[lane] = members[lane].step }
        for stage in 0..<Tsitouras.stages { factors[stage] = step * N(Tsitouras.errors[stage]) }
        var sum = N(0)
        func add(_ error: N, _ i: Int) {
            let size = N.larger(N.larger(state[i], -state[i]), N.larger(trial[i], -trial[i]))
            let ratio = error / (absolute + relative * size)
            sum += ratio * ratio
        }
        weightedRates(factors, stages: 0..<Tsitouras.stages, of: 0..<unrelaxed) { i, error in add(error, i) }
        let (errors, last) = (relaxation.errors.base, Tsitouras.stages - 1)
        weightedRates(errors, stages: 1..<last, of: unrelaxed..<count) { i, error in
            add(error + errors[last] * lastForcing[i], i)
        }
        return sum * N(1 / Double(count))
    }

    /// Σ factor × rate over stages for each of some entries of the state: four at a time, so that a factor is read once for all.
    @inline(__always)
    private func weightedRates(
        _ factors: UnsafeMutablePointer<N>, stages: Range<Int>, of entries: Range<Int>,
        _ use: (_ entry: Int, _ sum: N) -> Void
    ) {
        var i = entries.lowerBound
        while i &+ 3 < entries.upperBound {
            var (a, b, c, d) = (0 as N, 0 as N, 0 as N, 0 as N)
            for stage in stages {
                let (factor, rate) = (factors[stage], rates + (stage &* count &+ i))
                a += factor * rate[0]
                b += factor * rate[1]
                c += factor * rate[2]
                d += factor * rate[3]
            }
            use(i, a)
            use(i &+ 1, b)
            use(i &+ 2, c)
            use(i &+ 3, d)
            i &+= 4
        }
        while i < entries.upperBound {
            var sum: N = 0
            for stage in stages { sum += factors[stage] * rates[stage &* count &+ i] }
            use(i, sum)
            i &+= 1
        }
    }
}
