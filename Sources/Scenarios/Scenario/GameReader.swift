import Declarations
import Questions

/// Reads the game between jurisdictions.
struct GameReader {
    let context: SectionContext

    private var path: Path { Path([.key("game")]) }

    static let form = MapForm<Game>(
        "a game between jurisdictions, each of which chooses a rule",
        expected: "a map with players, strategies, from and payoff",
        [
            Key(
                "players", "jurisdictions, in the order in which they answer one another",
                Form(
                    kind: "list of at least two places",
                    schema: [("type", "array"), ("items", ["type": "string"]), ("minItems", 2)],
                    read: players,
                    write: { .list($0.map(YAMLValue.text), inFlow: true) }), required: true, \.players),
            .dependent(
                "strategies", "what each player can do, for all or in a map from player",
                kind: "list of regimes, or a map with lever and grid; or a map from each player",
                schema: perPlayer("choices"), required: true
            ) { .map(zip($0.players, $0.choices).map { ($0, description($1)) }) },
            Key("from", "year in which the rules begin", .year, required: true, \.from),
            Key(
                "over", "years of phasing in, 0 for at once", .number(StepSettings.phase, .years),
                unless: "0",
                unit: .years, \.over),
            Key(
                "background", "option that all places follow, players until the rules begin", .option,
                unless: "today's law", \.background),
            .dependent(
                "payoff", "what each player wants more of, for all or in a map from player",
                kind: "outcome without place, or several that are added up; or a map from each player",
                schema: perPlayer("payoff"), required: true
            ) { .map(zip($0.players, $0.payoffs).map { ($0, payoff($1)) }) },
            .dependent(
                "world", "what the world gets", kind: "outcome without place, or several that are added up",
                schema: [("$ref", "#/definitions/payoff")],
                unless: "the present value of gain_total over the world"
            ) { payoff($0.world) },
            Key(
                "indifference",
                "gain that a player cares for at least, as a share of its largest absolute payoff",
                .number(Bounds(0, 0.1)), unless: plain(Game.defaultIndifference), \.indifference),
        ])

    /// Strategies that are values of a lever.
    struct Grid: Sendable {
        var lever: Lever?
        var values: [Double] = []
        var regime: String?
    }

    static let grid = MapForm<Grid>(
        "values of a lever", expected: "a list of regimes, or a map with lever and grid",
        [
            Key("lever", "the lever", .lever, required: true, \.lever),
            .dependent(
                "grid", "its values", kind: "list of at least two numbers",
                schema: [("type", "array"), ("items", ["type": "number"]), ("minItems", 2)], required: true
            ) { .list($0.values.map(YAMLValue.number), inFlow: true) },
            Key("regime", "regime that the values go with", .regime, unless: "the law as it is", \.regime),
        ])

    func read(_ node: Node?, _ problems: inout Problems) -> Game? {
        guard let node else { return nil }
        var game = Game(
            players: [], choices: [], from: .nan, over: 0, background: nil, payoffs: [], world: [],
            indifference: Game.defaultIndifference)
        guard Self.form.read(node, path, context, &problems, into: &game) else { return nil }
        checkRegimes(node, &problems)
        if let strategies = node["strategies"] {
            game.choices = perPlayer(strategies, path.appending("strategies"), game.players, &problems) {
                choices($0, $1, &$2)
            } isCommon: {
                $0.items != nil || $0["lever"] != nil
            }
            checkProfiles(game, strategies, &problems)
        }
        if let payoff = node["payoff"] {
            game.payoffs = payoffs(payoff, path.appending("payoff"), game.players, &problems)
        }
        game.world = world(node["world"], &problems)
        return game
    }

    private func checkRegimes(_ node: Node, _ problems: inout Problems) {
        guard context.world.regimes.contains(where: { $0.name == Game.statusQuo }) else { return }
        problems.report(
            node.origin, path,
            "the world has a regime \(Game.statusQuo), which in a game is the law as it is, expected another name for it"
        )
    }

    private static func players(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> [String]? {
        guard let items = problems.items(node, path, "a list of places") else { return nil }
        var players: [String] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let player = problems.word(item, path, oneOf: context.world.jurisdictions, "a place") else {
                continue
            }
            if players.contains(player) {
                problems.report(item.origin, path, "\(player) is a player already")
            }
            players.append(player)
        }
        if items.count < 2 { problems.report(node.origin, path, "must have at least two players") }
        return players
    }

    /// What is written once for all players, or in a map from each of them.
    private func perPlayer<Value>(
        _ node: Node, _ path: Path, _ players: [String], _ problems: inout Problems,
        _ read: (Node, Path, inout Problems) -> Value?, isCommon: (Node) -> Bool
    ) -> [Value] {
        if isCommon(node) {
            let value = read(node, path, &problems)
            return players.compactMap { _ in value }
        }
        guard problems.entries(node, path, "a list, or a map from each player") != nil else { return [] }
        problems.checkKeys(node, path, known: players, required: players, "player")
        return players.compactMap { player in
            node[player].flatMap { read($0, path.appending(player), &problems) }
        }
    }

