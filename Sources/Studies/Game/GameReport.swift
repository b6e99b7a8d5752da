import Analysis
package import Output
import Questions
package import Scenarios

/// A solved game as tables and scenario files.
package struct GameReport {
    let loaded: LoadedScenario
    let table: GameTable
    let solution: GameSolution
    /// How equilibria in mixed strategies were looked for; nil where they were not.
    let search: MixedSearch?
    let draws: GameDraws?
    let paths: [BestResponsePath]
    let dominance: (eliminations: [FiniteGame.Elimination], left: [[Int]])

    package init(loaded: LoadedScenario, table: GameTable, solved: GameTable.Solved, draws: GameDraws?) {
        self.loaded = loaded
        self.table = table
        solution = solved.solution
        search = solved.search
        self.draws = draws
        paths = BestResponsePath.Order.allCases.map {
            BestResponsePath(solved.solution.game, from: solved.solution.start, $0)
        }
        dominance = solved.solution.dominance()
    }

    var game: FiniteGame { solution.game }
    var players: [String] { table.game.players }

    func name(_ player: Int, _ strategy: Int) -> String { table.game.strategies[player][strategy].name }

    /// The profiles that equilibria are held against.
    var benchmarks: [(name: String, profile: Int)] {
        [("players", solution.cooperative), ("world", solution.bestForWorld)]
    }

    /// - Returns: the tables.
    package func write(to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, .game, of: loaded)
        try folder.add(
            GameTables.payoffs(table.payoffColumns, world: table.worldDescription), payoffRows)
        try folder.add(GameTables.equilibria, equilibriumRows)
        try folder.add(GameTables.paths(table.payoffColumns), moveRows)
        try folder.add(
            GameTables.dominance,
            dominance.eliminations.map {
                .init(
                    elimination: $0, player: players[$0.player], strategy: name($0.player, $0.strategy),
                    by: name($0.player, $0.by))
            })
        try folder.add(GameTables.coordination, coordinationRows)
        if let draws {
            try folder.add(GameTables.frequencies(players), frequencyRows(draws))
            try folder.add(GameTables.strategyFrequencies, strategyRows(draws))
            try folder.add(GameTables.draws(draws.inputs), drawRows(draws))
        }
        try writeScenarios(folder)
        try folder.write(GameTables.words, document)
        return try folder.commit()
    }

    private func payoffs(in profile: Int) -> [Double] { game.payoffs.map { $0[profile] } }

    private func names(in profile: Int) -> [String] { table.names(game.strategies(in: profile)) }

    private var payoffRows: [GameTables.ProfileRow] {
        var numbers: [Int: Int] = [:]
        for (number, equilibrium) in solution.equilibria.enumerated() {
            if let profile = equilibrium.profile { numbers[profile] = number + 1 }
        }
        return game.profiles.map { profile in
            .init(
                strategies: names(in: profile), payoffs: payoffs(in: profile), sum: game.sum(in: profile),
                world: solution.world[profile], equilibrium: numbers[solution.standing(for: profile)])
        }
    }

    private var equilibriumRows: [GameTables.EquilibriumRow] {
        var rows: [GameTables.EquilibriumRow] = []
        for (number, equilibrium) in solution.equilibria.enumerated() {
            let payoffs = solution.payoffs(of: equilibrium)
            for player in game.players {
                for strategy in equilibrium.mixed.support(of: player) {
                    rows.append(
                        .init(
                            number: number + 1, kind: equilibrium.kind.rawValue, player: players[player],
                            strategy: name(player, strategy), twins: twins(player, strategy),
                            probability: equilibrium.mixed.probabilities[player][strategy],
                            payoff: payoffs[player],
                            change: payoffs[player] - game.payoffs[player][solution.start],
                            temptation: max(game.temptation(of: player, in: equilibrium.mixed), 0)))
                }
            }
        }
        return rows
    }

    /// Names of the strategies for which one stands besides itself.
    func twins(_ player: Int, _ strategy: Int) -> [String] {
        solution.same[player].indices.filter { $0 != strategy && solution.same[player][$0] == strategy }
            .map { name(player, $0) }
    }

    private var moveRows: [GameTables.MoveRow] {
        paths.flatMap { path in
            path.profiles.enumerated().map { move, profile in
                .init(
                    order: path.order.rawValue, move: move,
                    player: move == 0 ? nil : path.moves[move - 1].player.map { players[$0] },
                    strategies: names(in: profile), payoffs: payoffs(in: profile), part: part(path, move))
            }
        }
    }

    private func part(_ path: BestResponsePath, _ move: Int) -> String {
        if let start = path.cycleStart { return move > start ? "cycle" : move == 0 ? "start" : "approach" }
        return move == path.moves.count ? "equilibrium" : move == 0 ? "start" : "approach"
    }

    private var coordinationRows: [GameTables.CoordinationRow] {
        var rows: [GameTables.CoordinationRow] = []
        for (number, equilibrium) in solution.equilibria.enumerated() {
            let payoffs = solution.payoffs(of: equilibrium)
            for (benchmark, profile) in benchmarks {
                func add(
                    _ who: String, _ strategy: String?, _ column: [Double], _ value: Double, ratio: Bool
                ) {
                    rows.append(
                        .init(
                            equilibrium: number + 1, benchmark: benchmark, who: who, strategy: strategy,
                            start: column[solution.start], inEquilibrium: value,
                            inBenchmark: column[profile],
                            attained: ratio ? attained(column, profile, value) : nil))
                }
                for player in game.players {
                    add(
                        players[player], name(player, game.strategy(of: player, in: profile)),
                        game.payoffs[player], payoffs[player], ratio: false)
                }
                let isOfPlayers = profile == solution.cooperative && benchmark == benchmarks[0].name
                add("sum", nil, game.profiles.map(game.sum), payoffs.reduce(0, +), ratio: isOfPlayers)
                add(Outcome.world, nil, solution.world, solution.world(of: equilibrium), ratio: !isOfPlayers)
            }
        }
        return rows
    }

    /// The share of what a profile adds to today's law that something else brings; nil where it adds nothing to speak of.
    ///
    /// Gains have no zero of their own, so that a ratio of levels would mean nothing.
    func attained(_ column: [Double], _ profile: Int, _ value: Double) -> Double? {
        let whole = column[profile] - column[solution.start]
        return whole > table.indifference.among(column) ? (value - column[solution.start]) / whole : nil
    }

    // MARK: - Draws

    private func frequencyRows(_ draws: GameDraws) -> [GameTables.FrequencyRow] {
        let count = draws.played.count
        func share(_ cases: Int) -> Double { Proportion(cases, of: count).share }
        return draws.frequencies.map { profile, frequency in
            .init(
                strategies: names(in: profile), count: count,
                equilibrium: Proportion(frequency.equilibrium, of: count), strict: share(frequency.strict),
                cooperative: share(frequency.cooperative), bestForWorld: share(frequency.bestForWorld))
        }
    }

    private func strategyRows(_ draws: GameDraws) -> [GameTables.StrategyRow] {
        game.players.flatMap { player in
            (0..<game.counts[player]).map { strategy in
                .init(
                    player: players[player], strategy: name(player, strategy),
                    played: Proportion(
                        draws.count(player: player, strategy: strategy, game), of: draws.played.count))
            }
        }
    }

    private func drawRows(_ draws: GameDraws) -> [GameTables.DrawRow] {
        let played = Dictionary(draws.played.map { ($0.point, $0) }, uniquingKeysWith: { first, _ in first })
        return draws.points.map { .init(point: $0, inputs: draws.draws[$0], played: played[$0]) }
    }

    // MARK: - Scenarios

    /// Each equilibrium in pure strategies beside today's law and what would be best, as a scenario that runs again.
    private func writeScenarios(_ folder: AnalysisFolder) throws {
        let pure = solution.equilibria.enumerated().compactMap { number, equilibrium in
            equilibrium.profile.map { (number: number + 1, profile: $0) }
        }
        for (number, profile) in pure.prefix(GameTables.mostScenarios) {
            try folder.write(
                GameTables.scenario(number),
                ScenarioDescription.resolved(scenario(number: number, profile)))
        }
    }

    private func scenario(number: Int, _ profile: Int) -> Scenario {
        var scenario = loaded.scenario
        let options = [
            ("start", solution.start), ("equilibrium", profile), ("cooperative", solution.cooperative),
            ("best-for-world", solution.bestForWorld),
        ]
        scenario.options = options.map { name, profile in
            let strategies = zip(table.game.strategies, game.strategies(in: profile)).map { $0[$1] }
            return table.game.option(named: name, strategies, in: loaded.scenario)
        }
        scenario.comparison.against = options[0].0
        scenario.name += "-equilibrium-\(number)"
        scenario.title = "Equilibrium \(number): \(table.text(game.strategies(in: profile)))"
        let experiment = table.scenario.experiment
        scenario.experiment = Experiment(
            variations: loaded.points == nil ? experiment.variations.filter(\.isOfNoOption) : [],
            design: loaded.points == nil ? experiment.design : nil,
            outcomes: loaded.scenario.experiment.outcomes.filter { $0.against == nil })
        return scenario
    }
}

extension Variation {
    /// Whether it moves something that all options have.
    fileprivate var isOfNoOption: Bool { if case .step = target { false } else { true } }
}
