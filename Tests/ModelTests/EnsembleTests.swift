import Declarations
import Questions
import Scenarios
import Simulation
import Testing

@Suite struct EnsembleTests {
    private static let times = [2025.0, 2026, 2027, 2028, 2029, 2030]

    /// Runs of every option at every world, by point and option.
    private func run(
        _ ensemble: any EnsembleModel, _ worlds: [World], _ options: [PolicyOption], tolerance: Double = 1e-10
    ) -> [[EnsembleResult?]] {
        let world = worlds[0]
        let layout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        let courses = worlds.map { world in
            options.map { Course($0.policy(in: world), reportedAt: Self.times) }
        }
        let task = EnsembleTask(
            layout: world.layout, points: worlds.count, times: Self.times,
            reported: Array(0..<layout.count), tolerance: tolerance
        ) { point, values in
            for (i, value) in worlds[point].values.enumerated() { values[i] = value }
        } courses: {
            courses[$0]
        }
        var results = worlds.map { _ in [EnsembleResult?](repeating: nil, count: options.count) }
        ensemble.run(task) { results[$0.point][$0.option] = $0 }
        return results
    }

    private func worlds(_ count: Int, _ generator: inout SeededGenerator) throws -> [World] {
        try (0..<count).map { _ in try World.drawn(&generator) }
    }

    /// A jump and a ramp, one of them in the first year and one between two years.
    private func options(_ world: World, _ generator: inout SeededGenerator) -> [PolicyOption] {
        let keep = PolicyOption(name: "keep", steps: world.jurisdictions.map { _ in [] })
        var jump = keep.steps
        jump[1] = [StepSettings(from: 2027, over: 0, regime: nil, with: drawnLevers(&generator))]
        jump[2] = [StepSettings(from: 2025, over: 0, regime: nil, with: drawnLevers(&generator))]
        var late = keep.steps
        late[0] = [StepSettings(from: 2030, over: 0, regime: nil, with: drawnLevers(&generator))]
        return [
            keep, PolicyOption(name: "jump", steps: jump), PolicyOption(name: "late", steps: late),
            drawnOption("any", from: 2025.75, world, &generator),
            PolicyOption(name: "again", steps: keep.steps),
        ]
    }

