import Questions
import Scenarios
import Testing

struct DefaultsTests {
    private func scenario(_ text: String) throws -> Scenario {
        let folder = try TemporaryFolder()
        return try folder.read(text).scenario
    }

    @Test func `a scenario of one option has defaults for all else`() throws {
        let scenario = try scenario("options: {new: {UK: [{from: 2027, regime: optOut}]}, law: {}}")
        #expect(scenario.name == "scenario")
        #expect(scenario.horizon == Horizon(end: 2040, step: 1))
        #expect(scenario.comparison == Comparison(against: "law", from: 2026, years: 10, discountRate: 0.035))
        #expect(scenario.solver == Solver(method: .auto, tolerance: nil))
        #expect(scenario.options[0].steps[0][0].over == 0)
        #expect(scenario.experiment.design == nil)
    }

    @Test func `the comparison takes no more years than the horizon holds`() throws {
        #expect(try scenario("options: {a: {}}\nhorizon: {end: 2030}").comparison.years == 5)
        #expect(try scenario("options: {a: {}}\nhorizon: {end: 2025.5}").comparison.instants == [2025.5])
    }

    @Test func `without outcomes, revenue, income and gains are kept for each place and the world`() throws {
        let outcomes = try scenario("options: {a: {}}").experiment.outcomes
        #expect(outcomes.count == 6 * 11)
        #expect(outcomes[0].name == "ai_sector_revenue_UK_end")
        #expect(outcomes.last?.name == "gain_total_World_pv")
        #expect(Set(outcomes.map(\.name)).count == outcomes.count)
    }

    @Test func `a seed holds all of its 64 bits`() throws {
        let text = "options: {a: {}}\ndesign: {method: sobol, runs: 3, seed: 18446744073709551615}"
        #expect(try scenario(text).experiment.design?.seed == .max)
    }

    @Test func `points of a design are found beside the file that names them`() throws {
        let folder = try TemporaryFolder()
        try folder.write("points.csv", "qualityExponent\n1.1\n")
        let points = try folder.read("options: {a: {}}\ndesign: {points: points.csv}").points
        #expect(points == NamedFile(name: "points.csv", path: "\(folder.path)/points.csv"))
    }
}
