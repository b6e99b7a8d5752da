import Declarations

/// Integrates members of an ensemble side by side, each in a lane with its own time and step.
///
/// A lane that has finished its member takes the next one, so that no evaluation waits for a slow neighbour. Every operation
/// works on each lane alone, so that a member's result is the same to the bit whoever its neighbours are.
final class Ensemble<Vector: LaneVector> {
    typealias N = Lanes<Vector>

    private let layout: Layout
    private let count: Int
    private var constants = Arena<N>()
    private var stagedConstants = Arena<N>()
    private var scratch = Arena<N>()
    private let economy: Economy<N>
    /// The next points, brought to their base year together and taken from there one by one.
    private let staged: Economy<N>
    private let stagedState: UnsafeMutablePointer<N>
    private let stagedRate: UnsafeMutablePointer<N>
    private let state: UnsafeMutablePointer<N>
    private let trial: UnsafeMutablePointer<N>
    private let rates: [UnsafeMutablePointer<N>]
    private let fresh: UnsafeMutablePointer<N>
    private var members: [Member]
    private var lawIsStale = true
    /// Points in the staging area, and how far they have been handed out.
    private var stagedPoints: Range<Int> = 0..<0
    private var nextPoint = 0
    private var nextOption = 0

    init(_ layout: Layout) {
        self.layout = layout
        count = layout.jurisdictions * (4 * layout.sectors + 3)
        economy = Economy(layout, arena: &scratch, constants: &constants)
        staged = Economy(layout, arena: &scratch, constants: &stagedConstants)
        stagedState = scratch.numbers(count)
        stagedRate = scratch.numbers(count)
        state = scratch.numbers(count)
        trial = scratch.numbers(count)
        fresh = scratch.numbers(count)
        var rates: [UnsafeMutablePointer<N>] = []
        for _ in 0..<Tsitouras.stages { rates.append(scratch.numbers(count)) }
        self.rates = rates
        members = (0..<Vector.scalarCount).map { _ in Member() }
    }

    deinit {
        constants.free()
        stagedConstants.free()
        scratch.free()
    }

    func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void) {
        guard task.points > 0, !task.policies.isEmpty, !task.times.isEmpty else { return }
        (nextPoint, nextOption, stagedPoints) = (0, 0, 0..<0)
        let paths = task.policies.map(PolicyPath.init)
        let reporting = EnsembleReporting(task, economy, view(trial))
        let staging = EnsembleReporting(task, staged, view(stagedState))
        for lane in members.indices { members[lane].isActive = false }
        while true {
            for lane in members.indices where !members[lane].isActive {
                take(task, paths, staging, lane, done)
            }
            guard members.contains(where: \.isActive) else { return }
            refresh(task, reporting, done)
            attempt(task)
            judge(task, reporting, done)
        }
    }

    private func view(_ base: UnsafeMutablePointer<N>) -> State<N> {
        State(base, places: layout.jurisdictions, sectors: layout.sectors)
    }
}

// MARK: Taking members

extension Ensemble {
    /// Puts the next member, if there is one, into a lane.
    private func take(
        _ task: EnsembleTask, _ paths: [PolicyPath], _ staging: EnsembleReporting<Vector>, _ lane: Int,
        _ done: (EnsembleResult) -> Void
    ) {
        guard nextPoint < task.points else { return }
        if !stagedPoints.contains(nextPoint) { stage(task, staging) }
        let slot = nextPoint - stagedPoints.lowerBound
        copyLane(from: stagedConstants, slot, to: constants, lane)
        for i in 0..<count {
            state[i].vector[lane] = stagedState[i].vector[slot]
            rates[0][i].vector[lane] = stagedRate[i].vector[slot]
        }
        let policy = task.policies[nextOption]
        members[lane] = Member(
            point: nextPoint, option: nextOption, path: paths[nextOption],
            events: Events(
                task.times, policy.breakpoints(between: task.baseYear, and: task.times.last ?? task.baseYear)),
            time: task.baseYear, results: task.times.count * task.reported.count)
        begin(task, lane)
        if policy.steps.joined().contains(where: { $0.from <= task.baseYear }) {
            // the law changes at once: rates and report are those of the new one
            members[lane].needsRates = true
            members[lane].needsReport = true
        } else {
            staging.record(lane: slot, into: &members[lane], year: task.baseYear)
        }
        nextOption += 1
        if nextOption == task.policies.count { (nextPoint, nextOption) = (nextPoint + 1, 0) }
    }

