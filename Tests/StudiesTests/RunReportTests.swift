import Declarations
import Foundation
import Questions
import Scenarios
import Simulation
import Studies
import Testing

@Suite struct RunReportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ changes: String...) throws -> LoadedScenario {
        let path = try folder.write(
            """
            horizon: {end: 2030, step: 1}
            compare: {against: law, from: 2026, years: 4}
            \(options("statutoryRate: 0.04"))
            """, to: "scenario.yaml")
        return try ScenarioReader.read(path: path, overrides: changes.map(Override.assignment))
    }

    @Test func `a change that moves nothing is told, and one that moves something is not`() throws {
        let report = RunReport(
            try read("regimes.permission.enforcement=0.5", "qualityExponent=1.2", "discountRate=0.05"),
            options: [])
        #expect(report.warnings.count == 2)
        #expect(report.warnings[0].contains("regimes.permission: no option uses it"))
        #expect(report.warnings[1].hasSuffix("qualityExponent = 1.2 is what it was"))
    }

    @Test func `a run without the option compared with says what it compares with instead`() throws {
        let report = RunReport(try read(), options: ["new"])
        #expect(report.warnings.first == "law is left out; options are compared with new")
        #expect(report.result.succeeded.map(\.option.name) == ["new"])
    }

    @Test func `a run at a point of a sweep has the point's numbers, and another scenario is refused`() throws
    {
        let text =
            options("transparency: 1") + uncertainDuty + "design: {method: sobol, runs: 8, seed: 7}\n"
        let loaded = try loadedScenario(text, in: folder)
        let swept = try Swept(loaded, in: folder)
        let moved = try SweptPoint(folder: swept.path, number: 5).scenario(loaded, options: [])
        let cost = swept.draws("transparencyCost")[5]
        let run = RunReport(moved, options: ["new"])
        _ = try run.write(to: folder.path + "/run", warnings: [], .none)
        let duty = try folder.rows("run/timeseries.csv").first {
            $0["variable"] == "burden_compliance" && $0["jurisdiction"] == "UK" && $0["year"] == "2029"
        }
        #expect(abs(try #require(duty).number("value") - cost) < 1e-9)
        #expect(moved.scenario.experiment.variations.isEmpty)
        #expect(throws: SweptPoint.Refusal.self) {
            try SweptPoint(folder: swept.path, number: 8).scenario(loaded, options: [])
        }
        let other = try loadedScenario(
            text.replacingOccurrences(of: "transparency: 1", with: "transparency: 0.9"), in: folder)
        let refusal = #expect(throws: SweptPoint.Refusal.self) {
            try SweptPoint(folder: swept.path, number: 5).scenario(other, options: [])
        }
        #expect(refusal?.message.hasPrefix("the sweep was of another course of options") == true)
    }
}
