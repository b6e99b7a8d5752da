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
        for stage in 1..<Tsitouras.stages {
            // trial = state + step Σ weight × rate
            for earlier in 0..<stage { factors[earlier] = step * N(Tsitouras.weights[stage][earlier]) }
            for i in 0..<count {
                var sum = state[i]
                for earlier in 0..<stage { sum += factors[earlier] * rates[earlier &* count &+ i] }
                trial[i] = sum
            }
            for lane in members.indices where members[lane].isActive && members[lane].lawMoves {
                setLaw(lane, at: members[lane].time + Tsitouras.nodes[stage] * members[lane].step)
            }
            evaluate(trial, elapsed(node: Tsitouras.nodes[stage]), into: rates + stage * count)
        }
    }

    /// Keeps the steps whose error is small enough, and chooses the next ones.
    func judge(_ task: EnsembleTask, _ reporting: EnsembleReporting<Vector>) {
        let error = errorOfStep(task)
        // 0.9 error^{−1/5}; `error` is squared
        let factor = N.larger(0.2, N.smaller(5, 0.9 * error.power(-0.1)))
        var arrivals: [Int] = []
        for lane in members.indices where members[lane].isActive {
            if members[lane].judge(error: error.vector[lane], factor: factor.vector[lane]) {
                arrivals.append(lane)
            }
        }
        if arrivals.contains(where: { members[$0].isAtReport }) {
            reporting.account(economy, view(trial), elapsed: elapsed(node: 0))
        }
        let isAccepted = lanes { members[$0].wasAccepted }
        let last = rates + (Tsitouras.stages - 1) * count
        for i in 0..<count {
            state[i] = N.select(isAccepted, trial[i], state[i])
            rates[i] = N.select(isAccepted, last[i], rates[i])
        }
        for lane in arrivals {
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
    private func errorOfStep(_ task: EnsembleTask) -> N {
        let absolute = N(0.01 * task.tolerance)
        let relative = N(task.tolerance)
        var step = N(0)
        for lane in members.indices where members[lane].isActive { step.vector[lane] = members[lane].step }
        for stage in 0..<Tsitouras.stages { factors[stage] = step * N(Tsitouras.errors[stage]) }
        var sum = N(0)
        for i in 0..<count {
            var error = N(0)
            for stage in 0..<Tsitouras.stages { error += factors[stage] * rates[stage &* count &+ i] }
            let size = N.larger(N.larger(state[i], -state[i]), N.larger(trial[i], -trial[i]))
            let ratio = error / (absolute + relative * size)
            sum += ratio * ratio
        }
        return sum * N(1 / Double(count))
    }
}
