import Declarations
import Questions
import Scenarios
import Simulation
import Testing

/// Limits in which different rules must come to the same.
@Suite struct RegimeLimitsTests {
    private let atOnce = 2026.0

    private func paths(_ world: World, _ levers: [LeverSettings]) throws -> [Trajectory] {
        let options = levers.enumerated().map { everywhere("option\($0)", $1, from: atOnce, in: world) }
        let simulation = Simulation(scenario(world, options))
        return try options.map(simulation.run)
    }

    private func levers(_ changes: [Lever: Double], over base: LeverSettings) -> LeverSettings {
        var levers = base
        for (lever, value) in changes { levers[lever] = value }
        return levers
    }

    /// A world in which nothing is reserved when the new law comes.
    private func unreserved(_ generator: inout SeededGenerator) throws -> World {
        var world = try World.drawn(&generator)
        for s in world.sectors.indices { world[.initialReservation, s] = 0 }
        return world
    }

    @Test(arguments: seeds)
    func `opting out at a prohibitive cost is free use`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try unreserved(&generator)
        for s in world.sectors.indices { world[.reservationCost, s] = 1e9 }
        // with a thin tail of values, so that next to no work is worth a prohibitive cost
        world[.valueTail] = 3
        let any = drawnLevers(&generator)
        let results = try paths(
            world,
            [
                levers([.exceptionScope: 1, .reservable: 1], over: any),
                levers([.exceptionScope: 1, .reservable: 0], over: any),
            ])
        #expect(results[0].distance(to: results[1]) < 1e-6)
    }

    @Test(arguments: seeds)
    func `opting out that nobody enforces leaves every work within reach`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let unenforced: [Lever: Double] = [.enforcement: 0, .transparency: 0]
        let any = levers(unenforced, over: drawnLevers(&generator))
        let results = try paths(
            world,
            [
                levers([.exceptionScope: 1, .reservable: 1], over: any),
                levers([.exceptionScope: 1, .reservable: 0], over: any),
            ])
        for (optOut, free) in zip(results[0].points, results[1].points).dropFirst() {
            let (one, other) = (Instant(world, optOut), Instant(world, free))
            for place in world.jurisdictions {
                for sector in world.sectors {
                    #expect(one[.accessibleShare, place, sector] == 1)
                    #expect(other[.accessibleShare, place, sector] == 1)
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `a statutory licence at a rate of 0 is free use`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try unreserved(&generator)
        let any = drawnLevers(&generator)
        let free: [Lever: Double] = [.exceptionScope: 1, .reservable: 0]
        let statutory = world.regime(named: "statutoryLicence")?.levers ?? LeverSettings()
        #expect(statutory[.exceptionScope] == 1 && statutory[.reservable] == 0)
        let results = try paths(
            world,
            [levers(free, over: any), levers(free, over: any)].enumerated().map { index, levers in
                var levers = levers
                levers[.statutoryRate] = 0
                // under a full exception, what licences and enforcement say is without object
                if index == 1 {
                    levers[.enforcement] = statutory[.enforcement]
                    levers[.collectiveCoverage] = statutory[.collectiveCoverage]
                }
                return levers
            })
        for (one, other) in zip(results[0].points, results[1].points) {
            let (one, other) = (Instant(world, one), Instant(world, other))
            for variable in [Variable.generativeAIRevenue, .aiQuality, .burden, .dataWithinReach] {
                for place in world.jurisdictions {
                    let (a, b) = (one[variable, place], other[variable, place])
                    #expect(abs(a - b) <= 1e-6 * abs(a) + 1e-9, "\(variable) \(place)")
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `an exception with everything reserved gives the access of permission`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try World.drawn(&generator)
        // reserving costs nothing, so that everything is reserved and stays so
        for s in world.sectors.indices {
            world[.reservationCost, s] = 0
            world[.initialReservation, s] = 1
        }
        let any = drawnLevers(&generator)
        for j in world.jurisdictions.indices {
            world.baseRegimes[j].with = levers([.exceptionScope: 1, .reservable: 1], over: any)
        }
        var permission = world
        for j in world.jurisdictions.indices {
            permission.baseRegimes[j].with = levers([.exceptionScope: 0, .reservable: 1], over: any)
        }
        let keep = PolicyOption(name: "keep", steps: world.jurisdictions.map { _ in [] })
        let optOut = try Simulation(scenario(world, [keep])).run(keep)
        let asked = try Simulation(scenario(permission, [keep])).run(keep)
        #expect(optOut.distance(to: asked) < 1e-6)
    }

    @Test(arguments: seeds)
    func `permission with free clearing of every work tends to the access of full collective coverage`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try World.drawn(&generator)
        for s in world.sectors.indices { world[.directLicenceCost, s] = 1e-12 }
        world[.licensableShare] = 1
        let any = levers([.exceptionScope: 0], over: drawnLevers(&generator))
        let results = try paths(
            world, [levers([.collectiveCoverage: 0], over: any), levers([.collectiveCoverage: 1], over: any)])
        let (one, other) = (Instant(world, results[0].points[5]), Instant(world, results[1].points[5]))
        for place in world.jurisdictions {
            for sector in world.sectors {
                let (a, b) = (one[.accessibleShare, place, sector], other[.accessibleShare, place, sector])
                #expect(abs(a - b) < 1e-6)
            }
        }
    }

    @Test(arguments: seeds)
    func `where AI makes no content, no rule on training moves what people buy of human works`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try World.drawn(&generator)
        for s in world.sectors.indices {
            world[.aiContentShare, s] = 0
            world[.toolProductivity, s] = 0
        }
        // licence income brings new works wherever creators respond to it
        world[.creatorSupplyElasticity] = 0
        let results = try paths(world, [drawnLevers(&generator), drawnLevers(&generator)])
        for (one, other) in zip(results[0].points, results[1].points) {
            let (one, other) = (Instant(world, one), Instant(world, other))
            for place in world.jurisdictions {
                let (a, b) = (one[.humanRevenue, place], other[.humanRevenue, place])
                #expect(abs(a - b) <= 1e-9 * a)
                let (c, d) = (one[.gainConsumers, place], other[.gainConsumers, place])
                #expect(abs(c - d) <= 1e-9)
            }
        }
    }
}
