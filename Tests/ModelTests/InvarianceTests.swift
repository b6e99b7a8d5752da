import Declarations
import Questions
import Scenarios
import Simulation
import Testing

@Suite struct InvarianceTests {
    @Test(arguments: seeds)
    func `nothing before a policy's date changes, to the last bit`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let date = world.baseYear + 1 + 2 * generator.unit()
        let keep = PolicyOption(name: "keep", steps: world.jurisdictions.map { _ in [] })
        let change = drawnOption("change", from: date, world, &generator)
        let simulation = Simulation(scenario(world, [keep, change], years: 4, step: 0.25))
        let (kept, changed) = (try simulation.run(keep), try simulation.run(change))
        let before = kept.points.filter { $0.time < date }
        #expect(before.count > 4)
        for (one, other) in zip(before, changed.points) {
            #expect(
                one.time == other.time && one.values == other.values && one.bandIncome == other.bandIncome)
        }
    }

    @Test(arguments: seeds.prefix(50))
    func `a run does not depend on the run before it`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let one = drawnOption("one", from: world.baseYear + 1, world, &generator)
        let other = drawnOption("other", from: world.baseYear + 1.5, world, &generator)
        let scenario = scenario(world, [one, other])
        let simulation = Simulation(scenario)
        _ = try simulation.run(other)
        #expect(try simulation.run(one) == Simulation(scenario).run(one))
    }

    @Test(arguments: seeds)
    func `permuting jurisdictions and sectors permutes results`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        let places = Array(world.jurisdictions.indices).shuffled(using: &generator)
        let sectors = Array(world.sectors.indices).shuffled(using: &generator)
        let permuted = world.permuted(places, sectors)
        let moved = PolicyOption(name: "any", steps: places.map { option.steps[$0] })
        let results = try Simulation(scenario(world, [option], tolerance: 1e-9)).run(option)
        let others = try Simulation(scenario(permuted, [moved], tolerance: 1e-9)).run(moved)
        for (one, other) in zip(results.points, others.points) {
            let (one, other) = (Instant(world, one), Instant(permuted, other))
            for cell in one.reports.cells {
                let (a, b) = (cell.value(in: one.point), other[cell.variable, cell.place, cell.sector])
                // sums in another order may have the stepper accept a step in one world and refuse it in the other
                #expect(
                    abs(a - b) <= 1e-6 * max(abs(a), abs(b)) + 1e-9,
                    "\(cell.variable) \(cell.place) \(cell.sector)")
            }
        }
    }

    /// The cost of a licence and of a reservation is borne once under each law, so each half of a divided place bears half.
    @Test(arguments: seeds)
    func `one jurisdiction is two identical halves`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let full = try World.drawn(&generator)
        let levers = drawnLevers(&generator)
        let whole = full.single(levers)
        let halves = whole.halved()
        let step = StepSettings(from: 2026.5, over: 1, regime: nil, with: drawnLevers(&generator))
        let alone = PolicyOption(name: "any", steps: [[step]])
        let both = PolicyOption(name: "any", steps: [[step], [step]])
        let one = try Simulation(scenario(whole, [alone])).run(alone)
        let two = try Simulation(scenario(halves, [both])).run(both)
        for (one, two) in zip(one.points, two.points) {
            let (one, two) = (Instant(whole, one), Instant(halves, two))
            for cell in one.reports.cells where cell.place != Outcome.world && cell.variable != .diversity {
                let total = one[cell.variable, cell.place, cell.sector]
                let part = two[cell.variable, "East", cell.sector]
                let expected = cell.variable.declaration.addsUp ? total / 2 : total
                #expect(
                    abs(part - expected) <= 1e-6 * abs(expected) + 1e-9, "\(cell.variable) \(cell.sector)")
            }
        }
    }

    @Test(arguments: seeds)
    func `halving the tolerance changes nothing visible`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        let coarse = try Simulation(scenario(world, [option], tolerance: 1e-8)).run(option)
        let fine = try Simulation(scenario(world, [option], tolerance: 5e-9)).run(option)
        // five digits; steps across a kink, as where a licence's worth reaches 1, err more than others
        #expect(coarse.distance(to: fine) < 1e-5)
    }

    @Test(arguments: [Solver.Method.rk8pd, .msadams], seeds.prefix(40))
    func `the steppers agree`(method: Solver.Method, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        var scenario = scenario(world, [option], tolerance: 1e-9)
        let one = try Simulation(scenario).run(option)
        scenario.solver.method = method
        #expect(one.distance(to: try Simulation(scenario).run(option)) < 1e-6)
    }
}

