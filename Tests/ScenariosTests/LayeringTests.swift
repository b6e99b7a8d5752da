import Declarations
import Questions
import Scenarios
import Testing

struct LayeringTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `maps merge at every depth, and lists are replaced`() throws {
        try folder.write(
            "base.yaml",
            """
            title: base
            horizon: {end: 2035, step: 0.5}
            options: {law: {}, new: {UK: [{from: 2027, regime: optOut}], EU: [{from: 2028, regime: optOut}]}}
            """)
        let scenario = try folder.read(
            "extends: base.yaml\nhorizon: {end: 2036}\noptions: {new: {UK: [{from: 2030, regime: freeUse}]}, more: {}}"
        ).scenario
        #expect(scenario.title == "base")
        #expect(scenario.horizon == Horizon(end: 2036, step: 0.5))
        #expect(scenario.options.map(\.name) == ["law", "new", "more"])
        #expect(scenario.options[1].steps[0].map(\.from) == [2030])
        #expect(scenario.options[1].steps[1].map(\.from) == [2028])
    }

    @Test func `a later file wins for the entries that it writes, and the longer path within a file`() throws
    {
        try folder.write(
            "base.yaml",
            "options: {a: {}}\nset: {substitution: {music: 3, news: 3.5}, aiPotential: {UK: 50}, qualityExponent: 1}"
        )
        let world = try folder.read(
            "extends: base.yaml\n"
                + "set: {substitution.books: 4, substitution.news: 4.5, aiPotential: 300, qualityExponent: 1.1}"
        ).scenario.world
        #expect(world[.substitution, 0] == 3)
        #expect(world[.substitution, 2] == 4)
        #expect(world[.substitution, 3] == 4.5)
        #expect(world[.aiPotential, 0] == 300)
        #expect(world[.qualityExponent] == 1.1)
        let within = try folder.read("options: {a: {}}\nset: {substitution.music: 3, substitution: 5}")
        #expect(within.scenario.world[.substitution, 0] == 3)
    }

    @Test
    func `a number for a row replaces what an earlier file says of an entry, and a part keeps the rest`()
        throws
    {
        try folder.write("entry.yaml", "options: {a: {}}\nset: {substitution.music: 3}")
        let row = try folder.read("extends: entry.yaml\nset: {substitution: 5}").scenario.world
        #expect((0..<6).allSatisfy { row[.substitution, $0] == 5 })
        try folder.write("row.yaml", "options: {a: {}}\nset: {substitution: 5}")
        let part = try folder.read("extends: row.yaml\nset: {substitution: {music: 3}}").scenario.world
        #expect((0..<6).map { part[.substitution, $0] } == [3, 5, 5, 5, 5, 5])
        try folder.write("set.yaml", "options: {a: {}}\nset: {horizon.end: 2030}")
        #expect(try folder.read("extends: set.yaml\nhorizon: {end: 2031}").scenario.horizon.end == 2031)
    }

    @Test func `of flags the later wins, whatever the length of its path`() throws {
        let flags: [Override] = [.assignment("substitution.music=3"), .assignment("substitution=5")]
        let text = "options: {a: {}}"
        #expect(try folder.read(text, flags).scenario.world[.substitution, 0] == 5)
        #expect(try folder.read(text, flags.reversed()).scenario.world[.substitution, 0] == 3)
        #expect(try folder.read(text, flags.reversed()).scenario.world[.substitution, 1] == 5)
    }

    @Test func `a factor multiplies what stands there before it`() throws {
        try folder.write("parent.yaml", "options: {a: {}}\nset: {directLicenceCost: 2, rightsBlocks*: 0.1}")
        let world = try folder.read(
            "extends: parent.yaml\nset: {directLicenceCost*: 3, directLicenceCost.books: 5, aiSpending: {UK*: 0.5}}",
            [.assignment("directLicenceCost*=0.25"), .assignment("directLicenceCost.news*=2")]
        ).scenario.world
        #expect((0..<6).map { world[.directLicenceCost, $0] } == [1.5, 1.5, 1.25, 3, 1.5, 1.5])
        #expect(world[.aiSpending, 0] == (try ScenarioReader.baseline())[.aiSpending, 0] * 0.5)
        // as a sweep's draws, it leaves no work with less than one owner
        #expect((0..<6).allSatisfy { world[.rightsBlocks, $0] >= 1 } && world[.rightsBlocks, 2] == 1)
    }

    @Test func `a factor is of a parameter, and a number above 0`() {
        let found = folder.messages(
            "options: {a: {}}\nset: {horizon.end*: 2, regimes.optOut.enforcement*: 2}",
            [
                .assignment("qualityExponent*=0"), .assignment("substitution*={music: 2}"),
                .assignment("baseYear*=2"),
            ])
        #expect(
            found == [
                "scenario.yaml:2:7: horizon.end*: only parameters of the world have factors, write horizon.end",
                "scenario.yaml:2:24: regimes.optOut.enforcement*: only parameters of the world have factors, "
                    + "write regimes.optOut.enforcement",
                "--set: qualityExponent*: must be above 0 and at most 1000000000, found 0",
                "--set: substitution*: must be a factor, found a map",
                "--set: baseYear*: only parameters of the world have factors, write baseYear",
            ])
        let outside = folder.messages("options: {a: {}}", [.assignment("substitution.music*=30")])
        #expect(
            outside == ["--set: substitution.music: must be above 1 and at most 20, found 66"])
    }

    @Test func `files of overrides win over the scenario, and flags over both`() throws {
        let overrides = try folder.write(
            "o.yaml", "{qualityExponent: 1.2, dataExponent: 0.3, horizon.end: 2030}")
        let scenario = try folder.read(
            "options: {a: {}}\nset: {qualityExponent: 1.1, dataExponent: 0.25, computeExponent: 0.15}",
            [.assignment("qualityExponent=1.3"), .file(overrides)]
        ).scenario
        #expect(scenario.world[.qualityExponent] == 1.3)
        #expect(scenario.world[.dataExponent] == 0.3)
        #expect(scenario.world[.computeExponent] == 0.15)
        #expect(scenario.horizon.end == 2030)
    }

    @Test func `a number at a table sets every entry`() throws {
        let world = try folder.read("options: {a: {}}\nset: {contentSpending: 3, contentSpending.UK: 4}")
            .scenario.world
        #expect(world[.contentSpending, 0, 5] == 4)
        #expect(world[.contentSpending, 4, 0] == 3)
    }

    @Test func `a lever of a step is reached although it is not written`() throws {
        let scenario = try folder.read(
            "options: {a: {UK: [{from: 2027, regime: optOut}]}}",
            [.assignment("options.a.UK[0].with.enforcement=0.4"), .assignment("options.a.UK[0].over=3")]
        ).scenario
        #expect(scenario.options[0].steps[0][0].with[.enforcement] == 0.4)
        #expect(scenario.options[0].steps[0][0].over == 3)
    }

    @Test func `a path with an index is reached from vary and from set`() throws {
        let scenario = try folder.read(
            "options: {a: {UK: [{from: 2027, regime: optOut}]}}\n"
                + "vary: [{parameter: 'options.a.UK[0].from', grid: [2026, 2028]}]\n"
                + "set: {'options.a.UK[0].with.reach': 1}"
        ).scenario
        #expect(
            scenario.experiment.variations[0].target == .step(option: 0, jurisdiction: 0, index: 0, .from))
        #expect(scenario.options[0].steps[0][0].with[.reach] == 1)
    }

    @Test func `a new regime can be set and used`() throws {
        let scenario = try folder.read(
            "options: {a: {UK: [{from: 2027, regime: light}]}}\nset: {regimes.light: {reservable: 0.8}}"
        ).scenario
        #expect(
            scenario.world.regimes.last == Regime(name: "light", levers: LeverSettings([.reservable: 0.8])))
    }

    @Test func `overrides know what they replace, and the scenario without them`() throws {
        let loaded = try folder.read(
            "options: {a: {}}\nset: {aiPotential: {UK: 50, EU: 220}}", [.assignment("compare.years=3")])
        #expect(loaded.overrides.map(\.path) == ["aiPotential.UK", "aiPotential.EU", "compare.years"])
        #expect(loaded.overrides.map(\.previous) == ["45", "210", nil])
        #expect(loaded.overrides.map(\.value) == ["50", "220", "3"])
        #expect(loaded.overrides.map(\.origin.comment).last == "--set")
        let without = try #require(loaded.scenario(without: loaded.overrides[0]))
        #expect(without.world[.aiPotential, 0] == 45)
        #expect(without.world[.aiPotential, 1] == 220)
        #expect(without.comparison.years == 3)
    }

    @Test func `a bad flag is named by its option`() throws {
        let found = folder.messages(
            "options: {a: {}}",
            [
                .assignment("qualityExponent=99"), .assignment("nope=1"), .assignment("x"),
                .assignment("horizon.end=["),
            ])
        #expect(
            found == [
                "--set: qualityExponent: must be at least 0 and at most 20, found 99",
                "--set: nope: unknown key",
                "--set: must be PATH=VALUE, found \"x\"",
                "--set: horizon.end: the value \"[\" is not valid YAML",
            ])
    }

    @Test func `a step that is not there cannot be set`() throws {
        let found = folder.messages("options: {a: {}}", [.assignment("options.a.UK[0].from=2027")])
        #expect(found == ["--set: options.a.UK[0].from: there is no [0], the list has 0 elements"])
    }

    @Test func `files that extend one another are refused`() throws {
        try folder.write("b.yaml", "extends: scenario.yaml")
        #expect(
            folder.messages("extends: b.yaml")
                == [
                    "b.yaml:1:10: extends: files extend one another, scenario.yaml -> b.yaml -> scenario.yaml"
                ])
    }

    @Test func `a missing file is another kind of error`() throws {
        let problem = Problem(
            file: "\(folder.path)/none.yaml", line: nil, column: nil, path: nil, message: "no such file")
        #expect(throws: InputError.missing(problem)) {
            try ScenarioReader.read(path: "\(folder.path)/none.yaml")
        }
        let found = folder.messages("extends: none.yaml\noptions: {a: {}}")
        #expect(found == ["scenario.yaml:1:10: extends: \"none.yaml\": no such file"])
    }

    @Test func `a scenario can extend a world file`() throws {
        var world = try ScenarioReader.baseline()
        world[.qualityExponent] = 0.9
        try folder.write("world.yaml", WorldDescription.resolved(world))
        let loaded = try folder.read("extends: world.yaml\noptions: {a: {}}")
        #expect(loaded.scenario.world == world)
        #expect(loaded.files.map(\.name) == ["\(folder.path)/scenario.yaml", "\(folder.path)/world.yaml"])
    }
}