    /// Brings the next points to their base year, all at once.
    private func stage(_ task: EnsembleTask, _ staging: EnsembleReporting<Vector>) {
        stagedPoints = nextPoint..<min(nextPoint + Vector.scalarCount, task.points)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: layout.count) { buffer in
            guard let values = buffer.baseAddress else { return }
            for slot in 0..<Vector.scalarCount {
                // lanes without a point of their own repeat the last, which is never taken from them
                task.values(min(stagedPoints.lowerBound + slot, stagedPoints.upperBound - 1), values)
                for i in 0..<layout.count { staged.parameters.values[i].vector[slot] = values[i] }
            }
        }
        for (place, levers) in task.baseLevers.enumerated() {
            for (lever, value) in levers.enumerated() { staged.law.levers[place, lever] = N(value) }
        }
        staged.prepare()
        staged.start(view(stagedState))
        staged.rates(view(stagedState), elapsed: 0, into: view(stagedRate))
        staging.account(staged, view(stagedState), elapsed: 0)
    }

    private func copyLane(from: Arena<N>, _ slot: Int, to: Arena<N>, _ lane: Int) {
        for (source, target) in zip(from.blocks, to.blocks) {
            for i in 0..<source.count { target.base[i].vector[lane] = source.base[i].vector[slot] }
        }
    }

    /// Begins a segment between two dates of a member's policy: the law from its time on.
    private func begin(_ task: EnsembleTask, _ lane: Int) {
        let start = members[lane].time
        members[lane].segmentStart = start
        members[lane].lawMoves = members[lane].path.moves(
            from: start, to: members[lane].events.segmentEnd(after: start))
        setLaw(lane, at: start)
    }

    private func setLaw(_ lane: Int, at time: Double) {
        members[lane].path.levers(at: time, inSegmentFrom: members[lane].segmentStart) {
            economy.law.levers.base[$0 * Lever.allCases.count + $1].vector[lane] = $2
        }
        lawIsStale = true
    }
}

// MARK: Stepping

extension Ensemble {
    /// Rates at the present of the lanes whose law has just jumped.
    private func refresh(
        _ task: EnsembleTask, _ reporting: EnsembleReporting<Vector>, _ done: (EnsembleResult) -> Void
    ) {
        guard members.contains(where: { $0.isActive && $0.needsRates }) else { return }
        var elapsed = N(0)
        for lane in members.indices { elapsed.vector[lane] = members[lane].time - task.baseYear }
        for i in 0..<count { trial[i] = state[i] }
        evaluate(view(trial), elapsed, into: fresh)
        let anyReport = members.contains { $0.isActive && $0.needsReport }
        if anyReport { reporting.account(economy, view(trial), elapsed: elapsed) }
        for lane in members.indices where members[lane].isActive && members[lane].needsRates {
            for i in 0..<count { rates[0][i].vector[lane] = fresh[i].vector[lane] }
            members[lane].evaluations += 1
            members[lane].needsRates = false
            if members[lane].needsReport {
                members[lane].needsReport = false
                reporting.record(lane: lane, into: &members[lane], year: members[lane].time)
                finishIfDone(task, lane, done)
            }
        }
    }

    private func evaluate(_ at: State<N>, _ elapsed: N, into rate: UnsafeMutablePointer<N>) {
        if lawIsStale {
            economy.law.evaluate(economy.parameters)
            lawIsStale = false
        }
        economy.rates(at, elapsed: elapsed, into: view(rate))
    }

    /// One step of every lane, leaving the new state in `trial`.
    private func attempt(_ task: EnsembleTask) {
        var step = N(0)
        for lane in members.indices where members[lane].isActive {
            members[lane].chooseStep()
            step.vector[lane] = members[lane].step
        }
        for stage in 1..<Tsitouras.stages {
            combine(stage, step)
            var elapsed = N(0)
            for lane in members.indices where members[lane].isActive {
                let time = members[lane].time + Tsitouras.nodes[stage] * members[lane].step
                elapsed.vector[lane] = time - task.baseYear
                if members[lane].lawMoves { setLaw(lane, at: time) }
            }
            evaluate(view(trial), elapsed, into: rates[stage])
        }
    }

