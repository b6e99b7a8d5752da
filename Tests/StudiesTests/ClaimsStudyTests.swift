import Analysis
import Foundation
import Questions
import Scenarios
import Studies
import Sweeps
import Testing

@Suite struct ClaimsStudyTests {
    private let folder: TemporaryFolder
    private let swept: Swept
    private let loaded: LoadedScenario

    init() throws {
        folder = try TemporaryFolder()
        loaded = try loadedScenario(
            options("transparency: 1") + uncertainDuty + """
                design: {method: sobol, runs: 256, seed: 7}
                claims:
                  - {id: dear, wording: It is dear, by: us, source: here, outcome: duty, option: new, holds: "> 0.0025"}
                  - {id: dearer, wording: It costs more, by: us, source: here, outcome: duty, option: new, against: law, holds: "> 0"}

                """, in: folder)
        swept = try Swept(loaded, in: folder)
    }

    private func report(ensemble: ComparisonEnsemble? = nil) -> ClaimsReport {
        ClaimsReport(
            loaded.scenario.experiment.claims, swept.input, swept.tables, ensemble: ensemble, resamples: 50,
            jobs: 2)
    }

    @Test func `a claim holds in the draws that a hand counts, and the number that it is about decides`()
        throws
    {
        let costs = swept.draws("transparencyCost")
        let holding = costs.indices.filter { costs[$0] > 0.0025 }
        let report = report()
        let dear = report.findings[0]
        #expect(dear.leftOut == 0 && dear.tooClose == 0 && dear.holding == holding)
        #expect(dear.share?.cases == holding.count && dear.share?.count == 256)
        #expect(dear.deciding.map { swept.tables.inputs[$0.input] } == ["transparencyCost"])
        // of the fifths of the draws by its cost only the highest two can have any
        #expect(dear.deciding.first?.lowest == 0 && dear.deciding.first?.highest == 1)
        _ = try report.write(to: folder.path + "/claims")
        let boxes = try folder.rows("claims/claim_boxes.csv")
        #expect(Set(boxes.map { $0["input"] }) == ["transparencyCost"])
        #expect(Set(boxes.compactMap { $0["claim"] }) == ["dear"])
    }

    @Test func `a claim that holds in every draw is decided by nothing`() throws {
        let dearer = report().findings[1]
        #expect(dearer.share?.share == 1 && dearer.indices.isEmpty && dearer.deciding.isEmpty)
        _ = try report().write(to: folder.path + "/claims")
        #expect(
            try folder.text("claims/claims.md").contains(
                "It is the same in all draws, so that no assumption decides it."))
    }

    @Test func `how far a claim lies from an ensemble is told in the ensemble's standard deviations`() throws
    {
        // the draws themselves: the nearest that holds lies just above 0.0025, in logarithms
        let ensemble = ComparisonEnsemble(loaded.scenario.world, try loaded.sampler())
        let report = report(ensemble: ensemble)
        #expect(report.isCompared)
        _ = try report.write(to: folder.path + "/claims")
        let costs = swept.draws("transparencyCost")
        let logarithms = costs.map { log($0) }
        let mean = logarithms.reduce(0, +) / 256
        let variance = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 255
        let distances = logarithms.map { abs($0 - mean) / variance.squareRoot() }
        let holding = costs.indices.filter { costs[$0] > 0.0025 }.map { distances[$0] }
        let row = try #require(
            try folder.rows("claims/claim_distances.csv").first { $0["claim"] == "dear" })
        let nearest = try #require(holding.min())
        #expect(abs(row.number("nearest") - nearest) < 0.01 * nearest)
        #expect(row.number("beyond_nearest") == Double(distances.count { $0 > nearest }) / 256)
    }

    @Test func `a claim put without an ensemble leaves no distances from one behind`() throws {
        let ensemble = ComparisonEnsemble(loaded.scenario.world, try loaded.sampler())
        let path = folder.path + "/claims"
        #expect(try report(ensemble: ensemble).write(to: path).map(\.name).contains("claim_distances.csv"))
        let files = try report().write(to: path).map(\.name)
        #expect(!files.contains("claim_distances.csv"))
        #expect(!FileManager.default.fileExists(atPath: path + "/claim_distances.csv"))
    }
}
