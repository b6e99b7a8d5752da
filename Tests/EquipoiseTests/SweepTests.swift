import Equipoise
import Testing

@Suite struct SweepTests {
    private static let outcomes = """
        outcomes:
          revenue: {variable: ai_sector_revenue, place: UK, year: 2029}
          gain: {variable: gain_total, place: UK, aggregate: presentValue, against: law}
          share: {variable: ai_adoption, place: UK, aggregate: mean}
          never: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 1e9}

        """
    private static let grid = """
        vary:
          - {parameter: qualityExponent, grid: [0.8, 1.2, 1.6]}
          - {parameter: "options.free.UK[0].from", grid: [2026.5, 2028]}

        """

    /// The integrator of single runs knows nothing of that of sweeps.
    @Test func `an outcome is what a run of the same values has, within the solvers' tolerances`() throws {
        let sweep = try scenario(Self.outcomes + Self.grid).sweep()
        try #require(sweep.points.count == 6 && sweep.rows.count == 18 && sweep.failures.isEmpty)
        for (number, point) in sweep.points.enumerated() {
            let changes = zip(sweep.inputs, point).map { "\($0.name)=\($1)" }
            let run = try scenario(setting: changes).run()
            for row in sweep.rows where row.point == number {
                let exact = try #require(
                    run.series("ai_sector_revenue", option: row.option, jurisdiction: "UK").first {
                        $0.year == 2029
                    })
                let value = try #require(row.values.first ?? nil)
                #expect(abs(value - exact.value) < 1e-5 * exact.value)
                let gain = run.impact.first {
                    $0.option == row.option && $0.jurisdiction == "UK" && $0.group == "total"
                }
                if let gain {
                    let value = try #require(row.values[1])
                    #expect(abs(value - gain.presentValue) < 1e-3)
                } else {
                    #expect(row.option == "law")
                }
                #expect(row.values[3] == nil)
            }
        }
    }

    @Test func `columns have units and words`() throws {
        let sweep = try scenario(
            Self.outcomes + """
                vary:
                  - {parameter: "options.free.UK[0].from", grid: [2026.5]}
                  - {parameter: contentSpending.UK.music, grid: [12]}
                  - {parameter: "directLicenceCost*", grid: [2]}
                """
        ).sweep()
        #expect(sweep.inputs.map(\.unit) == ["year", "GBP bn/yr", "1"])
        #expect(sweep.outcomes.map(\.name) == ["revenue", "gain", "share", "never"])
        #expect(sweep.outcomes.map(\.unit) == ["GBP bn/yr", "GBP bn", "share", "year"])
        #expect(sweep.outcomes[0].meaning.contains("revenue of the AI sector"))
    }

    @Test func `the number of threads decides nothing`() throws {
        let scenario = try scenario(
            Self.outcomes + """
                vary: [{parameter: qualityExponent, distribution: range}]
                design: {method: sobol, runs: 300}
                """)
        let one = try scenario.sweep(threads: 1)
        let three = try scenario.sweep(threads: 3)
        #expect(one == three && one.points.count == 300)
        #expect(one.notes.count == 1)
        let revenue = try #require(one.values("revenue", option: "free"))
        #expect(revenue == one.rows.filter { $0.option == "free" }.map { $0.values[0] })
        #expect(one.values("revenue", option: "fre") == nil && one.values("revenu", option: "free") == nil)
    }

    @Test func `a run that fails has no outcomes and a reason`() throws {
        let sweep = try scenario(
            Self.outcomes + """
                vary: [{parameter: qualityExponent, distribution: {normal: [1, 1.5]}}]
                design: {method: lhs, runs: 300}
                """
        ).sweep()
        #expect(sweep.failures.count > 30 && sweep.failures.count < 600)
        for failure in sweep.failures {
            let row = sweep.rows.first { $0.point == failure.point && $0.option == failure.option }
            #expect(row?.values == [nil, nil, nil, nil])
            #expect(sweep.points[failure.point][0] < 0 && failure.reason.contains("qualityExponent"))
        }
        #expect(sweep.rows.count { $0.values[0] == nil } == sweep.failures.count)
    }

    @Test func `progress goes from none to all`() throws {
        let scenario = try scenario(
            Self.outcomes + """
                vary: [{parameter: qualityExponent, distribution: range}]
                design: {method: lhs, runs: 300}
                """)
        var told: [Int] = []
        _ = try scenario.sweep(threads: 1) { done, total in
            #expect(total == 300)
            told.append(done)
        }
        #expect(told.first == 0 && told.last == 300 && told.count > 2 && told == told.sorted())
    }

    private struct Enough: Error {}

    @Test func `what progress throws ends the sweep`() throws {
        let scenario = try scenario(Self.outcomes + Self.grid)
        #expect(throws: Enough.self) { try scenario.sweep { _, _ in throw Enough() } }
    }

    @Test func `the sweep of a task that is cancelled says so`() async throws {
        let scenario = try scenario(
            Self.outcomes + """
                vary: [{parameter: qualityExponent, distribution: range}]
                design: {method: lhs, runs: 1000000}
                """)
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let task = Task.detached {
            try scenario.sweep(threads: 1) { done, _ in if done > 0 { beginning.finish() } }
        }
        for await _ in begun {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a scenario that varies nothing has no sweep`() throws {
        let scenario = try scenario(Self.outcomes)
        let error = #expect(throws: ScenarioError.self) { try scenario.sweep() }
        #expect(error?.problems.first?.path == "vary")
    }
}
