package import Declarations
private import GSL
package import Questions

/// Runs the options of a scenario one by one, each integrated by the GNU Scientific Library.
///
/// A run restarts at every date at which the law jumps or begins or ends to move, and reaches every output time exactly.
/// Each run is independent of the one before: the same option gives the same bits whatever ran first.
package struct Simulation {
    private let scenario: Scenario
    private let model: any RunModel
    private let stateLayout: StateLayout
    private let reportLayout: ReportLayout
    /// Instants at which flows are wanted: rows of the tables, and the instants of the comparison.
    package let times: [Double]

    /// - Parameter times: instants at which flows are wanted instead, in order; the first is the base year.
    package init(_ scenario: Scenario, times: [Double]? = nil) {
        self.scenario = scenario
        let world = scenario.world
        model = Build.best.runModel(world)
        stateLayout = StateLayout(world)
        reportLayout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        let rows = scenario.horizon.times(from: scenario.world.baseYear)
        self.times = times ?? Set(rows + scenario.comparison.instants).sorted()
    }

    /// The path of one option.
    package func run(_ option: PolicyOption) throws(RunError) -> Trajectory {
        try run(option.policy(in: scenario.world), named: option.name)
    }

    /// The path under any policy.
    /// - Parameter name: for messages.
    package func run(_ policy: Policy, named name: String) throws(RunError) -> Trajectory {
        do {
            return try integrate(policy, scenario.solver)
        } catch {
            throw RunError(option: name, failure: error)
        }
    }

    private func integrate(_ policy: Policy, _ solver: Solver) throws(RunError.Failure) -> Trajectory {
        let world = scenario.world
        let path = PolicyPath(policy)
        let start = world.baseYear
        let end = times.last ?? start
        let count = stateLayout.count
        let state = UnsafeMutablePointer<Double>.allocate(capacity: count)
        defer { state.deallocate() }
        state.initialize(repeating: 0, count: count)
        model.start(baseLevers: policy.base, state: state)

        let segment = Segment(start: start)
        let stepper = try stepper(solver.method)
        var integrator = try integrator(stepper, solver, segment, path, count)
        var trajectory = Trajectory()
        var time = start
        let breakpoints = policy.breakpoints(between: start, and: end)
        segment.begin(at: start, until: breakpoints.first ?? end, path, model)
        for event in Set(times + breakpoints).sorted() {
            if event > time {
                do {
                    try integrator.advance(&time, to: event, state: state)
                } catch {
                    throw .init(error, stateLayout)
                }
            }
            if breakpoints.contains(event) {
                segment.begin(at: event, until: breakpoints.first { $0 > event } ?? end, path, model)
                integrator.reset()
            }
            if times.contains(event) {
                // from the instant on: a law that begins just then is in force
                model.setLevers(path, at: event, inSegmentFrom: event)
                try trajectory.append(report(at: event, state: state))
            }
        }
        trajectory.evaluations = integrator.evaluations
        return trajectory
    }

    private func stepper(_ method: Solver.Method) throws(RunError.Failure) -> Integrator.Stepper {
        switch method {
        case .auto, .rkf45: .rkf45
        case .rk8pd: .rk8pd
        case .msadams: .msadams
        case .tsit5: throw .methodIsForEnsembles
        }
    }

    private func integrator(
        _ stepper: Integrator.Stepper, _ solver: Solver, _ segment: Segment, _ path: PolicyPath, _ count: Int
    ) throws(RunError.Failure) -> Integrator {
        let base = scenario.world.baseYear
        let tolerance = solver.toleranceOfRun
        do {
            return try Integrator(
                stepper, dimension: count, relative: tolerance, absolute: 0.01 * tolerance
            ) { [model] time, state, rate in
                if segment.moves { model.setLevers(path, at: time, inSegmentFrom: segment.start) }
                model.rates(elapsed: time - base, state: state, into: rate)
            }
        } catch {
            throw .init(error, stateLayout)
        }
    }

    private func report(
        at time: Double, state: UnsafeMutablePointer<Double>
    ) throws(RunError.Failure) -> Trajectory.Point {
        let values = model.report(elapsed: time - scenario.world.baseYear, state: state)
        if let position = values.firstIndex(where: { !$0.isFinite }) {
            let variable = reportLayout.variable(at: position)
            throw .notFinite(variable: variable.rawValue, year: time)
        }
        let bandIncome = model.bandIncome()
        guard bandIncome.allSatisfy(\.isFinite) else {
            throw .notFinite(variable: "licence income by size band", year: time)
        }
        return .init(time: time, values: values, bandIncome: bandIncome)
    }
}

/// The stretch between two policy dates that is being integrated, and whether the law moves within it.
private final class Segment {
    private(set) var start: Double
    private(set) var moves = false

    init(start: Double) { self.start = start }

    func begin(at start: Double, until end: Double, _ path: PolicyPath, _ model: any RunModel) {
        self.start = start
        moves = path.moves(from: start, to: end)
        model.setLevers(path, at: start, inSegmentFrom: start)
    }
}
