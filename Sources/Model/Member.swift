import Declarations

/// A member of an ensemble on its way: where it is, how far it steps, and what it has reported.
struct Member {
    var isActive = false
    var point = 0
    var option = 0
    var path = PolicyPath(Policy(base: [], steps: []))
    var events = Events([], [])
    var time = 0.0
    var results: [Double] = []
    var recorded = 0
    var evaluations = 0
    var failure: EnsembleFailure?

    /// The date of the policy from which the present segment runs, and whether the law moves within it.
    var segmentStart = 0.0
    var lawMoves = false
    /// Whether rates, and a report, are due under a law that has just jumped.
    var needsRates = false
    var needsReport = false

    /// The step under way, what the error would allow, and whether the step ends at an event.
    private(set) var step = 0.0
    private var allowed = 0.1
    private var reachesEvent = false
    private(set) var wasAccepted = false
    private var attempts = 0

    private static let mostSteps = 100_000

    init() {}

    init(point: Int, option: Int, path: PolicyPath, events: Events, time: Double, results: Int) {
        self.point = point
        self.option = option
        self.path = path
        self.events = events
        self.time = time
        self.results = [Double](repeating: 0, count: results)
        isActive = true
        self.events.pass(time)
    }

    /// The next step: what the error allows, or an even part of the way to the next event.
    mutating func chooseStep() {
        let rest = events.next - time
        let parts = max(1, (rest / allowed - 1e-9).rounded(.up))
        step = rest / parts
        reachesEvent = parts == 1
    }

    /// - Parameters:
    ///   - error: mean square of the step's error against what is allowed.
    ///   - factor: by which the next step may be longer.
    mutating func judge(error: Double, factor: Double) {
        attempts += 1
        evaluations += Tsitouras.stages - 1
        wasAccepted = error <= 1
        // not a number where a trial state has left the domain of the equations: a smaller step may stay in it
        allowed = step * (error.isFinite ? factor : 0.2)
        if wasAccepted {
            time = reachesEvent ? events.next : time + step
        } else if step < 1e-10 {
            failure = .stepTooSmall(year: time)
        }
        if attempts > Self.mostSteps { failure = .tooManySteps(Self.mostSteps, year: time) }
    }

    var isAtOutput: Bool { time == events.next && events.nextIsOutput }
    var isAtBreakpoint: Bool { time == events.next && events.nextIsBreakpoint }
}

/// The instants that a member must reach exactly: what is reported, and where the law jumps or bends.
struct Events {
    private let dates: [(time: Double, isOutput: Bool, isBreakpoint: Bool)]
    private var position = 0

    init(_ outputs: [Double], _ breakpoints: [Double]) {
        dates = Set(outputs + breakpoints).sorted().map {
            ($0, outputs.contains($0), breakpoints.contains($0))
        }
    }

    var isPast: Bool { position >= dates.count }
    var next: Double { isPast ? .infinity : dates[position].time }
    var nextIsOutput: Bool { !isPast && dates[position].isOutput }
    var nextIsBreakpoint: Bool { !isPast && dates[position].isBreakpoint }

    mutating func pass(_ time: Double) {
        while !isPast && dates[position].time <= time { position += 1 }
    }

    /// The next breakpoint after a date, or the end.
    func segmentEnd(after start: Double) -> Double {
        dates.first { $0.isBreakpoint && $0.time > start }?.time ?? dates.last?.time ?? start
    }
}
