import Declarations

/// Integrates members of an ensemble side by side, each in a lane with its own time and step.
///
/// A lane that has finished its member takes the next one, so that no evaluation waits for a slow neighbour. Every operation
/// works on each lane alone, so that a member's result is the same to the bit whoever its neighbours are. Options of a point
/// share one member until their laws part.
final class Ensemble<Vector: LaneVector> {
    typealias N = Lanes<Vector>

    let layout: Layout
    /// Entries of the state.
    let count: Int
    private var constants = Arena<N>()
    private var stagedConstants = Arena<N>()
    private var scratch = Arena<N>()
    let economy: Economy<N>
    /// The next points, brought to their base year together and taken from there one by one.
    private let staged: Economy<N>
    private let stagedState: UnsafeMutablePointer<N>
    private let stagedRate: UnsafeMutablePointer<N>
    let state: UnsafeMutablePointer<N>
    let trial: UnsafeMutablePointer<N>
    /// Rates at each stage of a step, stage by stage.
    let rates: UnsafeMutablePointer<N>
    let fresh: UnsafeMutablePointer<N>
    /// Entries of the state before the burden, which `relaxation` takes from one stage to the next.
    let unrelaxed: Int
    let relaxation: Relaxation<N>
    /// What moves the burdens at the step's end, where `rates` keeps their rates for the next step; by entry of the state.
    let lastForcing: UnsafeMutablePointer<N>
    /// Step times weight, by stage.
    let factors: UnsafeMutablePointer<N>
    // only methods of this class touch them, one at a time: no check at every access is needed
    @exclusivity(unchecked) var members: [Member]
    @exclusivity(unchecked) var lawIsStale = true
    /// Points in the staging area, with what they meet, and the next to be taken.
    private var stagedPoints: Range<Int> = 0..<0
    private var stagedCourses: [[Course]] = []
    private var nextPoint = 0
    /// Members that have parted from another and wait for a lane.
    private var waiting: [(member: Member, values: [Double])] = []

    init(_ layout: Layout) {
        self.layout = layout
        count = State<N>.count(places: layout.jurisdictions, sectors: layout.sectors)
        economy = Economy(layout, arena: &scratch, constants: &constants)
        staged = Economy(layout, arena: &scratch, constants: &stagedConstants)
        stagedState = scratch.numbers(count)
        stagedRate = scratch.numbers(count)
        state = scratch.numbers(count)
        trial = scratch.numbers(count)
        fresh = scratch.numbers(count)
        rates = scratch.numbers(Tsitouras.stages * count)
        unrelaxed = count - layout.jurisdictions
        relaxation = Relaxation(&scratch)
        lastForcing = scratch.numbers(count)
        factors = scratch.numbers(Tsitouras.stages)
        members = (0..<Vector.scalarCount).map { _ in Member() }
    }

    deinit {
        constants.free()
        stagedConstants.free()
        scratch.free()
    }

    func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void) {
        (nextPoint, stagedPoints, waiting) = (0, 0..<0, [])
        let reporting = EnsembleReporting(task, economy, view(trial))
        let staging = EnsembleReporting(task, staged, view(stagedState))
        for lane in members.indices { members[lane].isActive = false }
        while true {
            for lane in members.indices {
                // one that has reported all it is asked for where it begins leaves its lane to the next
                while !members[lane].isActive, take(task, staging, lane) { finishIfDone(lane, done) }
            }
            guard members.contains(where: { $0.isActive }) else { return }
            refresh(reporting)
            for lane in members.indices { finishIfDone(lane, done) }
            attempt()
            judge(task, reporting)
            for lane in members.indices { finishIfDone(lane, done) }
        }
    }

    @inline(__always)
    func view(_ base: UnsafeMutablePointer<N>) -> State<N> {
        State(base, places: layout.jurisdictions, sectors: layout.sectors)
    }

    private func finishIfDone(_ lane: Int, _ done: (EnsembleResult) -> Void) {
        guard members[lane].isDone else { return }
        members[lane].isActive = false
        let member = members[lane]
        for option in member.riders {
            done(
                EnsembleResult(
                    point: member.point, option: option, values: member.results,
                    evaluations: member.evaluations, failure: member.failure))
        }
    }
}

// MARK: Taking members

