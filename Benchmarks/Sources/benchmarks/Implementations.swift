import CBaseline
import Declarations
import Simulation

/// One way of computing the runs: results as year × variable × place for each draw, and what it took.
protocol Implementation {
    var name: String { get }
    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work
}

struct Work {
    /// By draw; year × variable × place.
    var results: [[Double]] = []
    var evaluations = 0
}

/// What a good C programmer would write on the GNU Scientific Library.
struct CBaselineOnGSL: Implementation {
    let name = "C on GSL rkf45"
    private let world: OpaquePointer
    private let worker: OpaquePointer

    init(_ setup: Setup) {
        let levers = Array(setup.world.baseLevers.joined())
        world = baseline_world_create(
            setup.world.values, levers, Int32(setup.world.baseYear), Int32(setup.end))
        for (place, steps) in setup.option.policy(in: setup.world).steps.enumerated() {
            for step in steps {
                let status = baseline_world_add_step(world, Int32(place), step.from, step.over, step.target)
                precondition(status == 0, "the baseline takes the policy")
            }
        }
        worker = baseline_worker_create(world)
    }

    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work {
        let years = Int(setup.end - setup.world.baseYear) + 1
        var work = Work()
        var buffer = [Double](repeating: 0, count: years * 7 * 5)
        for draw in draws {
            let evaluations = baseline_run(
                worker, setup.positions, setup.draws[draw], Int32(setup.positions.count), tolerance,
                BASELINE_RKF45, &buffer)
            precondition(evaluations > 0, "the baseline integrates")
            work.evaluations += evaluations
            // without the level of quality, which the program reports relative to the base year
            work.results.append(
                (0..<years).flatMap { year in
                    [0, 1, 2, 3, 4, 6].flatMap { variable in
                        (0..<5).map { buffer[(year * 7 + variable) * 5 + $0] }
                    }
                })
        }
        return work
    }
}

/// What `equipoise run` does for one option, with every variable of its tables.
struct SingleRunOnGSL: Implementation {
    let name = "equipoise on GSL rkf45, one run at a time"

    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work {
        var work = Work()
        let reports = Reports(setup.world)
        let cells = Setup.variables.flatMap { variable in
            setup.world.jurisdictions.compactMap { reports.cell(variable, place: $0) }
        }
        for draw in draws {
            let trajectory = try Simulation(setup.scenario(draw, tolerance: tolerance)).run(setup.option)
            work.evaluations += trajectory.evaluations
            work.results.append(trajectory.points.flatMap { point in cells.map { $0.value(in: point) } })
        }
        return work
    }
}
