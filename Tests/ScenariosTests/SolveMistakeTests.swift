import Questions
import Scenarios
import Testing

/// One broken question for each mistake, with the whole message.
struct SolveMistakeTests {
    private static let before = """
        options: {law: {}, new: {UK: [{from: 2027, regime: statutoryLicence}]}, other: {EU: [{from: 2027, regime: optOut}]}}
        outcomes: {a: {variable: creator_income, place: UK, year: 2030}, b: {variable: works, place: UK, sector: music, year: 2030}, d: {variable: creator_income, place: UK, year: 2030, against: law}}

        """
    private static let draws = """
        vary: [{parameter: qualityExponent, distribution: range}]
        design: {method: sobol, runs: 64, seed: 3}

        """
    private static let rate = "options.new.UK[0].with.statutoryRate"
    private static let root = "vary: '\(rate)', between: [0, 0.1], outcome: a, equals: 1, option: new"

    private func messages(_ text: String) throws -> [String] {
        let folder = try TemporaryFolder()
        return folder.messages(Self.before + text)
    }

    @Test(arguments: [
        ("option: new", "solve: missing key vary, or levers"),
        (
            root + ", levers: {qualityExponent: [1, 2]}",
            "solve.levers: stands beside vary, expected vary for the value at which an outcome is reached, or levers for the best values"
        ),
        (
            root + ", maximise: [a]",
            "solve.maximise: unknown key, expected vary, between, outcome, equals, option, against, over or seed"
        ),
        ("vary: '\(rate)', between: [0, 0.1], outcome: a, option: new", "solve: missing key equals"),
        (
            "vary: qualityExponet, between: [1, 2], outcome: a, equals: 1, option: new",
            "solve.vary: qualityExponet: unknown key, did you mean qualityExponent?"
        ),
        (
            "vary: substitution.*, between: [1.5, 2], outcome: a, equals: 1, option: new",
            "solve.vary: substitution.* is several numbers, expected one, or a table that gets one value"
        ),
        (
            "vary: '\(rate)', between: [0, 1.5], outcome: a, equals: 1, option: new",
            "solve.between[1]: must be at least 0 and at most 1 (share of revenue), found 1.5"
        ),
        (
            "vary: '\(rate)', between: [0.1, 0.1], outcome: a, equals: 1, option: new",
            "solve.between: must be [lowest, highest], found 0.1 and then 0.1"
        ),
        (
            "vary: '\(rate)', between: [0.1], outcome: a, equals: 1, option: new",
            "solve.between: must be [lowest, highest], found 1 number"
        ),
        (
            "vary: '\(rate)', between: [0, 0.1], outcome: c, equals: 1, option: new",
            "solve.outcome: must be an outcome, found \"c\", expected a, b or d, did you mean a?"
        ),
        (
            "vary: '\(rate)', between: [0, 0.1], outcome: a, equals: 1, option: nwe",
            "solve.option: must be an option, found \"nwe\", expected law, new or other, did you mean new?"
        ),
        (root + ", against: new", "solve.against: is the option itself"),
        (
            "vary: '\(rate)', between: [0, 0.1], outcome: d, equals: 1, option: new, against: other",
            "solve: d is a difference already, expected a question without against, or another outcome"
        ),
        (
            "vary: '\(rate)', between: [0, 0.1], outcome: a, equals: 1, option: other",
            "solve.vary: \(rate) is of option new, and the question is about other"
        ),
        (
            root + ", over: mean",
            "solve.over: needs draws, expected vary and design, whose points the statistic is over"
        ),
        (
            "levers: {\(quoted(rate)): [0, 0.1]}, option: new",
            "solve: has 0 aims, expected one to 3 outcomes under maximise and minimise"
        ),
        (
            "levers: {\(quoted(rate)): [0, 0.1]}, maximise: [a], minimise: [a], option: new",
            "solve: a is an aim twice"
        ),
        (
            "levers: {substitution: [1.5, 3], substitution.music: [1.5, 2]}, maximise: [a], option: new",
            "solve.levers.substitution.music: moves a number that substitution moves too"
        ),
        (
            "levers: {}, maximise: [a], option: new", "solve.levers: must have at least one lever"
        ),
        (
            "levers: {qualityExponent: [1, 2]}, maximise: [a], subjectTo: [\"b about 1\"], option: new",
            "solve.subjectTo[0]: must be an outcome, >= or <=, and a number in quotes, found \"b about 1\""
        ),
        (
            "levers: {qualityExponent: [1, 2]}, maximise: [a], subjectTo: [\"c >= 1\"], option: new",
            "solve.subjectTo[0]: must be of an outcome, found \"c\", expected a, b or d, did you mean a?"
        ),
        (
            "levers: {qualityExponent: [1, 2]}, maximise: [a], population: 20, option: new",
            "solve.population: is for two or three aims only"
        ),
        (
            "levers: {qualityExponent: [1, 2]}, maximise: [a, b], starts: 20, option: new",
            "solve.starts: is for one aim only"
        ),
        (
            "levers: {qualityExponent: [1, 2]}, maximise: [a, b], population: 21, option: new",
            "solve.population: must be even, found 21"
        ),
    ])
    func `a question that cannot be answered is an error with its place`(rest: String, message: String) throws
    {
        let found = try messages("solve: {\(rest)}\n")
        #expect(found.contains { $0.hasSuffix(": \(message)") }, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }

    @Test func `a number that the draws move cannot be searched over them`() throws {
        let question =
            "solve: {vary: qualityExponent, between: [1, 2], outcome: a, equals: 1, option: new, over: mean}\n"
        let found = try messages(Self.draws + question)
        #expect(
            found == [
                "scenario.yaml:5:8: solve.vary: qualityExponent moves a number that the draws move too (qualityExponent of vary)"
            ])
        // without a statistic the draws do not matter
        #expect(try messages(Self.draws + question.replacing(", over: mean", with: "")) == [])
    }

    @Test(arguments: [
        "{vary: '\(rate)', between: [0, 0.1], outcome: a, equals: -0.5, option: new, against: law, over: {quantile: 0.1}, seed: 12345678901234567890}",
        "{levers: {\"\(rate)\": [0, 0.1], qualityDummy: [1, 2]}, maximise: [a], subjectTo: [\"b >= 1\", \"a <= 2e3\"], option: new, starts: 5}",
        "{levers: {\"\(rate)\": [0, 0.1]}, maximise: [a], minimise: [b], option: new, over: mean, population: 20, generations: 30}",
    ])
    func `questions are read, and a resolved scenario asks them again`(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "solve.yaml",
            Self.before + Self.draws + "solve: " + text.replacing("qualityDummy", with: "dataExponent") + "\n"
        )
        let loaded = try ScenarioReader.read(path: path)
        let question = try #require(loaded.scenario.experiment.solve)
        let world = try folder.write("world.yaml", WorldDescription.resolved(loaded.scenario.world))
        let again = try folder.write(
            "again.yaml", ScenarioDescription.resolved(loaded.scenario, world: world))
        #expect(try ScenarioReader.read(path: again).scenario.experiment.solve == question)
        // the option of the question moves down when the one before it is left out
        let fewer = loaded.selecting(["new", "other"]).scenario.experiment.solve
        if question.against == nil {
            guard case .step(let option, _, _, _)? = fewer?.numbers[0].target else {
                Issue.record("no question is left")
                return
            }
            #expect(option == 0)
        } else {
            #expect(fewer == nil)
        }
    }
}
