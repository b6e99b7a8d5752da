import Questions
import Scenarios
import Testing

/// One broken claim for each mistake, with the whole message.
struct ClaimMistakeTests {
    private static let before = """
        options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}
        outcomes: {a: {variable: creator_income, place: UK, year: 2030}, d: {variable: works, place: UK, sector: music, year: 2030, against: law}}
        claims:

        """
    private static let words = "id: x, wording: w, by: b, source: s"

    private func messages(_ claims: String) throws -> [String] {
        let folder = try TemporaryFolder()
        return folder.messages(Self.before + claims)
    }

    @Test(arguments: [
        (
            "outcome: b, option: new, holds: \"< 1\"",
            "claims[0].outcome: must be an outcome, found \"b\", expected a or d, did you mean a?"
        ),
        (
            "outcome: a, option: nu, holds: \"< 1\"",
            "claims[0].option: must be an option, found \"nu\", expected law or new"
        ),
        (
            "outcome: a, option: new, holds: \"about 1\"",
            "claims[0].holds: must be <, <=, > or >= and a number in quotes, found \"about 1\""
        ),
        ("outcome: a, option: new", "claims[0]: missing key holds"),
        ("option: new, holds: \"< 1\"", "claims[0]: missing key outcome"),
        ("outcome: a, option: new, against: new, holds: \"< 1\"", "claims[0].against: is the option itself"),
        (
            "outcome: a, option: new, change: relative, holds: \"< 1\"",
            "claims[0].change: is for a test with against only"
        ),
        ("outcome: [], option: new, holds: \"< 1\"", "claims[0].outcome: must have at least one outcome"),
        (
            "outcome: d, option: new, against: law, holds: \"< 1\"",
            "claims[0]: d is a difference already, expected a test without against, or another outcome"
        ),
        ("all: []", "claims[0].all: must have at least one test"),
        ("all: [{outcome: a, option: new}]", "claims[0].all[0]: missing key holds"),
        (
            "all: [{outcome: a, option: new, holds: \"< 1\"}], outcome: a",
            "claims[0].outcome: unknown key, expected id, wording, by, source or all"
        ),
    ])
    func `a claim that cannot be tested is an error with its place`(rest: String, message: String) throws {
        let found = try messages("  - {\(Self.words), \(rest)}\n")
        #expect(found.contains { $0.hasSuffix(": \(message)") }, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test func `a claim needs its words, and an id of its own`() throws {
        let test = "outcome: a, option: new, holds: \"< 1\""
        #expect(
            try messages("  - {id: x, \(test)}\n") == [
                "scenario.yaml:4:5: claims[0]: missing key wording, by, source"
            ])
        #expect(
            try messages("  - {\(Self.words), \(test)}\n  - {\(Self.words), \(test)}\n")
                == ["scenario.yaml:5:5: claims[1].id: x is the id of two claims"])
        let noName = try messages("  - {id: 7 x, wording: w, by: b, source: s, \(test)}\n")
        #expect(noName.count == 1 && noName[0].contains("is not a name"))
    }

    @Test func `claims are read in either form, and a resolved scenario gives them again`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "claims.yaml",
            Self.before + """
                  - {\(Self.words), outcome: [a, a], per: a, option: new, against: law, change: relative, holds: "<= -0.1"}
                  - {id: y, wording: w, by: b, source: s, all: [{outcome: a, option: new, holds: "> 1"}, {outcome: a, option: law, holds: "< 2"}]}

                """)
        let loaded = try ScenarioReader.read(path: path)
        let claims = loaded.scenario.experiment.claims
        try #require(claims.map(\.id) == ["x", "y"])
        #expect(claims[0].tests[0].text == "a + a per a of new, relative to law, <= -0.1")
        #expect(claims[1].tests.count == 2)
        let world = try folder.write("world.yaml", WorldDescription.resolved(loaded.scenario.world))
        let again = try folder.write(
            "again.yaml", ScenarioDescription.resolved(loaded.scenario, world: world))
        #expect(try ScenarioReader.read(path: again).scenario.experiment.claims == claims)
        // without an option, the claims that speak of it go too
        #expect(loaded.selecting(["new"]).scenario.experiment.claims.isEmpty)
    }
}
