import Declarations
import Questions
import Scenarios
import Simulation
import Testing

@Suite struct ImpactTests {
    private func scenario(_ comparison: Comparison, end: Double = 2030, step: Double = 1) throws -> Scenario {
        let world = try ScenarioReader.baseline()
        let law = PolicyOption(name: "law", steps: world.jurisdictions.map { _ in [] })
        var steps: [[StepSettings]] = world.jurisdictions.map { _ in [] }
        steps[0] = [StepSettings(from: 2026.5, over: 1, regime: "permission", with: LeverSettings())]
        return Scenario(
            name: "test", title: nil, world: world, horizon: Horizon(end: end, step: step),
            options: [law, PolicyOption(name: "new", steps: steps)], comparison: comparison, solver: Solver(),
            experiment: Experiment())
    }

    @Test func `sums are those of the flows at yearly instants`() throws {
        let scenario = try scenario(Comparison(against: "law", from: 2027, years: 3, discountRate: 0.05))
        let result = RunResult(scenario)
        let reports = Reports(scenario.world)
        let cell = try #require(reports.cell(.gainDevelopers, place: "UK"))
        let differences = try [2027.0, 2028, 2029].map { time in
            let new = try #require(result.trajectories[1]?.point(at: time))
            let law = try #require(result.trajectories[0]?.point(at: time))
            return cell.value(in: new) - cell.value(in: law)
        }
        let entry = try #require(
            Impact(scenario, result.trajectories).entries.first {
                $0.place == "UK" && $0.group == "developers"
            })
        let present = differences[0] + differences[1] / 1.05 + differences[2] / (1.05 * 1.05)
        #expect(abs(entry.undiscounted - differences.reduce(0, +)) < 1e-12)
        #expect(abs(entry.presentValue - present) < 1e-12)
        #expect(abs(entry.annualised - present / (1 + 1 / 1.05 + 1 / 1.1025)) < 1e-12)
    }

    @Test func `instants between rows are evaluated, whatever the step`() throws {
        let comparison = Comparison(against: "law", from: 2026.25, years: 3, discountRate: 0.035)
        let coarse = try scenario(comparison, step: 5)
        let fine = try scenario(comparison, step: 0.25)
        let (a, b) = (RunResult(coarse), RunResult(fine))
        for (one, other) in zip(Impact(coarse, a.trajectories).entries, Impact(fine, b.trajectories).entries)
        {
            #expect(abs(one.presentValue - other.presentValue) < 1e-6)
        }
    }

    @Test
    func `the compared option has no rows, and each other one seven groups for each place and the world`()
        throws
    {
        let scenario = try scenario(Comparison(against: "law", from: 2026, years: 2, discountRate: 0))
        let entries = Impact(scenario, RunResult(scenario).trajectories).entries
        #expect(entries.count == 7 * 6 && entries.allSatisfy { $0.option == "new" })
        for place in scenario.world.jurisdictions + [Outcome.world] {
            let groups = entries.filter { $0.place == place }
            let parts = groups.dropLast().reduce(0) { $0 + $1.presentValue }
            #expect(abs(parts - (groups.last?.presentValue ?? .nan)) < 1e-10)
        }
    }
}

@Suite struct HorizonTests {
    @Test func `rows are at every step and at the end`() {
        #expect(Horizon(end: 2028, step: 1).times(from: 2025) == [2025, 2026, 2027, 2028])
        #expect(Horizon(end: 2026.6, step: 0.5).times(from: 2025) == [2025, 2025.5, 2026, 2026.5, 2026.6])
        #expect(Horizon(end: 2026, step: 5).times(from: 2025) == [2025, 2026])
        #expect(Horizon(end: 2026, step: 0.1).times(from: 2025).count == 11)
    }
}
