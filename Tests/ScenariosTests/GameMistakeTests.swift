import Declarations
import Questions
import Scenarios
import Testing

/// One broken game for each mistake, with the whole message.
struct GameMistakeTests {
    private static let before = """
        options: {law: {}, new: {UK: [{from: 2026, regime: optOut}, {from: 2030, regime: freeUse}], US: [{from: 2028, regime: permission}]}}
        outcomes: {a: {variable: creator_income, place: UK, year: 2030}, d: {variable: creator_income, place: UK, year: 2030, against: law}, c: {variable: creator_income, place: UK, aggregate: crossing, above: 9}}

        """

    /// A game with some keys in place of those that are right.
    private static func game(_ changes: [String: String]) -> String {
        let keys = ["players", "strategies", "from", "payoff"]
        let right = [
            "players": "[UK, EU]", "strategies": "[status-quo, optOut]", "from": "2027",
            "payoff": "{variable: gain_total, aggregate: presentValue}",
        ]
        let all = keys + changes.keys.filter { !keys.contains($0) }
        return "game:\n"
            + all.compactMap { key in
                let value = changes[key] ?? right[key] ?? ""
                return value.isEmpty ? nil : "  \(key): \(value)\n"
            }.joined()
    }

    private func messages(_ changes: [String: String]) throws -> [String] {
        try TemporaryFolder().messages(Self.before + Self.game(changes))
    }

    @Test func `a game that is right has no message`() throws {
        #expect(try messages([:]).isEmpty)
    }

    @Test(arguments: [
        (["players": "[UK]"], "4:12: game.players: must have at least two players"),
        (["players": "[UK, UK]"], "4:17: game.players[1]: UK is a player already"),
        (
            ["players": "[UK, FR]"],
            "4:17: game.players[1]: must be a place, found \"FR\", expected UK, EU, US, CN or ROW"
        ),
        (["players": ""], "4:3: game: missing key players"),
        (["strategies": "[optOut]"], "5:15: game.strategies: must have at least two strategies"),
        (["strategies": "[optOut, optOut]"], "5:24: game.strategies[1]: optOut is a strategy already"),
        (
            ["strategies": "[status-quo, optout]"],
            "5:28: game.strategies[1]: must be a regime or status-quo, found \"optout\", expected status-quo, statusQuo, freeUse, fairUse, optOut, permission, collectiveLicence or statutoryLicence, did you mean optOut?"
        ),
        (
            ["strategies": "{UK: [optOut, freeUse]}"], "5:15: game.strategies: missing player EU"
        ),
        (
            ["strategies": "{UK: [optOut, freeUse], EU: [optOut, freeUse], US: [optOut, freeUse]}"],
            "5:62: game.strategies.US: unknown player, expected UK or EU, did you mean UK?"
        ),
        (
            ["strategies": "{lever: statutoryRate, grid: [0, 1.5]}"],
            "5:48: game.strategies.grid[1]: must be at least 0 and at most 1 (share of revenue), found 1.5"
        ),
        (
            ["strategies": "{lever: statutoryRate, grid: [0, 0]}"],
            "5:48: game.strategies.grid[1]: 0 is a strategy already"
        ),
        (
            ["strategies": "{lever: statutoryRate, grid: [0]}"],
            "5:44: game.strategies.grid: must have at least two strategies"
        ),
        (
            ["strategies": "{lever: statutoryRate}"], "5:15: game.strategies: missing key grid"
        ),
        (["from": "2024"], "6:9: game.from: must be at least 2025 and at most 2040, found 2024"),
        (["from": "2041"], "6:9: game.from: must be at least 2025 and at most 2040, found 2041"),
        (["over": "-1"], "8:9: game.over: must be at least 0 and at most 1000 (yr), found -1"),
        (
            ["background": "old"],
            "8:15: game.background: must be an option, found \"old\", expected law or new"
        ),
        (
            ["payoff": "{variable: gain_totl, year: 2030}"],
            "7:22: game.payoff.variable: must be a variable, found \"gain_totl\", did you mean gain_total?"
        ),
        (
            ["payoff": "{variable: gain_total}"], "7:11: game.payoff: must have either year or aggregate"
        ),
        (
            ["payoff": "{variable: gain_total, year: 2030, place: UK}"],
            "7:46: game.payoff.place: is the player's own, expected an outcome without it"
        ),
        (
            ["payoff": "{variable: gain_total, year: 2030, against: law}"],
            "7:46: game.payoff.against: would be a difference, expected an outcome without it"
        ),
        (
            ["payoff": "{variable: gain_total, aggregate: crossing, above: 3}"],
            "7:11: game.payoff: a crossing may never happen, expected another aggregate"
        ),
        (
            ["payoff": "{variable: works, year: 2030}"],
            "7:11: game.payoff: missing key sector, works does not add up over sectors"
        ),
        (
            ["payoff": "a"],
            "7:11: game.payoff: must be an outcome without place, such as {variable: gain_total, aggregate: presentValue}, or a map from each player, found \"a\""
        ),
        (
            ["payoff": "[a]"],
            "7:12: game.payoff[0]: \"a\" would be of one place for all, expected an outcome without place, or a map from each player"
        ),
        (
            ["payoff": "{UK: b, EU: a}"],
            "7:16: game.payoff.UK: must be an outcome, found \"b\", expected a, d or c, did you mean a?"
        ),
        (
            ["payoff": "{UK: d, EU: a}"],
            "7:16: game.payoff.UK: \"d\" is a difference, expected an outcome without against"
        ),
        (
            ["payoff": "{UK: c, EU: a}"],
            "7:16: game.payoff.UK: a crossing may never happen, expected another aggregate"
        ),
        (["payoff": "[]"], "7:11: game.payoff: must have at least one outcome"),
        (
            ["world": "{variable: burden, year: 2030}"],
            "8:21: game.world.variable: burden does not add up over the World, expected UK, EU, US, CN or ROW"
        ),
        (["indifference": "0.5"], "8:17: game.indifference: must be at least 0 and at most 0.1, found 0.5"),
        (
            ["horizon": "3"],
            "8:3: game.horizon: unknown key, expected players, strategies, from, over, background, payoff, world or indifference"
        ),
    ])
    func `a game that cannot be played is an error with its place`(
        changes: [String: String], message: String
    ) throws {
        let found = try messages(changes)
        #expect(found == ["scenario.yaml:\(message)"])
    }