extension World {
    /// The same world with jurisdictions and sectors in another order, or with some of them repeated or left out.
    func permuted(_ places: [Int], _ sectors: [Int]) -> World {
        let layout = Layout(jurisdictions: places.count, sectors: sectors.count)
        var world = World(
            baseYear: baseYear, jurisdictions: places.map { jurisdictions[$0] },
            sectors: sectors.map { self.sectors[$0] }, values: [Double](repeating: 0, count: layout.count),
            regimes: regimes,
            baseRegimes: places.map { baseRegimes[$0] }, sizeBands: sizeBands, notes: notes)
        for key in Scalar.allCases { world[key] = self[key] }
        for key in SectorRow.allCases {
            for (new, old) in sectors.enumerated() { world[key, new] = self[key, old] }
        }
        for key in JurisdictionRow.allCases {
            for (new, old) in places.enumerated() { world[key, new] = self[key, old] }
        }
        for key in Matrix.allCases {
            for (i, row) in places.enumerated() {
                for (k, column) in (key.hasSectorColumns ? sectors : places).enumerated() {
                    world[key, i, k] = self[key, row, column]
                }
            }
        }
        return world
    }

    /// A world of one place with the first place's spending.
    fileprivate func single(_ levers: LeverSettings) -> World {
        var world = World(
            baseYear: baseYear, jurisdictions: ["All"], sectors: sectors,
            values: [Double](repeating: 0, count: Layout(jurisdictions: 1, sectors: sectors.count).count),
            regimes: regimes, baseRegimes: [BaseRegime(regime: "statusQuo", with: levers)],
            sizeBands: sizeBands,
            notes: notes)
        world.take(self) { _ in 1 }
        world[.originShare, 0, 0] = 1
        world[.developerShare, 0, 0] = 1
        return world
    }

    /// The one place cut into two that are alike.
    fileprivate func halved() -> World {
        var world = World(
            baseYear: baseYear, jurisdictions: ["East", "West"], sectors: sectors,
            values: [Double](repeating: 0, count: Layout(jurisdictions: 2, sectors: sectors.count).count),
            regimes: regimes, baseRegimes: [baseRegimes[0], baseRegimes[0]], sizeBands: sizeBands,
            notes: notes)
        world.take(self) { unit in unit == .billionPerYear ? 0.5 : 1 }
        for s in sectors.indices {
            world[.directLicenceCost, s] *= 0.5
            world[.reservationCost, s] *= 0.5
            world[.reservationPreference, s] *= 0.5
        }
        for i in 0..<2 {
            for k in 0..<2 {
                world[.originShare, i, k] = 0.5
                world[.developerShare, i, k] = 0.5
            }
        }
        return world
    }

    /// Values of the first place of another world for every place, by a factor for each unit.
    private mutating func take(_ other: World, factor: (Unit) -> Double) {
        for key in Scalar.allCases { self[key] = other[key] }
        for key in SectorRow.allCases {
            for s in sectors.indices { self[key, s] = other[key, s] }
        }
        for j in jurisdictions.indices {
            for key in JurisdictionRow.allCases {
                self[key, j] = factor(key.declaration.unit) * other[key, 0]
            }
            for s in sectors.indices {
                self[.contentSpending, j, s] = factor(.billionPerYear) * other[.contentSpending, 0, s]
            }
        }
    }
}
