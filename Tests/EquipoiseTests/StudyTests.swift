import Equipoise
import Foundation
import Testing

/// Studies of a scenario whose answers are known without a run: abroad nothing reaches into the UK, so that what its developers pay under
/// a statutory licence is the rate of its own law.
@Suite struct StudyTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/equipoise-\(UUID().uuidString)"

    private func scenario(
        _ more: String = "", option: String = "new: {UK: [{from: 2027, with: {statutoryRate: 0.03}}]}"
    )
        throws -> Scenario
    {
        try Scenario(
            text: """
                horizon: {end: 2030, step: 1}
                set: {baseRegime.EU.reach: 0}
                options: {law: {}, \(option)}
                outcomes:
                  rate: {variable: burden_statutory, place: UK, year: 2029}
                  gain: {variable: gain_total, place: UK, aggregate: presentValue}
                \(more)
                """, named: "study.yaml")
    }

    private func numbers(_ values: [Study.Value]?) -> [Double] {
        (values ?? []).compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    @Test func `the rate at which developers pay two per cent is two per cent`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let study = try scenario(
            """
            solve: {vary: "options.new.UK[0].with.statutoryRate", between: [0, 0.1], outcome: rate, equals: 0.02, option: new}
            """
        ).solve(into: folder, threads: 1)
        #expect(study.folder == folder && study.tables.map(\.name) == ["solution", "scan"])
        let solution = try #require(study.table("solution"))
        #expect(solution.values("role") == [.text("lever"), .text("aim")])
        #expect(solution.values("at") == [.missing, .missing] && solution.values("wealth") == nil)
        #expect(numbers(solution.values("value")).allSatisfy { abs($0 - 0.02) < 1e-8 })
        #expect(numbers(study.table("scan")?.values("rate")).count == 65)
        #expect(study.summary.contains("rate of new is 0.02 where"))
    }

    @Test func `claims are put to the draws, and a second time in place of the first`() throws {
        defer {
            for end in ["", "-sweep"] { try? FileManager.default.removeItem(atPath: folder + end) }
        }
        let scenario = try scenario(
            """
            vary: [{parameter: "options.new.UK[0].with.statutoryRate", distribution: {uniform: [0.01, 0.05]}}]
            design: {method: sobol, runs: 64, seed: 7}
            claims: [{id: dear, wording: It is dear, by: us, source: here, outcome: rate, option: new, holds: "> 0.03"}]
            """)
        for _ in 0..<2 {
            let claims = try #require(try scenario.claims(into: folder, threads: 2).table("claims"))
            // of points spread evenly, half lie above the middle
            #expect(claims.values("share") == [.number(0.5)] && claims.values("n") == [.whole(64)])
            #expect(
                claims.columns.first { $0.name == "share" }?.meaning.contains("Share of the n draws") == true)
        }
    }

    @Test func `options are compared over the draws`() throws {
        defer {
            for end in ["", "-sweep"] { try? FileManager.default.removeItem(atPath: folder + end) }
        }
        let study = try scenario(
            """
            vary: [{parameter: "options.new.UK[0].with.statutoryRate", distribution: {uniform: [0.01, 0.05]}}]
            design: {method: sobol, runs: 16, seed: 7}
            """
        ).robustness(into: folder, threads: 2)
        let table = try #require(study.table("robustness"))
        let rows = Array(zip(table.values("option") ?? [], table.values("outcome") ?? []))
        let rate = try #require(rows.firstIndex { $0.0 == .text("new") && $0.1 == .text("rate") })
        #expect(table.values("best")?[rate] == .number(1))
        #expect(abs(numbers(table.values("mean_difference"))[rate] - 0.03) < 0.002)
    }

    @Test func `a game of two places has a profile for each pair of strategies`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let study = try scenario(
            """
            game:
              players: [UK, EU]
              strategies: [status-quo, freeUse]
              from: 2027
              payoff: {variable: gain_total, aggregate: presentValue}
            """
        ).game(into: folder, threads: 2)
        #expect(study.table("payoffs")?.rows.count == 4)
        #expect(numbers(study.table("payoffs")?.values("payoff_UK")).count == 4)
    }

    @Test func `what a scenario does not ask is an error, and so is a question without an answer`() throws {
        let scenario = try scenario()
        #expect(throws: ScenarioError.self) { try scenario.solve(into: folder) }
        #expect(throws: ScenarioError.self) { try scenario.game(into: folder) }
        #expect(throws: ScenarioError.self) { try scenario.claims(into: folder) }
        #expect(throws: ScenarioError.self) { try scenario.robustness(into: folder) }
        let asked = try self.scenario(
            """
            solve: {vary: "options.new.UK[0].with.statutoryRate", between: [0, 0.1], outcome: rate, equals: 0.5, option: new}
            """)
        let error = try #require(throws: StudyError.self) { try asked.solve(into: folder, threads: 1) }
        #expect(error.description.contains("no value of options.new.UK[0].with.statutoryRate gives rate"))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
