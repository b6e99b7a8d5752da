import Questions
import Scenarios
import Studies
import Testing

/// A game in which what a player gets is the rate of its own law, whatever the other does.
@Suite struct GameStudyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func game(_ more: String = "") throws -> (
        report: GameReport, table: GameTable, draws: GameDraws?
    ) {
        let loaded = try loadedScenario(
            """
            options: {law: {}}
            game:
              players: [UK, EU]
              strategies: [status-quo, cheap, dear]
              from: 2027
              over: 0
              payoff: [{variable: burden_statutory, year: 2029}]

            """ + more, set: "regimes: {dear: {statutoryRate: 0.05}, cheap: {statutoryRate: 0.01}}",
            in: folder)
        guard let game = loaded.scenario.experiment.game else { throw NotThere() }
        let table = GameTable(game, loaded.scenario)
        let solved = try table.played(jobs: 2)
        #expect(!solved.isIdle)
        let draws = try table.sampler(loaded).map { GameDraws(table, $0, jobs: 2) { _ in } }
        let report = GameReport(loaded: loaded, table: table, solved: solved, draws: draws)
        _ = try report.write(to: folder.path + "/game")
        return (report, table, draws)
    }

    private static let rates = ["status-quo": 0, "cheap": 0.01, "dear": 0.05]

    @Test func `each player gets its own rate, so that the dearest is all that is left of either's rules`()
        throws
    {
        let report = try game().report
        let rows = try folder.rows("game/payoffs.csv")
        #expect(rows.count == 9)
        for row in rows {
            for player in ["UK", "EU"] {
                let rate = Self.rates[row["strategy_" + player] ?? ""] ?? .nan
                #expect(abs(row.number("payoff_" + player) - rate) < 1e-12)
            }
            let isDear = row["strategy_UK"] == "dear" && row["strategy_EU"] == "dear"
            #expect(row["equilibrium"] == (isDear ? "1" : ""))
        }
        let equilibria = try folder.rows("game/equilibria.csv")
        #expect(equilibria.map { $0["strategy"] } == ["dear", "dear"])
        #expect(
            equilibria.allSatisfy { $0["kind"] == "strict" && abs($0.number("change") - 0.05) < 1e-12 })
        #expect(report.text.contains("is left: UK dear, EU dear"))
        #expect(report.text.contains("not coordinating costs the players nothing"))
    }

    @Test func `over draws a rule is an equilibrium as often as its rate is the highest`() throws {
        let draws = try #require(
            try game(
                """
                vary: [{parameter: regimes.dear.statutoryRate, distribution: {uniform: [0, 0.04]}}]
                design: {method: sobol, runs: 32, seed: 3}

                """
            ).draws)
        #expect(draws.failed.isEmpty && draws.points.count == 32)
        let table = try folder.rows("game/draws.csv")
        let column = try #require(table.first?.keys.first { $0.contains("dear") })
        let dearest = table.count { $0.number(column) > 0.01 }
        #expect(dearest > 16 && dearest < 32)
        let frequencies = try folder.rows("game/frequencies.csv").filter {
            $0["strategy_UK"] == "dear" && $0["strategy_EU"] == "dear"
        }
        #expect(frequencies.map { $0.number("equilibrium") } == [Double(dearest) / 32])
    }
}