    @Test func `more profiles than can be held are told by number`() throws {
        let grid =
            "{lever: statutoryRate, grid: [\((0..<20).map { "0.\($0 + 10)" }.joined(separator: ", "))]}"
        #expect(
            try messages(["players": "[UK, EU, US, CN, ROW]", "strategies": grid]) == [
                "scenario.yaml:5:15: game.strategies: gives 3200000 profiles (20 × 20 × 20 × 20 × 20), expected at most 100000"
            ])
    }

    @Test func `a regime may not be called like the law as it is`() throws {
        let found = try TemporaryFolder().messages(
            Self.before + "set: {regimes.status-quo: {exceptionScope: 1}}\n" + Self.game([:]))
        #expect(found.contains { $0.contains("game: the world has a regime status-quo") }, "\(found)")
    }

    // MARK: - What is read

    private func loaded(_ changes: [String: String]) throws -> LoadedScenario {
        let folder = try TemporaryFolder()
        return try ScenarioReader.read(
            path: try folder.write("scenario.yaml", Self.before + Self.game(changes)))
    }

    @Test func `a game is read in all its forms, and a resolved scenario gives it again`() throws {
        let folder = try TemporaryFolder()
        for changes in [
            [:],
            [
                "strategies":
                    "{UK: [status-quo, optOut, freeUse], EU: {lever: statutoryRate, grid: [0, 0.05], regime: freeUse}}"
            ],
            ["payoff": "{UK: a, EU: [{variable: gain_creators, aggregate: sum}, a]}", "background": "new"],
            ["world": "[{variable: creator_income, year: 2030}]", "indifference": "0", "over": "2.5"],
        ] {
            let loaded = try loaded(changes)
            let game = try #require(loaded.scenario.experiment.game)
            let world = try folder.write("world.yaml", WorldDescription.resolved(loaded.scenario.world))
            let again = try folder.write(
                "again.yaml", ScenarioDescription.resolved(loaded.scenario, world: world))
            #expect(try ScenarioReader.read(path: again).scenario.experiment.game == game)
        }
        let plain = try #require(try loaded([:]).scenario.experiment.game)
        #expect(plain.payoffs.map { $0.map(\.place) } == [["UK"], ["EU"]])
        #expect(plain.world.map(\.place) == ["World"] && plain.world.map(\.variable) == [.gainTotal])
    }

    @Test func `without the option or the outcome that it names, the game goes too`() throws {
        let loaded = try loaded(["background": "new", "payoff": "{UK: a, EU: a}"])
        #expect(loaded.selecting(["new"]).scenario.experiment.game != nil)
        #expect(loaded.selecting(["law"]).scenario.experiment.game == nil)
    }

    @Test func `players follow the background until the game begins, and others throughout`() throws {
        let scenario = try loaded(["background": "new"]).scenario
        let game = try #require(scenario.experiment.game)
        let kept = game.option(named: "x", game.strategies.map { $0[0] }, in: scenario)
        #expect(kept.steps.map { $0.map(\.from) } == [[2026], [], [2028], [], []])
        let played = game.option(named: "x", game.strategies.map { $0[1] }, in: scenario)
        #expect(played.steps.map { $0.map(\.from) } == [[2026, 2027], [2027], [2028], [], []])
        #expect(played.steps[0][1].regime == "optOut")
        let (all, _, _) = game.scenario(scenario)
        #expect(
            all.options.count == 4 && all.options[0].steps == kept.steps
                && all.options[3].steps == played.steps)
    }
}