extension Ensemble {
    /// Puts a member that waits, or else the next point, into a lane.
    /// - Returns: false where nothing is left.
    private func take(_ task: EnsembleTask, _ staging: EnsembleReporting<Vector>, _ lane: Int) -> Bool {
        if let (member, values) = waiting.popLast() {
            members[lane] = member
            restore(values, lane)
            enterSegment(lane)
            return true
        }
        guard nextPoint < task.points else { return false }
        if !stagedPoints.contains(nextPoint) { stage(task, staging) }
        let slot = nextPoint - stagedPoints.lowerBound
        for (source, target) in zip(stagedConstants.blocks, constants.blocks) {
            copy(source.base, slot, to: target.base, lane, source.count)
        }
        copy(stagedState, slot, to: state, lane, count)
        copy(stagedRate, slot, to: rates, lane, count)
        members[lane] = Member(
            point: nextPoint, courses: stagedCourses[slot], reports: task.times.count * task.reported.count)
        // the law of the base year: one that an option of its own changes there is not that of the others
        copy(staged.law.levers.base, slot, to: economy.law.levers.base, lane, economy.law.levers.cells.count)
        lawIsStale = true
        staging.record(lane: slot, into: &members[lane])
        part(lane)
        nextPoint += 1
        return true
    }

    /// Brings the next points to their base year, all at once.
    private func stage(_ task: EnsembleTask, _ staging: EnsembleReporting<Vector>) {
        stagedPoints = nextPoint..<min(nextPoint + Vector.scalarCount, task.points)
        stagedCourses = []
        withUnsafeTemporaryAllocation(of: Double.self, capacity: layout.count) { buffer in
            guard let values = buffer.baseAddress else { return }
            for slot in 0..<Vector.scalarCount {
                // lanes without a point of their own repeat the last, which is never taken from them
                let point = min(stagedPoints.lowerBound + slot, stagedPoints.upperBound - 1)
                task.values(point, values)
                let parameters = staged.parameters.values.doubles
                for i in 0..<layout.count { parameters[i * Vector.scalarCount + slot] = values[i] }
                let courses = task.courses(point)
                stagedCourses.append(courses)
                for (i, lever) in courses[0].policy.base.joined().enumerated() {
                    staged.law.levers.base.doubles[i * Vector.scalarCount + slot] = lever
                }
            }
        }
        staged.prepare()
        staged.start(view(stagedState))
        staged.rates(view(stagedState), elapsed: 0, into: view(stagedRate))
        staging.account(staged, view(stagedState), elapsed: 0)
    }

    /// Where a member has reported: lets go of the options that leave its path here.
    func part(_ lane: Int) {
        let leaving = members[lane].letGo()
        if !leaving.isEmpty {
            let values = saved(lane)
            waiting += leaving.map { ($0, values) }
        }
        enterSegment(lane)
    }

    /// Puts a new law in force, if the lane's member has reached the date of one.
    func enterSegment(_ lane: Int) {
        if members[lane].passBreakpoint() { setLaw(lane, at: members[lane].time) }
    }

    func setLaw(_ lane: Int, at time: Double) {
        members[lane].path.write(
            at: time, inSegmentFrom: members[lane].segmentStart,
            to: economy.law.levers.base.doubles + lane, stride: Vector.scalarCount)
        lawIsStale = true
    }

    private func copy(
        _ source: UnsafeMutablePointer<N>, _ slot: Int, to target: UnsafeMutablePointer<N>, _ lane: Int,
        _ count: Int
    ) {
        let (source, target) = (source.doubles + slot, target.doubles + lane)
        for i in 0..<count { target[i * Vector.scalarCount] = source[i * Vector.scalarCount] }
    }

    /// What is the lane's own: the levers, its state, the rates there and the constants of its run.
    private var ownBlocks: [Row<N>] {
        [
            economy.law.levers.cells, Row(base: state, count: count), Row(base: rates, count: count),
        ] + constants.blocks
    }

    private func saved(_ lane: Int) -> [Double] {
        ownBlocks.flatMap { block in (0..<block.count).map { block.base[$0].vector[lane] } }
    }

    private func restore(_ values: [Double], _ lane: Int) {
        var next = 0
        for block in ownBlocks {
            for i in 0..<block.count { block.base[i].vector[lane] = values[next + i] }
            next += block.count
        }
        lawIsStale = true
    }
}

extension UnsafeMutablePointer where Pointee: Number {
    /// The same memory as numbers: those of one lane lie as far apart as there are lanes.
    @inline(__always)
    var doubles: UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: Double.self)
    }
}
