import Scenarios
import Testing

/// One broken file for each mistake, with the whole message.
struct ScenarioMistakeTests {
    private static let law = "options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}\n"

    private func messages(_ text: String) throws -> [String] {
        let folder = try TemporaryFolder()
        return folder.messages(Self.law + text)
    }

    @Test(arguments: [
        ("horizn: {}", "2:1: horizn: unknown key, did you mean horizon?"),
        ("title: a\ntitle: b", "3:1: title: repeated key, first at line 2"),
        ("title: {}", "2:8: title: must be text, found an empty map"),
        ("name: a/b", "2:7: name: must not contain /, found \"a/b\""),
        ("name:", "2:6: name: must be text, found nothing"),
        ("<<: {a: 1}", "2:1: <<: unknown key"),
    ])
    func `keys of the file`(_ text: String, _ message: String) throws {
        #expect(try messages(text) == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        ("horizon: 2040", "2:10: horizon: must be a map, found \"2040\""),
        ("horizon: {ende: 2040}", "2:11: horizon.ende: unknown key, expected end or step, did you mean end?"),
        ("horizon: {end: 2025}", "2:16: horizon.end: must be above 2025 and at most 2125, found 2025"),
        ("horizon: {end: 2126}", "2:16: horizon.end: must be above 2025 and at most 2125, found 2126"),
        ("horizon: {step: 0}", "2:17: horizon.step: must be above 0 and at most 100, found 0"),
        ("horizon: {step: 1e-5}", "2:17: horizon.step: gives 1500000 rows, expected at most 100000"),
        (
            "horizon: {end: \"2040\"}",
            "2:16: horizon.end: must be a number, found the text \"2040\", write 2040 without quotes"
        ),
        ("horizon: {end: 5%}", "2:16: horizon.end: must be a number, found \"5%\", write 0.05"),
        ("horizon: {end: 1e999}", "2:16: horizon.end: must be a finite number, found 1e999"),
        ("horizon: {end: .inf}", "2:16: horizon.end: must be a number, found \".inf\""),
        (
            "solver: {method: rk4}",
            "2:18: solver.method: must be a method, found \"rk4\", expected auto, rkf45, rk8pd, msadams or tsit5"
        ),
        (
            "solver: {tolerance: 0.1}",
            "2:21: solver.tolerance: must be at least 1e-12 and at most 0.01, found 0.1"
        ),
    ])
    func `horizon and solver`(_ text: String, _ message: String) throws {
        #expect(try messages(text) == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        (
            "compare: {against: old}",
            "2:20: compare.against: must be an option, found \"old\", expected law or new"
        ),
        ("compare: {from: 2041}", "2:17: compare.from: must be at least 2025 and at most 2040, found 2041"),
        (
            "compare: {from: 2036, years: 6}",
            "2:30: compare.years: must be at most 5, so that 2036 + 5 is within the horizon 2040, found 6"
        ),
        (
            "compare: {years: 1.5}",
            "2:18: compare.years: must be a whole number of at least 1 and at most 101, found 1.5"
        ),
        (
            "compare: {discountRate: -1}",
            "2:25: compare.discountRate: must be at least 0 and at most 1 (1/yr), found -1"
        ),
    ])
    func `comparison`(_ text: String, _ message: String) throws {
        #expect(try messages(text) == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        ("", ": is empty, expected a map"),
        ("title: a", ":1:1: options: missing key, expected at least one option, such as status-quo: {}"),
        ("options: {}", ":1:10: options: must have at least one option"),
        (
            "options: {a: }",
            ":1:14: options.a: must be a map from place to steps, {} for today's law, found nothing"
        ),
        (
            "options: {a b: {}}",
            ":1:11: options.a b: \"a b\" is not a name, expected a letter, then letters, digits, _ or -"
        ),
        (
            "options: {a: {UKK: []}}",
            ":1:15: options.a.UKK: unknown place, expected UK, EU, US, CN or ROW, did you mean UK?"
        ),
        ("options: {a: {UK: {}}}", ":1:19: options.a.UK: must be a list of steps, found an empty map"),
        ("options: {a: {UK: [{regime: optOut}]}}", ":1:20: options.a.UK[0]: missing key from"),
        (
            "options: {a: {UK: [{from: 2027}]}}",
            ":1:20: options.a.UK[0]: changes nothing, expected regime or with"
        ),
        (
            "options: {a: {UK: [{from: 2024, regime: optOut}]}}",
            ":1:27: options.a.UK[0].from: must be at least 2025 and at most 2040, found 2024"
        ),
        (
            "options: {a: {UK: [{from: 2027, over: -1, regime: optOut}]}}",
            ":1:39: options.a.UK[0].over: must be at least 0 and at most 1000 (yr), found -1"
        ),
        (
            "options: {a: {UK: [{from: 2027, regime: optout}]}}",
            ":1:41: options.a.UK[0].regime: must be a regime, found \"optout\", expected statusQuo, freeUse, fairUse, optOut, permission, collectiveLicence or statutoryLicence, did you mean optOut?"
        ),
        (
            "options: {a: {UK: [{from: 2027, with: {reach: 2}}]}}",
            ":1:47: options.a.UK[0].with.reach: must be at least 0 and at most 1 (share), found 2"
        ),
        (
            "options: {a: {UK: [{from: 2027, with: {reach: 1}}, {from: 2027, with: {reach: 0}}]}}",
            ":1:59: options.a.UK[1].from: must be after the step before it, found 2027 after 2027"
        ),
    ])
    func `options`(_ text: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        #expect(folder.messages(text) == ["scenario.yaml" + message])
    }

    @Test(arguments: [
        ("qualityExponnet: 1", "2:7: qualityExponnet: unknown key, did you mean qualityExponent?"),
        ("qualityExponent: 21", "2:24: qualityExponent: must be at least 0 and at most 20, found 21"),
        (
            "qualityExponent: {a: 1}",
            "2:25: qualityExponent.a: qualityExponent is one number and has no entries"
        ),
        ("qualityExponent.x: 1", "2:7: qualityExponent.x: qualityExponent is one number and has no entries"),
        (
            "substitution.musik: 2",
            "2:7: substitution.musik: unknown entry musik, expected music, audiovisual, books, news, visual or games, did you mean music?"
        ),
        ("substitution: ", "2:21: substitution: must be a number or a map of entries, found nothing"),
        (
            "\"substitution[0]\": 2",
            "2:7: substitution[0]: has no [i], the world has no lists that can be set"
        ),
        ("substitution.*: 2", "2:7: \"substitution.*\" is not a path, expected name.key or name[0].key"),
        ("substitution..x: 2", "2:7: \"substitution..x\" is not a path, expected name.key or name[0].key"),
        (
            "substitution.music: 2, substitution: {music: 3}",
            "2:45: substitution.music: repeated path, first at line 2"
        ),
        (
            "enforcement: 1",
            "2:7: enforcement: unknown key, levers belong to regimes.NAME, baseRegime.PLACE or with of a step"
        ),
        (
            "jurisdictions: [UK]",
            "2:7: jurisdictions: cannot be set, expected a world file with other jurisdictions"
        ),
        ("extends: x", "2:7: extends: cannot be set, expected a key of the file"),
        ("regimes.light: 0.5", "2:22: regimes.light: must be a map of levers, found \"0.5\""),
        (
            "regimes.light.reech: 0.5",
            "2:28: regimes.light.reech: unknown lever, expected exceptionScope, reservable, enforcement, transparency, collectiveCoverage, statutoryRate, labelling, outputProtection, reach or zoneIncentive, did you mean reach?"
        ),
        (
            "baseRegime.UK.regime: none",
            "2:29: baseRegime.UK.regime: must be a regime, found \"none\", expected statusQuo, freeUse, fairUse, optOut, permission, collectiveLicence or statutoryLicence"
        ),
        (
            "baseRegime.FR.reach: 1",
            "2:7: baseRegime.FR.reach: unknown place FR, expected UK, EU, US, CN or ROW"
        ),
        (
            "trainingWeight.music: 0.06",
            "2:29: trainingWeight.music: trainingWeight must sum to 1, found 1.01"
        ),
        (
            "humanOnlyShare.music: 0.995",
            "2:29: humanOnlyShare.music: aiContentShare and humanOnlyShare of music must sum to less than 1, found 1.005"
        ),
        (
            "aiPotential.UK: 1",
            "2:23: aiPotential.UK: aiSpending of UK must be at most its aiPotential, found 2.6 and 1"
        ),
        ("sizeBands.micro: 0.5", "2:24: sizeBands.micro: sizeBands must sum to 1, found 1.25"),
        (
            "sizeBands.tiny: 0.5",
            "2:7: sizeBands.tiny: unknown entry tiny, expected individual, micro, small, medium or large"
        ),
    ])
    func `overrides of the world`(_ text: String, _ message: String) throws {
        #expect(try messages("set: {\(text)}") == ["scenario.yaml:" + message])
    }

    @Test func `developers without revenue`() throws {
        let shares = "{UK: 0, EU: 0, US: 0, CN: 0, ROW: 0}"
        let others = "{UK: 0.45, EU: 0.37, US: 0.03, CN: 0, ROW: 0.08}"
        #expect(
            try messages("set: {developerShare.UK: \(shares), developerShare.EU: \(others)}") == [
                "scenario.yaml:2:60: developerShare.UK.ROW: developers of UK have no revenue, "
                    + "expected a share above 0 of some market"
            ])
    }

    @Test func `all mistakes come at once, in the order of the file`() throws {
        let found = try messages(
            "compare: {years: 0}\nset: {labelEffect: 1}\nhorizon: {end: x}\nsolver: {method: y}")
        #expect(found.map { $0.split(separator: ":")[1] } == ["2", "3", "4", "5"])
    }
}
