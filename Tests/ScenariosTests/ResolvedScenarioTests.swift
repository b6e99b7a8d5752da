import Declarations
import Questions
import Scenarios
import Testing

struct ResolvedScenarioTests {
    static let full = """
        name: full
        title: "A title: with # signs"
        horizon: {end: 2040.5, step: 0.5}
        set:
          qualityExponent: 1.4
          substitution.music: 2.5
          aiPotential: {UK: 50, EU: 200}
          regimes.lightOptOut: {exceptionScope: 1.0, reservable: 0.8}
          baseRegime.UK.enforcement: 0.3
        options:
          status-quo: {}
          permission:
            UK: [{from: 2027, over: 2, regime: permission}, {from: 2031, with: {labelling: 0.5}}]
          light: {EU: [{from: 2026.5, regime: lightOptOut, with: {transparency: 0.8}}]}
          "no": {US: []}
        compare: {against: permission, from: 2027, years: 3, discountRate: 0.02}
        solver: {method: rk8pd, tolerance: 1e-9}
        vary:
          - {parameter: qualityExponent, distribution: {triangular: [0.6, 1.2, 2.0]}}
          - {parameter: directLicenceCost, distribution: range}
          - {parameter: rightsBlocks.*, distribution: range}
          - {parameter: dataExponent, distribution: {uniform: [0.1, 0.2]}}
          - {parameter: computeExponent, distribution: {loguniform: [0.1, 0.2]}}
          - {parameter: userSurplus, distribution: {pert: [1, 2, 3]}}
          - {parameter: valueTail, distribution: {normal: [1.6, 0.1]}}
          - {parameter: capitalCost, distribution: {truncatedNormal: [0.3, 0.1, 0.1, 0.5]}}
          - {parameter: adoptionSlope, distribution: {lognormal: [0, 0.2]}}
          - {parameter: passThrough, distribution: {beta: [2, 3, 0, 1]}}
          - {parameter: reinvestment, distribution: {exponential: [0.7]}}
          - {parameter: grossMargin, distribution: {discrete: {0.4: 1, 0.5: 2}}}
          - {parameter: "options.permission.UK[0].with.enforcement", grid: [0.5, 0.7, 0.9]}
          - {parameter: regimes.optOut.enforcement, grid: [0.5, 0.7]}
          - {parameter: baseRegime.EU.transparency, grid: [0.5]}
          - {parameter: compare.discountRate, grid: [0.01, 0.05]}
        design:
          method: sobol
          runs: 4096
          seed: 18446744073709551615
          correlations: [{between: [qualityExponent, rightsBlocks.music], rank: -0.25}]
        outcomes:
          uk-ai-2035: {variable: ai_sector_revenue, place: UK, year: 2035}
          creators-pv: {variable: gain_creators, place: World, aggregate: presentValue, against: status-quo}
          music: {variable: creators, place: UK, sector: music, aggregate: crossing, above: 1.1}
          peak: {variable: works, place: UK, sector: music, aggregate: yearOfPeak}
        """

    private func reread(_ loaded: LoadedScenario) throws -> LoadedScenario {
        let folder = try TemporaryFolder()
        try folder.write("world.resolved.yaml", WorldDescription.resolved(loaded.scenario.world))
        let points = loaded.points?.name
        if let points { try folder.write(points, "qualityExponent\n1.1\n") }
        return try folder.read(ScenarioDescription.resolved(loaded.scenario, points: points))
    }

    @Test(arguments: [
        full, "options: {a: {}}", "options: {a: {}}\ndesign: {points: a.csv}",
        "options: {a: {}}\nname: 1e5\ntitle: \"null \\\\ \\\" \\t \\u2028 \\n é #\"\noutcomes: {}\nvary: []",
    ])
    func `a resolved scenario reads back as the same scenario`(_ text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("a.csv", "qualityExponent\n1.1\n")
        let loaded = try folder.read(text)
        let again = try reread(loaded)
        #expect(again.scenario == loaded.scenario)
        #expect(
            ScenarioDescription.resolved(again.scenario, points: again.points?.name)
                == ScenarioDescription.resolved(loaded.scenario, points: loaded.points?.name))
        #expect(
            WorldDescription.resolved(again.scenario.world)
                == WorldDescription.resolved(loaded.scenario.world))
    }

    @Test func `what is shown has every origin, and is a scenario itself`() throws {
        let folder = try TemporaryFolder()
        let loaded = try folder.read(Self.full, [.assignment("computeExponent=0.18")])
        let shown = loaded.annotated
        let lines = Set(shown.replacing("\(folder.path)/", with: "").split(separator: "\n"))
        for line in [
            "name: full  # scenario.yaml:1", "  qualityExponent: 1.4  # scenario.yaml:5",
            "  computeExponent: 0.18  # --set", "  dataExponent: 0.28  # baseline",
            "        over: 0  # default", "extends: baseline",
        ] {
            #expect(lines.contains(line[...]), "\(line)")
        }
        let again = try TemporaryFolder().read(shown)
        #expect(loaded.scenario == again.scenario)
    }

    @Test func `small numbers keep a point before the exponent`() throws {
        let folder = try TemporaryFolder()
        let resolved = ScenarioDescription.resolved(
            try folder.read("options: {a: {}}\nsolver: {tolerance: 1e-8}").scenario)
        #expect(resolved.contains("  tolerance: 1.0e-08\n"))
    }
}
