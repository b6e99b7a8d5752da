import Analysis
import Questions
import Scenarios
import Studies
import Sweeps
import Testing

@Suite struct OptionComparisonTests {
    private let folder: TemporaryFolder
    private let swept: Swept
    private let loaded: LoadedScenario

    init() throws {
        folder = try TemporaryFolder()
        let read = try loadedScenario(
            """
            options:
              law: {}
              fixed: {UK: [{from: 2027, over: 0, with: {transparency: 0.5}}]}
              new: {UK: [{from: 2027, over: 0, with: {transparency: 0.4}}]}
            vary: [{parameter: "options.new.UK[0].with.transparency", distribution: {uniform: [0, 1]}}]
            design: {method: sobol, runs: 64, seed: 3}

            """, in: folder)
        swept = try Swept(read, in: folder)
        loaded = try SweepTables.reading(swept.path).loaded
    }

    private func comparison(_ enough: String...) throws -> OptionComparison {
        try #require(
            OptionComparison(swept.tables, loaded.scenario, enough: enough.compactMap { Condition($0) }))
    }

    @Test func `options are best, and cost to have chosen, as a hand counts`() throws {
        let duties = swept.tables.draws[0]
        let comparison = try comparison("duty >= 0.0015")
        #expect(comparison.leftOut == 0 && comparison.options == ["law", "fixed", "new"])
        let row = try #require(comparison.rows.first { $0.outcome.name == "duty" })
        let measures = row.robustness.measures
        let wins = duties.count { $0 > 0.5 }
        #expect(measures.map(\.best.cases) == [0, 64 - wins, wins])
        #expect(measures.allSatisfy { $0.tied.cases == 0 })
        // the duty costs 0.002 at full strength
        let highest = try #require(duties.max())
        let lowest = try #require(duties.min())
        let regrets = [highest, highest - 0.5, 0.5 - lowest].map { 0.002 * $0 }
        #expect(zip(measures, regrets).allSatisfy { abs($0.mostRegret - $1) < 1e-9 })
        #expect(measures.map(\.satisfied.cases) == [0, 0, duties.count { $0 > 0.75 }])
        let mean = 0.002 * duties.reduce(0, +) / 64
        #expect(zip(row.meanDifferences, [0, 0.001, mean]).allSatisfy { abs($0 - $1) < 1e-9 })
        _ = try comparison.write(to: folder.path + "/robust", of: loaded)
        let table = try folder.rows("robust/robustness.csv").filter { $0["outcome"] == "duty" }
        #expect(table.map { $0.number("best") } == measures.map(\.best.share))
    }

    @Test func `options that come to the same in every draw are told to tie`() throws {
        let row = try #require(try comparison().rows.first { $0.outcome.name == "rate" })
        #expect(row.robustness.isSame && row.robustness.measures.allSatisfy { $0.tied.share == 1 })
        #expect(try comparison().text.contains("(rate): the same under every option in every draw"))
    }

    @Test func `an audit asks for the total gain of the world, and counts the draws that it decides`() throws
    {
        #expect(BalanceAudit(try comparison()) == nil)
        let folder = try TemporaryFolder()
        let gains = try loadedScenario(
            """
            options:
              law: {}
              same: {UK: [{from: 2027, over: 0, with: {statutoryRate: 0}}]}
              dear: {UK: [{from: 2027, over: 0, with: {statutoryRate: 0.03}}]}
            vary: [{parameter: userSurplus, distribution: {uniform: [0, 3]}}]
            design: {method: sobol, runs: 16, seed: 3}

            """, outcomes: "world: {variable: gain_total, place: World, aggregate: presentValue}",
            in: folder)
        let swept = try Swept(gains, in: folder)
        let values = (0..<3).map { swept.tables.values(0, option: $0) }
        // the law and what is the same tie, so that one of these three decides each draw
        let isDear = (0..<16).map { values[2][$0] > values[0][$0] }
        let dearest = isDear.count { $0 }
        let comparison = try #require(OptionComparison(swept.tables, gains.scenario, enough: []))
        let audit = try #require(BalanceAudit(comparison))
        #expect(audit.decided.cases == max(dearest, 16 - dearest) && audit.decided.count == 16)
        let same = try #require(
            OptionComparison(
                Swept(gains.selecting(["law", "same"]), in: try TemporaryFolder()).tables,
                gains.selecting(["law", "same"]).scenario, enough: []))
        #expect(BalanceAudit(same)?.decided.cases == 0)
    }
}
