import Declarations
import Simulation

/// Reads the game between jurisdictions.
struct GameReader {
    let context: SectionContext
    let options: [PolicyOption]
    /// Outcomes of the file, which payoffs may name.
    let outcomes: [Outcome]

    private var path: Path { Path([.key("game")]) }

    func read(_ node: Node?, _ problems: inout Problems) -> Game? {
        guard let node, problems.entries(node, path, "a map with players, strategies, from and payoff") != nil
        else { return nil }
        problems.checkKeys(
            node, path, known: ScenarioKeys.game, required: ["players", "strategies", "from", "payoff"])
        checkRegimes(node, &problems)
        let players = node["players"].map { self.players($0, path.appending("players"), &problems) } ?? []
        var game = Game(
            players: players, choices: [], from: .nan, over: 0, background: nil, payoffs: [], world: [],
            indifference: Game.defaultIndifference)
        if let strategies = node["strategies"] {
            game.choices = perPlayer(strategies, path.appending("strategies"), players, &problems) {
                choices($0, $1, &$2)
            } isCommon: {
                $0.items != nil || $0["lever"] != nil
            }
            checkProfiles(game, strategies, &problems)
        }
        if let from = node["from"] {
            let hasYears = context.world.baseYear.isFinite && context.horizon.end.isFinite
            game.from = problems.number(from, path.appending("from"), in: hasYears ? context.years : nil)
        }
        if let over = node["over"] {
            game.over = problems.number(over, path.appending("over"), in: StepSettings.phase, .years)
        }
        game.background = node["background"].flatMap {
            problems.word($0, path.appending("background"), oneOf: options.map(\.name), "an option")
        }
        if let payoff = node["payoff"] {
            game.payoffs = payoffs(payoff, path.appending("payoff"), players, &problems)
        }
        game.world = world(node["world"], &problems)
        if let indifference = node["indifference"] {
            game.indifference = problems.number(
                indifference, path.appending("indifference"), in: ScenarioKeys.indifference)
        }
        return game
    }

    private func checkRegimes(_ node: Node, _ problems: inout Problems) {
        guard context.world.regimes.contains(where: { $0.name == Game.statusQuo }) else { return }
        problems.report(
            node.origin, path,
            "the world has a regime \(Game.statusQuo), which in a game is the law as it is, expected another name for it"
        )
    }

    private func players(_ node: Node, _ path: Path, _ problems: inout Problems) -> [String] {
        guard let items = problems.items(node, path, "a list of places") else { return [] }
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
        guard problems.entries(node, path, "a list of regimes, or a map with lever and grid") != nil else {
            return nil
        }
        problems.checkKeys(node, path, known: ScenarioKeys.grid, required: ["lever", "grid"])
        let regime = node["regime"].flatMap {
            problems.word(
                $0, path.appending("regime"), oneOf: context.world.regimes.map(\.name), "a regime")
        }
        let lever = node["lever"]
            .flatMap { problems.word($0, path.appending("lever"), oneOf: WorldKeys.levers, "a lever") }
            .flatMap { name in Lever.allCases.first { $0.name == name } }
        guard let lever, let grid = node["grid"],
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
        return .grid(lever, values, regime: regime)
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
            let name = problems.word(node, path, oneOf: outcomes.map(\.name), "an outcome")
            outcome = outcomes.first { $0.name == name }
            if outcome?.against != nil {
                problems.report(
                    node.origin, path, "\(node.found) is a difference, expected an outcome without against")
                return nil
            }
        } else {
            outcome = OutcomesReader(context: context, options: options).outcome(
                at: place, node, path, &problems)
        }
        if case .crossing? = outcome?.reduction {
            problems.report(node.origin, path, "a crossing may never happen, expected another aggregate")
            return nil
        }
        return outcome
    }

    private func world(_ node: Node?, _ problems: inout Problems) -> [Outcome] {
        guard let node else {
            return [
                Outcome(
                    name: "", variable: .gainTotal, place: Reports.world, sector: nil,
                    reduction: .presentValue, against: nil)
            ]
        }
        return sum(node, path.appending("world"), of: Reports.world, mayName: true, &problems)
    }
}
