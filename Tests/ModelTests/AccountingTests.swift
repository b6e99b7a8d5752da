import Declarations
import Questions
import Scenarios
import Simulation
import Testing

@Suite struct AccountingTests {
    /// Royalties, damages and statutory payments of developers, world, from the burden that the run reports.
    private func payments(_ instant: Instant) -> Double {
        instant.places.reduce(0) { sum, place in
            let rate =
                instant[.burdenRoyalty, place] + instant[.burdenLiability, place]
                + instant[.burdenStatutory, place]
            return sum + rate * instant[.generativeAIRevenue, place]
        }
    }

    @Test(arguments: seeds)
    func `without a cost of collection, everything paid is received`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try World.drawn(&generator)
        world[.collectiveAdmin] = 0
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        for point in try Simulation(scenario(world, [option])).run(option).points {
            let instant = Instant(world, point)
            let received = instant[.licenceIncome, Outcome.world]
            #expect(abs(payments(instant) - received) <= 1e-12 * received + 1e-12)
        }
    }

    @Test(arguments: seeds)
    func
        `where all licences are collective, the cost of collection is the society's share of all but damages`(
            seed: UInt64
        ) throws
    {
        var generator = SeededGenerator(seed: seed)
        var world = try World.drawn(&generator)
        world[.licensableShare] = 0
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        for point in try Simulation(scenario(world, [option])).run(option).points {
            let instant = Instant(world, point)
            let damages = instant.places.reduce(0) {
                $0 + instant[.burdenLiability, $1] * instant[.generativeAIRevenue, $1]
            }
            let paid = payments(instant)
            let received = instant[.licenceIncome, Outcome.world]
            let collection = world[.collectiveAdmin] * (paid - damages)
            #expect(abs(paid - received - collection) <= 1e-12 * paid + 1e-12)
        }
    }

    @Test(arguments: seeds)
    func `the burden is the sum of its parts, and totals of their groups`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        for point in try Simulation(scenario(world, [option])).run(option).points {
            let instant = Instant(world, point)
            for place in instant.places {
                let parts: [Variable] = [
                    .burdenRoyalty, .burdenTransaction, .burdenLiability, .burdenStatutory, .burdenCompliance,
                ]
                let burden = parts.reduce(0) { $0 + instant[$1, place] }
                #expect(abs(instant[.burden, place] - burden) <= 1e-14)
                let groups = Variable.gains.dropLast().map { instant[$0.variable, place] }
                let scale = groups.map(abs).max() ?? 0
                #expect(abs(instant[.gainTotal, place] - groups.reduce(0, +)) <= 1e-13 * scale)
            }
        }
    }

    /// What consumers do not spend on AI content goes to human works, wherever they come from.
    @Test(arguments: seeds)
    func `revenue of human works is what markets spend on them`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        for point in try Simulation(scenario(world, [option])).run(option).points {
            let instant = Instant(world, point)
            for sector in world.sectors {
                let spent = instant.places.reduce(0) {
                    $0 + (1 - instant[.aiContentShare, $1, sector]) * instant[.contentSpending, $1, sector]
                }
                let received = instant.places.reduce(0) { $0 + instant[.humanRevenue, $1, sector] }
                #expect(abs(spent - received) <= 1e-12 * spent)
            }
        }
    }

    @Test(arguments: seeds)
    func `shares lie between 0 and 1, stocks and indices are positive, and bands add up to licence income`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try World.drawn(&generator)
        let option = drawnOption("any", from: world.baseYear + 1, world, &generator)
        let bands = world.sizeBands.count
        for point in try Simulation(scenario(world, [option], years: 10)).run(option).points {
            let reports = Reports(world)
            for cell in reports.cells {
                let value = cell.value(in: point)
                switch cell.variable.declaration.unit {
                case .share:
                    #expect(value >= 0 && value <= 1 + 1e-12, "\(cell.variable) \(cell.place) \(cell.sector)")
                case .index, .one: #expect(value > 0, "\(cell.variable) \(cell.place) \(cell.sector)")
                default: break
                }
            }
            for (o, place) in world.jurisdictions.enumerated() {
                for (s, sector) in world.sectors.enumerated() {
                    let row = (o * world.sectors.count + s) * bands
                    let sum = point.bandIncome[row..<row + bands].reduce(0, +)
                    let income = Instant(world, point)[.licenceIncome, place, sector]
                    #expect(abs(sum - income) <= 1e-11 * income + 1e-14)
                }
            }
        }
    }
}