    /// trial = state + step Σ weight × rate
    private func combine(_ stage: Int, _ step: N) {
        let weights = Tsitouras.weights[stage]
        let first = step * N(weights[0])
        let k0 = rates[0]
        for i in 0..<count { trial[i] = state[i] + first * k0[i] }
        for (earlier, weight) in weights.enumerated().dropFirst() {
            let factor = step * N(weight)
            let k = rates[earlier]
            for i in 0..<count { trial[i] += factor * k[i] }
        }
    }

    /// Keeps the steps whose error is small enough, and chooses the next ones.
    private func judge(
        _ task: EnsembleTask, _ reporting: EnsembleReporting<Vector>, _ done: (EnsembleResult) -> Void
    ) {
        let error = errorOfStep(task)
        // 0.9 error^{−1/5}; `error` is squared
        let factor = N.larger(0.2, N.smaller(5, 0.9 * (-0.1 * error.logarithm).exponential))
        var reports = false
        for lane in members.indices where members[lane].isActive {
            members[lane].judge(error: error.vector[lane], factor: factor.vector[lane])
            if members[lane].wasAccepted { reports = reports || members[lane].isAtOutput }
        }
        if reports {
            var elapsed = N(0)
            for lane in members.indices { elapsed.vector[lane] = members[lane].time - task.baseYear }
            reporting.account(economy, view(trial), elapsed: elapsed)
        }
        for lane in members.indices where members[lane].isActive {
            if members[lane].wasAccepted { accept(task, reporting, lane) }
            finishIfDone(task, lane, done)
        }
    }

    /// The mean square over the state of each lane's error against what is allowed (the norm of Hairer, Nørsett and Wanner,
    /// Solving Ordinary Differential Equations I, equation 4.11). GSL takes the largest instead: at the same tolerance it
    /// steps 40 % more often, for a similar error of what is reported.
    private func errorOfStep(_ task: EnsembleTask) -> N {
        let absolute = N(0.01 * task.tolerance)
        let relative = N(task.tolerance)
        var sum = N(0)
        var step = N(0)
        for lane in members.indices where members[lane].isActive { step.vector[lane] = members[lane].step }
        for i in 0..<count { fresh[i] = N(Tsitouras.errors[0]) * rates[0][i] }
        for stage in 1..<Tsitouras.stages {
            let weight = N(Tsitouras.errors[stage])
            let k = rates[stage]
            for i in 0..<count { fresh[i] += weight * k[i] }
        }
        for i in 0..<count {
            let size = N.larger(N.larger(state[i], -state[i]), N.larger(trial[i], -trial[i]))
            let ratio = step * fresh[i] / (absolute + relative * size)
            sum += ratio * ratio
        }
        return sum * N(1 / Double(count))
    }

    private func accept(_ task: EnsembleTask, _ reporting: EnsembleReporting<Vector>, _ lane: Int) {
        for i in 0..<count {
            state[i].vector[lane] = trial[i].vector[lane]
            rates[0][i].vector[lane] = rates[Tsitouras.stages - 1][i].vector[lane]
        }
        let jumps = members[lane].isAtBreakpoint && members[lane].path.jumps(at: members[lane].time)
        if members[lane].isAtBreakpoint { begin(task, lane) }
        if jumps {
            members[lane].needsRates = true
            members[lane].needsReport = members[lane].isAtOutput
        } else if members[lane].isAtOutput {
            reporting.record(lane: lane, into: &members[lane], year: members[lane].time)
        }
        members[lane].events.pass(members[lane].time)
    }

    private func finishIfDone(_ task: EnsembleTask, _ lane: Int, _ done: (EnsembleResult) -> Void) {
        let member = members[lane]
        guard member.isActive, member.failure != nil || (member.events.isPast && !member.needsReport) else {
            return
        }
        members[lane].isActive = false
        done(
            EnsembleResult(
                point: member.point, option: member.option, values: member.results,
                evaluations: member.evaluations, failure: member.failure))
    }
}