    // MARK: - Strategies

    private func choices(_ node: Node, _ path: Path, _ problems: inout Problems) -> Game.Choices? {
        guard node.items == nil else { return regimes(node, path, &problems) }
        var written = Grid()
        guard Self.grid.read(node, path, context, &problems, into: &written) else { return nil }
        guard let lever = written.lever, let grid = node["grid"],
            let items = problems.items(grid, path.appending("grid"), "a list of numbers")
        else { return nil }
        let declaration = lever.declaration
        var values: [Double] = []
        for (index, item) in items.enumerated() {
            let path = path.appending("grid").appending(.index(index))
            let value = problems.number(item, path, in: declaration.bounds, declaration.unit)
            if values.contains(value) {
                problems.report(item.origin, path, "\(plain(value)) is a strategy already")
            }
            values.append(value)
        }
        checkCount(items.count, grid.origin, path.appending("grid"), &problems)
        return .grid(lever, values, regime: written.regime)
    }

    private func regimes(_ node: Node, _ path: Path, _ problems: inout Problems) -> Game.Choices {
        let known = [Game.statusQuo] + context.world.regimes.map(\.name)
        var names: [String] = []
        for (index, item) in (node.items ?? []).enumerated() {
            let path = path.appending(.index(index))
            guard let name = problems.word(item, path, oneOf: known, "a regime or \(Game.statusQuo)") else {
                continue
            }
            if names.contains(name) { problems.report(item.origin, path, "\(name) is a strategy already") }
            names.append(name)
        }
        checkCount(node.items?.count ?? 0, node.origin, path, &problems)
        return .regimes(names)
    }

    private func checkCount(_ count: Int, _ origin: Origin, _ path: Path, _ problems: inout Problems) {
        if count < 2 { problems.report(origin, path, "must have at least two strategies") }
    }

    private func checkProfiles(_ game: Game, _ node: Node, _ problems: inout Problems) {
        let counts = game.choices.map { Double($0.strategies.count) }
        let profiles = counts.reduce(1, *)
        guard profiles > Double(Game.mostProfiles) else { return }
        let number = profiles < 1e15 ? "\(Int(profiles))" : "more than a thousand million million"
        problems.report(
            node.origin, path.appending("strategies"),
            "gives \(number) profiles (\(counts.map { "\(Int($0))" }.joined(separator: " × "))), "
                + "expected at most \(Game.mostProfiles)")
    }

    // MARK: - Payoffs

    private func payoffs(
        _ node: Node, _ path: Path, _ players: [String], _ problems: inout Problems
    ) -> [[Outcome]] {
        guard node.items == nil, node["variable"] == nil else {
            return players.map { sum(node, path, of: $0, mayName: false, &problems) }
        }
        guard
            problems.entries(
                node, path,
                "an outcome without place, such as {variable: gain_total, aggregate: presentValue}, or a map from each player"
            ) != nil
        else { return [] }
        problems.checkKeys(node, path, known: players, required: players, "player")
        return players.map { player in
            node[player].map { sum($0, path.appending(player), of: player, mayName: true, &problems) } ?? []
        }
    }

    /// An outcome, or several that are added up.
    private func sum(
        _ node: Node, _ path: Path, of place: String, mayName: Bool, _ problems: inout Problems
    ) -> [Outcome] {
        guard let items = node.items else {
            return payoff(node, path, of: place, mayName: mayName, &problems).map { [$0] } ?? []
        }
        if items.isEmpty { problems.report(node.origin, path, "must have at least one outcome") }
        return items.enumerated().compactMap { index, item in
            payoff(item, path.appending(.index(index)), of: place, mayName: mayName, &problems)
        }
    }

    private func payoff(
        _ node: Node, _ path: Path, of place: String, mayName: Bool, _ problems: inout Problems
    ) -> Outcome? {
        let outcome: Outcome?
        if node.text != nil {
            guard mayName else {
                problems.report(
                    node.origin, path,
                    "\(node.found) would be of one place for all, expected an outcome without place, or a map from each player"
                )
                return nil
            }
            let name = problems.word(node, path, oneOf: context.outcomes.map(\.name), "an outcome")
            outcome = context.outcomes.first { $0.name == name }
            if outcome?.against != nil {
                problems.report(
                    node.origin, path, "\(node.found) is a difference, expected an outcome without against")
                return nil
            }
        } else {
            outcome = OutcomesReader(context: context).outcome(at: place, node, path, &problems)
        }
        if case .crossing? = outcome?.reduction {
            problems.report(node.origin, path, OutcomesReader.noCrossing)
            return nil
        }
        return outcome
    }

    private func world(_ node: Node?, _ problems: inout Problems) -> [Outcome] {
        guard let node else {
            return [
                Outcome(
                    name: "", variable: .gainTotal, place: Outcome.world, sector: nil,
                    reduction: .presentValue, against: nil)
            ]
        }
        return sum(node, path.appending("world"), of: Outcome.world, mayName: true, &problems)
    }
}
