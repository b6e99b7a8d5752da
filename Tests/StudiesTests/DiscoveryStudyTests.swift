import Questions
import Scenarios
import Studies
import Sweeps
import Testing

@Suite struct DiscoveryStudyTests {
    private let folder: TemporaryFolder
    private let swept: Swept
    private let loaded: LoadedScenario

    init() throws {
        folder = try TemporaryFolder()
        let read = try loadedScenario(
            options("transparency: 1") + uncertainDuty + "design: {method: sobol, runs: 256, seed: 7}\n",
            in: folder)
        swept = try Swept(read, in: folder)
        loaded = try SweepTables.reading(swept.path).loaded
    }

    private func cases(_ text: String) throws -> DiscoveryCases {
        let condition = try #require(Condition(text))
        let tables = swept.tables
        let outcome = try #require(tables.outcomes.firstIndex(of: condition.outcome))
        let option = try #require(tables.options.firstIndex(of: "new"))
        return try DiscoveryCases(
            [condition], [tables.values(outcome, option: option)], tables, loaded, jobs: 2)
    }

    @Test func `the box of a condition on one number's outcome limits that number at the condition`() throws {
        let cases = try cases("duty > 0.0025")
        let costs = swept.draws("transparencyCost")
        #expect(cases.obstacle == nil && cases.points == Array(0..<256) && cases.tooClose == 0)
        #expect(cases.isCase == costs.map { $0 > 0.0025 })
        let report = DiscoveryReport(
            swept.tables, loaded, cases, condition: "duty > 0.0025", boxes: 1, density: 0.9,
            resamples: 10,
            seed: 1, sweep: swept.path)
        #expect(report.isDense)
        _ = try report.write(to: folder.path + "/found")
        let box = try #require(
            try folder.rows("found/boxes.csv").first { $0["input"] == "transparencyCost" })
        let low = box.number("low")
        // what the box says of its points, counted again
        let inside = costs.filter { $0 >= low }
        let hits = inside.count { $0 > 0.0025 }
        #expect(box.number("points") == Double(inside.count))
        #expect(abs(box.number("density") - Double(hits) / Double(inside.count)) < 1e-12)
        #expect(
            abs(box.number("coverage") - Double(hits) / Double(costs.count { $0 > 0.0025 })) < 1e-12)
        #expect(abs(low - 0.0025) < 0.0001 && box["high"] == "")
        // drawn from the box, the number stays in it
        let again = try ScenarioReader.read(path: folder.path + "/found/box-1.yaml")
        let boxed = try Swept(again, in: try TemporaryFolder())
        #expect(boxed.draws("transparencyCost").allSatisfy { $0 >= low && $0 <= 0.003 })
        #expect(boxed.tables.count == 256)
    }

    @Test func `a condition that holds at all points or at none leaves nothing to discover`() throws {
        #expect(
            try cases("duty > 0").obstacle?.hasPrefix(
                "holds at all of 256 points, where duty is from 0.001") == true)
        #expect(try cases("duty > 1").obstacle?.hasPrefix("holds at none of 256 points") == true)
    }
}
