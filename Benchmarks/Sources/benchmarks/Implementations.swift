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

/// Members side by side, each in a lane of its own.
struct EnsembleOfLanes: Implementation {
    let name: String
    private let ensemble: any EnsembleModel

    init(_ name: String, _ ensemble: any EnsembleModel) {
        self.name = name
        self.ensemble = ensemble
    }

    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work {
        let world = setup.world
        let (places, sectors) = (world.jurisdictions.count, world.sectors.count)
        let layout = ReportLayout(jurisdictions: places, sectors: sectors)
        let starts = Dictionary(
            uniqueKeysWithValues: Variable.allCases.enumerated().map { ($1, layout.start($0)) })
        let sizes = Setup.variables.map { $0.declaration.bySector ? sectors : 1 }
        let reported = zip(Setup.variables, sizes).flatMap { variable, size in
            (0..<places * size).map { (starts[variable] ?? 0) + $0 }
        }
        let times = (0...Int(setup.end - world.baseYear)).map { world.baseYear + Double($0) }
        let task = EnsembleTask(
            layout: world.layout, baseYear: world.baseYear, baseLevers: world.baseLevers,
            policies: [setup.option.policy(in: world)], points: draws.count, times: times, reported: reported,
            tolerance: tolerance
        ) { point, values in
            for (i, value) in world.values.enumerated() { values[i] = value }
            for (position, value) in zip(setup.positions, setup.draws[draws.lowerBound + point]) {
                values[Int(position)] = value
            }
        }
        var work = Work()
        work.results = draws.map { _ in [] }
        ensemble.run(task) { result in
            precondition(result.failure == nil, "the ensemble integrates")
            work.evaluations += result.evaluations
            var sums: [Double] = []
            var next = 0
            for _ in times {
                for size in sizes {
                    for _ in 0..<places {
                        var sum = 0.0
                        for i in next..<next + size { sum += result.values[i] }
                        sums.append(sum)
                        next += size
                    }
                }
            }
            work.results[result.point] = sums
        }
        return work
    }
}