    @Test(arguments: seeds.prefix(25))
    func `members agree with single runs on the reference integrator`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let worlds = try worlds(6, &generator)
        let options = options(worlds[0], &generator)
        let results = run(Build.best.ensembleModel(worlds[0].layout), worlds, options)
        for (world, results) in zip(worlds, results) {
            let simulation = Simulation(scenario(world, options, tolerance: 1e-11))
            for (option, result) in zip(options, results) {
                let result = try #require(result)
                #expect(result.failure == nil)
                let exact = try simulation.run(option).points.flatMap(\.values)
                try #require(exact.count == result.values.count)
                let worst =
                    zip(exact, result.values).map { abs($0 - $1) / max(abs($0), abs($1), 1e-3) }.max() ?? 0
                // a single step may err by the tolerance, and a run takes some hundred
                #expect(worst < 2e-6, "\(option.name)")
            }
        }
    }

    @Test(arguments: seeds.prefix(5))
    func `an option is the same to the bit whichever option is the first`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let worlds = try worlds(3, &generator)
        let options = options(worlds[0], &generator)
        let ensemble = Build.best.ensembleModel(worlds[0].layout)
        let alone = options.map { run(ensemble, worlds, [$0]) }
        for first in options.indices {
            let turned = Array(options[first...] + options[..<first])
            let together = run(ensemble, worlds, turned)
            for point in worlds.indices {
                for (place, option) in turned.enumerated() {
                    let number = (first + place) % options.count
                    #expect(
                        together[point][place]?.values == alone[number][point][0]?.values,
                        "\(option.name) after \(turned[0].name)")
                }
            }
        }
    }

    /// Single runs fill up rows of sectors to whole vectors and ensembles do not, so that one is a test of the other.
    @Test(arguments: 1...13)
    func `members agree with single runs in a world of any size`(sectors: Int) throws {
        var generator = SeededGenerator(seed: UInt64(sectors))
        let places = Int.random(in: 1...6, using: &generator)
        let world = try World.drawn(&generator).permuted(
            (0..<places).map { $0 % 5 }, (0..<sectors).map { $0 % 6 })
        let option = drawnOption("any", from: 2025.75, world, &generator)
        let result = run(Build.best.ensembleModel(world.layout), [world], [option])[0][0]
        let exact = try Simulation(scenario(world, [option], tolerance: 1e-11)).run(option)
        let values = try #require(result?.values)
        #expect(result?.failure == nil && values.count == exact.points.reduce(0) { $0 + $1.values.count })
        for (one, other) in zip(exact.points.flatMap(\.values), values) {
            #expect(abs(one - other) <= 2e-6 * max(abs(one), abs(other), 1e-3), "\(places) places")
        }
    }

    @Test(arguments: seeds.prefix(10))
    func `a member's result is the same to the bit whoever its neighbours are`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let worlds = try worlds(7, &generator)
        let options = options(worlds[0], &generator)
        let ensemble = Build.best.ensembleModel(worlds[0].layout)
        let together = run(ensemble, worlds, options)
        for (point, world) in worlds.enumerated() {
            let alone = run(ensemble, [world], [options[0]])
            #expect(alone[0][0]?.values == together[point][0]?.values)
            #expect(alone[0][0]?.evaluations == together[point][0]?.evaluations)
        }
        let backwards = run(ensemble, worlds.reversed(), options.reversed())
        for point in worlds.indices {
            for option in options.indices {
                #expect(
                    backwards[6 - point][options.count - 1 - option]?.values
                        == together[point][option]?.values)
            }
        }
    }

    @Test(arguments: seeds.prefix(5))
    func `all builds of the equations give the same bits`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let worlds = try worlds(5, &generator)
        let options = options(worlds[0], &generator)
        let one = run(Build.baseline.ensembleModel(worlds[0].layout), worlds, options)
        for build in Build.available {
            let other = run(build.ensembleModel(worlds[0].layout), worlds, options)
            for (a, b) in zip(one.joined(), other.joined()) { #expect(a?.values == b?.values, "\(build)") }
        }
    }

    @Test(arguments: 1...13)
    func `all builds of the equations give the same bits in single runs of any size`(sectors: Int) throws {
        for places in [1, 2, 5] {
            var generator = SeededGenerator(seed: UInt64(sectors))
            let world = try World.drawn(&generator).permuted(
                Array(0..<places), (0..<sectors).map { $0 % 6 })
            let policy = drawnOption("any", from: world.baseYear, world, &generator).policy(in: world)
            var results: [[Double]] = []
            for build in Build.available {
                let model = build.runModel(world)
                var state = [Double](repeating: 0, count: StateLayout(world).count)
                var rates = state
                model.start(baseLevers: policy.base, state: &state)
                model.setLevers(
                    PolicyPath(policy), at: world.baseYear + 2, inSegmentFrom: world.baseYear + 2)
                model.rates(elapsed: 2, state: state, into: &rates)
                results.append(state + rates + model.report(elapsed: 2, state: state) + model.bandIncome())
            }
            #expect(results.allSatisfy { $0 == results[0] && $0.allSatisfy(\.isFinite) })
        }
    }

    @Test func `nothing before a policy's date changes, to the last bit`() throws {
        var generator = SeededGenerator(seed: 3)
        let worlds = try worlds(4, &generator)
        let options = [
            options(worlds[0], &generator)[0], drawnOption("late", from: 2028.5, worlds[0], &generator),
        ]
        for results in run(Build.best.ensembleModel(worlds[0].layout), worlds, options) {
            let (keep, late) = (try #require(results[0]), try #require(results[1]))
            let before = keep.values.count / Self.times.count * 4
            #expect(keep.values.prefix(before) == late.values.prefix(before))
            #expect(keep.values != late.values)
        }
    }

    @Test func `a member that cannot be integrated fails by itself`() throws {
        var generator = SeededGenerator(seed: 4)
        var worlds = try worlds(5, &generator)
        let options = options(worlds[0], &generator)
        let sound = run(Build.best.ensembleModel(worlds[0].layout), worlds, options)
        worlds[2][.passThroughTime] = 1e-9
        let results = run(Build.best.ensembleModel(worlds[0].layout), worlds, options)
        for point in worlds.indices {
            for option in options.indices {
                let result = try #require(results[point][option])
                #expect((result.failure == nil) == (point != 2 || option == 0 && result.failure == nil))
                if point != 2 { #expect(result.values == sound[point][option]?.values) }
            }
        }
        #expect(results[2].contains { $0?.failure != nil })
    }
}
