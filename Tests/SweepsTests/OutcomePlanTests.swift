import Declarations
import Output
import Questions
import Scenarios
import Simulation
import Sweeps
import Testing

@Suite struct OutcomePlanTests {
    /// The outcomes of made-up paths of one variable: today's law has zeros, the other option has `path`.
    private func outcomes(_ text: String, path: [Double], rate: Double = 0) throws -> [OutcomeValue] {
        let plan = OutcomePlan(try loadedScenario("outcomes:\n" + text).scenario)
        try #require(plan.reported.count == 1 && plan.times.count == path.count)
        let runs = [path.map { _ in 0.0 }, path]
        return plan.values(runs, option: 1, weights: plan.weights(discountRate: rate))
    }

    private static let path = [1.0, 4, 2, 8, 8, 3]

    @Test func `each aggregate is what its name says`() throws {
        let found = try outcomes(
            """
              a: {variable: gain_creators, place: UK, year: 2027}
              b: {variable: gain_creators, place: UK, aggregate: sum}
              c: {variable: gain_creators, place: UK, aggregate: mean}
              d: {variable: gain_creators, place: UK, aggregate: peak}
              e: {variable: gain_creators, place: UK, aggregate: yearOfPeak}
              f: {variable: gain_creators, place: UK, aggregate: crossing, above: 3.5}
              g: {variable: gain_creators, place: UK, aggregate: crossing, above: 8}
              h: {variable: gain_creators, place: UK, aggregate: presentValue}
            """, path: Self.path, rate: 0.25)
        // 2026 to 2029: 4 + 2 / 1.25 + 8 / 1.5625 + 8 / 1.953125
        #expect(found.map(\.number) == [2, 26, 26.0 / 6, 8, 2028, 2026, nil, 4 + 1.6 + 5.12 + 4.096])
        #expect(found[6] == .never)
    }

    @Test func `an outcome against an option is the difference of the paths, reduced`() throws {
        let plan = OutcomePlan(
            try loadedScenario(
                """
                outcomes:
                  a: {variable: gain_creators, place: UK, aggregate: peak, against: new}
                  b: {variable: gain_creators, place: UK, aggregate: crossing, above: -2.5, against: new}
                """
            ).scenario)
        let runs: [[Double]?] = [[0, 0, 0, 0, 0, 0], Self.path]
        let weights = plan.weights(discountRate: 0)
        #expect(plan.values(runs, option: 0, weights: weights) == [.number(-1), .number(2025)])
        #expect(plan.values(runs, option: 1, weights: weights)[0] == .number(0))
        #expect(plan.values([[0], nil], option: 0, weights: weights) == [.failed, .failed])
    }

    @Test func `the solver's error decides no year`() throws {
        // flat but for an error of a thousand-millionth: the peak is the first year, and nothing is crossed
        let noise = [1, -2, 2, 0, 3, -1].map { 1e-9 * $0 }
        let flat = try outcomes(
            """
              a: {variable: gain_creators, place: UK, aggregate: yearOfPeak}
              b: {variable: gain_creators, place: UK, aggregate: crossing, above: 5}
            """, path: noise.map { 5 + $0 })
        #expect(flat == [.number(2025), .never])
        let plan = OutcomePlan(
            try loadedScenario(
                "outcomes: {a: {variable: gain_creators, place: UK, aggregate: crossing, above: 0, against: new}}"
            ).scenario)
        let runs: [[Double]?] = [Self.path, zip(Self.path, noise).map { $0 + $1 }]
        #expect(plan.values(runs, option: 0, weights: []) == [.never])
    }

    @Test(arguments: [("1", "", true), ("0.5", "", false), ("2", "", false), ("1", ".5", false)])
    func `a sum over rows that are no years says so`(step: String, end: String, isYearly: Bool) throws {
        let scenario = try loadedScenario(
            "outcomes: {total: {variable: gain_creators, place: UK, aggregate: sum}}",
            horizon: "{end: 2029\(end), step: \(step)}"
        ).scenario
        let meaning = scenario.experiment.outcomes[0].meaning(in: scenario)
        #expect(meaning.contains("\(step) years apart, which is no sum over years") == !isYearly)
        #expect(scenario.notes.count == (isYearly ? 0 : 1))
        #expect(scenario.notes.allSatisfy { $0.hasPrefix("total adds up the rows of the horizon") })
    }

    @Test func `what a column measures is said word by word`() throws {
        let scenario = try loadedScenario(
            """
            outcomes:
              passed: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 60}
              change: {variable: licence_income, place: EU, sector: music, aggregate: sum, against: law}
              worth: {variable: gain_total, place: World, aggregate: presentValue}
            """
        ).scenario
        let measures = scenario.experiment.outcomes.map { $0.measure(in: scenario) }
        #expect(measures.map(\.variable) == ["ai_sector_revenue", "licence_income", "gain_total"])
        #expect(measures.map(\.place) == ["UK", "EU", "World"])
        #expect(measures.map(\.sector) == [nil, "music", nil])
        #expect(measures.map(\.against) == [nil, "law", nil])
        #expect(measures.map(\.reduction) == ["crossing", "sum", "presentValue"])
        #expect(measures.map(\.unit) == ["year", "GBP bn/yr times rows", "GBP bn"])
    }

    @Test func `present values differ between options as in the impact table`() throws {
        let scenario = try loadedScenario("").scenario
        let plan = OutcomePlan(scenario)
        let result = RunResult(scenario)
        let runs = result.trajectories.map { trajectory in
            trajectory.map { trajectory in
                plan.times.flatMap { time in
                    plan.reported.map { trajectory.point(at: time)?.values[$0] ?? .nan }
                }
            }
        }
        let weights = plan.weights(discountRate: scenario.comparison.discountRate)
        let values = (0...1).map { plan.values(runs, option: $0, weights: weights).compactMap(\.number) }
        let entries = Impact(scenario, result.trajectories).entries
        #expect(entries.count == 7 * 6)
        for entry in entries {
            let variable = try #require(Variable.gains.first { $0.group == entry.group }).variable
            let index = try #require(
                plan.outcomes.firstIndex { $0.name == "\(variable.rawValue)_\(entry.place)_pv" })
            #expect(abs(values[1][index] - values[0][index] - entry.presentValue) < 1e-9)
        }
    }

    @Test func `a run ends where no outcome looks further, and sooner than the horizon`() throws {
        let early = OutcomePlan(
            try loadedScenario("outcomes: {a: {variable: ai_spending, place: UK, year: 2027}}").scenario)
        #expect(early.times == [2025, 2026, 2027])
        let between = OutcomePlan(
            try loadedScenario("outcomes: {a: {variable: ai_spending, place: World, year: 2026.5}}").scenario)
        #expect(between.times == [2025, 2026, 2026.5] && between.reported.count == 5)
    }

    @Test func `by default there are four levels and seven gains of each place and the World`() throws {
        let plan = OutcomePlan(try loadedScenario("").scenario)
        #expect(plan.outcomes.count == 11 * 6)
        #expect(plan.outcomes.map(\.name).contains("creator_income_World_end"))
    }
}
