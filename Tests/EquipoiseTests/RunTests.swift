import Declarations
import Equipoise
import Questions
import Scenarios
import Simulation
import Testing

@Suite struct RunTests {
    @Test func `a scenario tells what it holds`() throws {
        let scenario = try Scenario(text: text(horizon: "{end: 2029, step: 1.5}"), named: "folder/two.yaml")
        #expect(scenario.name == "two" && scenario.title == "Two rules in the UK")
        #expect(scenario.options == ["law", "permission", "free"] && scenario.reference == "law")
        #expect(scenario.jurisdictions == ["UK", "EU", "US", "CN", "ROW"])
        #expect(scenario.sectors.count == 6 && scenario.sectors.contains("music"))
        #expect(scenario.years == [2025, 2026.5, 2028, 2029])
    }

    /// Every number, against the trajectories that the integrator gives, by their own layout.
    @Test func `rows are what each option's simulation reports at the instants of the horizon`() throws {
        let run = try scenario(horizon: "{end: 2030, step: 2.5}").run()
        #expect(run.failures.isEmpty)
        let loaded = try ScenarioReader.read(text: text(horizon: "{end: 2030, step: 2.5}"), named: "scenario")
        let world = loaded.scenario.world
        let layout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        let simulation = Simulation(loaded.scenario)
        let own = run.values.filter { $0.jurisdiction != "World" }
        var checked = 0
        for option in loaded.scenario.options {
            let trajectory = try simulation.run(option)
            for year in [2025, 2027.5, 2030] {
                let rows = own.filter {
                    $0.option == option.name && $0.year == year
                        && ($0.sector != nil || !isBySector($0.variable))
                }
                let point = try #require(trajectory.points.first { $0.time == year })
                try #require(rows.count == layout.count)
                // variables lie one after the other, by jurisdiction and sector, as the rows do
                #expect(rows.map(\.value) == point.values)
                checked += rows.count
            }
        }
        #expect(checked > 1000)
    }

    private func isBySector(_ name: String) -> Bool {
        Equipoise.Variable.all.contains { $0.name == name && $0.isBySector }
    }

    @Test func `money is added up over sectors and jurisdictions, and shares are not`() throws {
        let scenario = try scenario()
        let run = scenario.run()
        func value(_ variable: String, _ jurisdiction: String, _ sector: String? = nil) -> Double? {
            run.series(variable, option: "free", jurisdiction: jurisdiction, sector: sector).last?.value
        }
        let world = try #require(value("human_revenue", "World"))
        let parts = scenario.jurisdictions.flatMap { place in
            scenario.sectors.compactMap { value("human_revenue", place, $0) }
        }
        #expect(parts.count == 30 && abs(parts.reduce(0, +) - world) < 1e-9 * world)
        #expect(value("ai_adoption", "UK") != nil && value("ai_adoption", "World") == nil)
        #expect(value("human_revenue", "UK", "mime") == nil)
    }

    @Test func `every row has the unit of its variable`() throws {
        let run = try scenario(horizon: "{end: 2029, step: 2}").run()
        let units = Dictionary(uniqueKeysWithValues: Equipoise.Variable.all.map { ($0.name, $0.unit) })
        #expect(units["ai_sector_revenue"] == "GBP bn/yr" && units["ai_quality"] == "index")
        #expect(Set(run.values.map(\.variable)) == Set(units.keys))
        #expect(run.values.allSatisfy { units[$0.variable] == $0.unit })
        #expect(!run.impact.isEmpty && run.impact.allSatisfy { $0.unit == "GBP bn" })
    }

    @Test func `impact is the discounted sum of differences between rows`() throws {
        let run = try scenario().run()
        #expect(run.impact.count == 2 * 6 * 7)
        let row = try #require(
            run.impact.first { $0.option == "free" && $0.jurisdiction == "EU" && $0.group == "creators" })
        func gains(_ option: String) -> [Double] {
            run.series("gain_creators", option: option, jurisdiction: "EU").filter {
                (2026...2029).contains($0.year)
            }.map(\.value)
        }
        let differences = zip(gains("free"), gains("law")).map { $0 - $1 }
        let factors = [1, 1 / 1.05, 1 / 1.1025, 1 / 1.157625]
        let present = zip(differences, factors).reduce(0) { $0 + $1.0 * $1.1 }
        try #require(differences.count == 4 && present != 0)
        #expect(abs(row.undiscounted - differences.reduce(0, +)) < 1e-12)
        #expect(abs(row.presentValue - present) < 1e-12)
        #expect(abs(row.annualised - present / factors.reduce(0, +)) < 1e-12)
    }

    @Test func `an option alone has the rows that it has among others`() throws {
        let scenario = try scenario()
        let all = scenario.run()
        let two = try scenario.run(options: ["free", "permission"])
        #expect(two.values == all.values.filter { $0.option != "law" })
        // the first of those that are left takes the place of the option compared with
        #expect(Set(two.impact.map(\.option)) == ["free"])
    }

    @Test func `an option that is not there is an error that names those that are`() throws {
        let scenario = try scenario()
        let error = #expect(throws: ScenarioError.self) { try scenario.run(options: ["law", "fre"]) }
        #expect(
            error?.description == "\"fre\" is no option of scenario, expected one of law, permission, free")
        #expect(throws: ScenarioError.self) { try scenario.run(options: []) }
    }

    @Test func `a change gives what the same change in the text gives`() throws {
        let changed = try scenario(setting: ["qualityExponent=0.9", "substitution.music=2.5"])
        let written = try scenario("set: {qualityExponent: 0.9, substitution.music: 2.5}")
        #expect(changed.run() == written.run())
        #expect(changed.run() != (try scenario()).run())
    }

    @Test func `a run that fails has no rows and says why, and the others have theirs`() throws {
        let run = try scenario(setting: ["solver.method=tsit5"]).run()
        #expect(run.values.isEmpty && run.impact.isEmpty)
        #expect(run.failures.map(\.option) == ["law", "permission", "free"])
        #expect(run.failures.allSatisfy { $0.reason.contains("use auto, rkf45, rk8pd or msadams") })
    }

    @Test func `numbers too large to be added up are a failure, and rows are finite`() throws {
        func value(_ option: String, _ value: Double) -> Run.Value {
            Run.Value(
                option: option, year: 2025, jurisdiction: "World", sector: nil, variable: "works",
                unit: "index",
                value: value)
        }
        func impact(_ option: String, _ value: Double) -> Run.Impact {
            Run.Impact(
                option: option, jurisdiction: "UK", group: "total", unit: "GBP bn", undiscounted: value,
                presentValue: value, annualised: value)
        }
        let failure = Run.Failure(option: "c", year: 2026, reason: "too many steps")
        let (values, impacts) = (
            [value("a", 1), value("b", .infinity), value("b", 2), value("d", 3)],
            [impact("b", 1), impact("d", 4)]
        )
        let run = Run(
            options: ["a", "b", "c", "d"], reference: "a", values: values, impact: impacts,
            failures: [failure])
        #expect(run.values == [value("a", 1), value("d", 3)] && run.impact == [impact("d", 4)])
        #expect(run.failures.map(\.option) == ["b", "c"] && run.failures.last == failure)
        #expect(run.failures.first?.reason == "a sum is not finite; the numbers it is made of are too large")
        let other = Run(
            options: ["a", "b", "c", "d"], reference: "b", values: values, impact: impacts,
            failures: [failure])
        #expect(other.values == run.values && other.failures == run.failures && other.impact.isEmpty)
    }
}
