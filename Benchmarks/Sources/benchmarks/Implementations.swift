import CBaseline
import Declarations
import Dispatch
import GSL
import Questions
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
            var result: [Double] = []
            for year in 0..<years {
                // without the level of quality, which the program reports relative to the base year
                for variable in [0, 1, 2, 3, 4, 6] {
                    let first: Int = (year * 7 + variable) * 5
                    result += buffer[first..<first + 5]
                }
            }
            work.results.append(result)
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

/// The integration of single runs alone, as the baseline's: no reports but an evaluation of all flows each year.
struct IntegrationOnGSL: Implementation {
    let name = "the same, integration alone"

    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work {
        var work = Work()
        let base = setup.world.baseYear
        let policy = setup.option.policy(in: setup.world)
        let path = PolicyPath(policy)
        let breakpoints = policy.breakpoints(between: base, and: setup.end)
        let years = (1...Int(setup.end - base)).map { base + Double($0) }
        let count = StateLayout(setup.world).count
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: 2 * count)
        defer { memory.deallocate() }
        memory.initialize(repeating: 0, count: 2 * count)
        for draw in draws {
            let model = Build.best.runModel(setup.world(draw))
            model.start(baseLevers: policy.base, state: memory)
            var (start, end) = (base, breakpoints.first ?? setup.end)
            var moves = path.moves(from: start, to: end)
            var integrator = try Integrator(
                .rkf45, dimension: count, relative: tolerance, absolute: 0.01 * tolerance
            ) {
                time, state, rate in
                if moves { model.setLevers(path, at: time, inSegmentFrom: start) }
                model.rates(elapsed: time - base, state: state, into: rate)
            }
            model.setLevers(path, at: base, inSegmentFrom: base)
            var time = base
            for event in Set(years + breakpoints).sorted() {
                try integrator.advance(&time, to: event, state: memory)
                if breakpoints.contains(event) {
                    (start, end) = (event, breakpoints.first { $0 > event } ?? setup.end)
                    moves = path.moves(from: start, to: end)
                    model.setLevers(path, at: start, inSegmentFrom: start)
                    integrator.reset()
                }
                model.rates(elapsed: event - base, state: memory, into: memory + count)
            }
            work.evaluations += integrator.evaluations
        }
        return work
    }
}

/// Members side by side, each in a lane of its own; on several threads, each with an engine and a part of the draws.
struct EnsembleOfLanes: Implementation {
    let name: String
    private let engines: [any EnsembleModel]

    init(_ build: Build, threads: Int, _ layout: Layout) {
        name =
            threads == 1 ? "equipoise ensemble, \(build)" : "equipoise on \(threads) threads, \(build)"
        engines = (0..<threads).map { _ in build.ensembleModel(layout) }
    }

    func run(_ setup: Setup, tolerance: Double, draws: Range<Int>) throws -> Work {
        if engines.count == 1 { return Self.run(engines[0], setup, tolerance: tolerance, draws: draws) }
        let parts = (0..<engines.count).map { k in
            draws.lowerBound + draws.count * k / engines.count..<draws.lowerBound + draws.count * (k + 1)
                / engines.count
        }
        let works = UnsafeMutableBufferPointer<Work>.allocate(capacity: engines.count)
        defer { works.deallocate() }
        works.initialize(repeating: Work())
        nonisolated(unsafe) let slots = works
        nonisolated(unsafe) let own = engines
        DispatchQueue.concurrentPerform(iterations: own.count) { k in
            slots[k] = Self.run(own[k], setup, tolerance: tolerance, draws: parts[k])
        }
        defer { works.deinitialize() }
        return Work(
            results: works.flatMap(\.results), evaluations: works.reduce(0) { $0 + $1.evaluations })
    }

    private static func run(
        _ ensemble: any EnsembleModel, _ setup: Setup, tolerance: Double, draws: Range<Int>
    ) -> Work {
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
        let task = setup.task(
            world, setup.option, draws: draws, times: times, reported: reported, tolerance: tolerance)
        var work = Work()
        work.results = draws.map { _ in [] }
        ensemble.run(task) { result in
            precondition(result.failure == nil, "the ensemble integrates")
            work.evaluations += result.evaluations
            var sums: [Double] = []
            sums.reserveCapacity(times.count * places * sizes.count)
            var next = 0
            result.values.withUnsafeBufferPointer { values in
                for _ in times {
                    for size in sizes {
                        for _ in 0..<places {
                            var sum = 0.0
                            for i in 0..<size { sum += values[next &+ i] }
                            sums.append(sum)
                            next &+= size
                        }
                    }
                }
            }
            work.results[result.point] = sums
        }
        return work
    }
}
