import Declarations

/// A member of an ensemble on its way: where it is, how far it steps, and what it has reported.
struct Member {
    private(set) var point = 0
    /// What every option of its point meets.
    private let courses: [Course]
    /// The options that share the path so far. The member follows the course of the first.
    private(set) var riders: [Int] = []
    /// What it reaches one after the other on that course.
    private var instants: [Course.Instant] = []
    var isActive = true

    private(set) var baseYear = 0.0
    private(set) var time = 0.0
    /// The instant of its course that it has reached, or left last.
    private var position = 0
    /// The date of the policy from which the present segment runs.
    private(set) var segmentStart = 0.0
    private(set) var lawMoves = false

    var results: [Double] = []
    var recorded = 0
    private(set) var evaluations = 0
    var failure: EnsembleFailure?
    /// Whether rates, and a report, are due under a law that has just jumped.
    var needsRates = false
    var needsReport = false

    /// The step under way, what the error would allow, and whether the step ends at an instant of the course.
    private(set) var step = 0.0
    private var allowed = Member.longFirstStep
    private var reachesInstant = false
    private(set) var wasAccepted = false
    /// Whether it has reached an instant of the course.
    private(set) var hasArrived = false
    private var attempts = 0

    /// Years: what the first step may be, before its error is known, where the law jumps or begins to move, and where it is
    /// at rest. The latter reaches the next year in one step.
    private static let firstStep = 0.5
    private static let longFirstStep = 0.95
    private static let mostSteps = 20_000

    /// No member: what a lane holds that has nothing to do.
    init() {
        courses = []
        isActive = false
    }

    /// All options of a point, in the base year.
    init(point: Int, courses: [Course], reports: Int) {
        self.point = point
        self.courses = courses
        follow(Array(courses.indices))
        baseYear = instant.time
        time = baseYear
        segmentStart = baseYear
        results = [Double](repeating: 0, count: reports)
    }

    private var instant: Course.Instant { instants[position] }
    var path: PolicyPath { courses[riders[0]].path }

    private mutating func follow(_ options: [Int]) {
        riders = options
        instants = courses[options[0]].instants
    }

    // MARK: On the course

    var isAtReport: Bool { time == instant.time && instant.isReported }
    private var isAtEnd: Bool { position == instants.count - 1 }
    var isDone: Bool { isActive && (failure != nil || (isAtEnd && !needsReport)) }

    /// Lets those options go whose law changes before the next report: each goes on as a member of its own. One stays.
    mutating func letGo() -> [Member] {
        guard riders.count > 1 else { return [] }
        var leaving = riders.filter { courses[$0].departure == position }
        let staying = riders.filter { courses[$0].departure != position }
        follow(staying.isEmpty ? [leaving.removeFirst()] : staying)
        return leaving.map { option in
            var member = self
            member.follow([option])
            return member
        }
    }

    /// Begins a new segment where the law jumps or bends.
    /// - Returns: Whether it does.
    mutating func passBreakpoint() -> Bool {
        guard instant.isBreakpoint else { return false }
        segmentStart = time
        lawMoves = instant.lawMoves
        // errors under the law before say little of those under this one
        allowed = instant.jumps || lawMoves ? min(allowed, Self.firstStep) : Self.longFirstStep
        needsRates = instant.jumps
        // what was reported at the instant was so under the law before
        needsReport = instant.jumps && instant.isReported
        return true
    }

    // MARK: Stepping

    /// The next step: an even part of the way to the next instant, and no more than the error allows. That is 0.9 of what it
    /// might allow: up to a tenth more is tried where it saves a step.
    mutating func chooseStep() {
        let rest = instants[position + 1].time - time
        let parts = max(1, (rest / allowed - 0.1).rounded(.up))
        step = rest / parts
        reachesInstant = parts == 1
    }

    /// Counts an evaluation that belongs to no step.
    mutating func countEvaluation() { evaluations += 1 }

    /// - Parameters:
    ///   - error: mean square of the step's error against what is allowed.
    ///   - factor: by which the next step may be longer.
    mutating func judge(error: Double, factor: Double) {
        attempts += 1
        evaluations += Tsitouras.stages - 1
        wasAccepted = error <= 1
        hasArrived = false
        // not a number where a trial state has left the domain of the equations: a smaller step may stay in it
        allowed = step * (error.isFinite ? factor : 0.2)
        if attempts > Self.mostSteps { failure = .tooManySteps(Self.mostSteps, year: time) }
        guard wasAccepted else {
            if step < 1e-10 { failure = .stepTooSmall(year: time) }
            return
        }
        guard reachesInstant else {
            time += step
            return
        }
        position += 1
        time = instant.time
        hasArrived = true
    }
}
