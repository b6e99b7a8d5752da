import Analysis
package import Output
package import Scenarios
import Simulation

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
        var folder = try AnalysisFolder(path, of: loaded)
        try folder.add(
            "payoffs.csv", .payoffs(table.payoffColumns, world: table.worldDescription), addPayoffs)
        try folder.add("equilibria.csv", .equilibria, addEquilibria)
        try folder.add("paths.csv", .paths(table.payoffColumns), addPaths)
        try folder.add("dominance.csv", .dominance) { rows in
            for elimination in dominance.eliminations {
                rows.add(elimination.round)
                rows.add(players[elimination.player])
                rows.add(name(elimination.player, elimination.strategy))
                rows.add(name(elimination.player, elimination.by))
                rows.add(elimination.leastLoss)
                rows.endRow()
            }
        }
        try folder.add("coordination.csv", .coordination, addCoordination)
        if let draws {
            try folder.add("frequencies.csv", .frequencies(players)) { addFrequencies(draws, &$0) }
            try folder.add("strategy_frequencies.csv", .strategyFrequencies) { addStrategies(draws, &$0) }
            try folder.add("draws.csv", .gameDraws(draws.inputs)) { addDraws(draws, &$0) }
        }
        try writeScenarios(folder)
        try folder.write("game.md", document)
        return try folder.commit()
    }

    private func addPayoffs(_ rows: inout CSVRows) {
        var numbers: [Int: Int] = [:]
        for (number, equilibrium) in solution.equilibria.enumerated() {
            if let profile = equilibrium.profile { numbers[profile] = number + 1 }
        }
        for profile in game.profiles {
            addStrategies(game.strategies(in: profile), &rows)
            for payoffs in game.payoffs { rows.add(payoffs[profile]) }
            rows.add(game.sum(in: profile))
            rows.add(solution.world[profile])
            rows.add(numbers[solution.standing(for: profile)].map { "\($0)" } ?? "")
            rows.endRow()
        }
    }

    private func addStrategies(_ strategies: [Int], _ rows: inout CSVRows) {
        for name in table.names(strategies) { rows.add(name) }
    }

    private func addEquilibria(_ rows: inout CSVRows) {
        for (number, equilibrium) in solution.equilibria.enumerated() {
            let payoffs = solution.payoffs(of: equilibrium)
            for player in game.players {
                for strategy in equilibrium.mixed.support(of: player) {
                    rows.add(number + 1)
                    rows.add(equilibrium.kind.rawValue)
                    rows.add(players[player])
                    rows.add(name(player, strategy))
                    rows.add(twins(player, strategy).joined(separator: " "))
                    rows.add(equilibrium.mixed.probabilities[player][strategy])
                    rows.add(payoffs[player])
                    rows.add(payoffs[player] - game.payoffs[player][solution.start])
                    rows.add(max(game.temptation(of: player, in: equilibrium.mixed), 0))
                    rows.endRow()
                }
            }
        }
    }

    /// Names of the strategies for which one stands besides itself.
    func twins(_ player: Int, _ strategy: Int) -> [String] {
        solution.same[player].indices.filter { $0 != strategy && solution.same[player][$0] == strategy }
            .map { name(player, $0) }
    }

    private func addPaths(_ rows: inout CSVRows) {
        for path in paths {
            for (move, profile) in path.profiles.enumerated() {
                rows.add(path.order.rawValue)
                rows.add(move)
                rows.add(move == 0 ? "" : path.moves[move - 1].player.map { players[$0] } ?? "")
                addStrategies(game.strategies(in: profile), &rows)
                for payoffs in game.payoffs { rows.add(payoffs[profile]) }
                rows.add(part(path, move))
                rows.endRow()
            }
        }
    }

    private func part(_ path: BestResponsePath, _ move: Int) -> String {
        if let start = path.cycleStart { return move > start ? "cycle" : move == 0 ? "start" : "approach" }
        return move == path.moves.count ? "equilibrium" : move == 0 ? "start" : "approach"
    }

    private func addCoordination(_ rows: inout CSVRows) {
        for (number, equilibrium) in solution.equilibria.enumerated() {
            let payoffs = solution.payoffs(of: equilibrium)
            for (benchmark, profile) in benchmarks {
                func add(_ who: String, _ strategy: String, _ column: [Double], _ value: Double, ratio: Bool)
                {
                    rows.add(number + 1)
                    rows.add(benchmark)
                    rows.add(who)
                    rows.add(strategy)
                    rows.add(column[solution.start])
                    rows.add(value)
                    rows.add(column[profile])
                    rows.add(column[profile] - value)
                    rows.add(ratio ? attained(column, profile, value) : nil)
                    rows.endRow()
                }
                for player in game.players {
                    add(
                        players[player], name(player, game.strategy(of: player, in: profile)),
                        game.payoffs[player], payoffs[player], ratio: false)
                }
                let isOfPlayers = profile == solution.cooperative && benchmark == benchmarks[0].name
                add("sum", "", game.profiles.map(game.sum), payoffs.reduce(0, +), ratio: isOfPlayers)
                add("World", "", solution.world, solution.world(of: equilibrium), ratio: !isOfPlayers)
            }
        }
    }

    /// The share of what a profile adds to today's law that something else brings; nil where it adds nothing to speak of.
    ///
    /// Gains have no zero of their own, so that a ratio of levels would mean nothing.
    func attained(_ column: [Double], _ profile: Int, _ value: Double) -> Double? {
        let whole = column[profile] - column[solution.start]
        return whole > table.indifference.among(column) ? (value - column[solution.start]) / whole : nil
    }

    // MARK: - Draws

    private func addFrequencies(_ draws: GameDraws, _ rows: inout CSVRows) {
        let count = draws.played.count
        for (profile, frequency) in draws.frequencies {
            addStrategies(game.strategies(in: profile), &rows)
            let share = Proportion(frequency.equilibrium, of: count)
            rows.add(count)
            rows.add(share.share)
            rows.add(share.interval.lowerBound)
            rows.add(share.interval.upperBound)
            for cases in [frequency.strict, frequency.cooperative, frequency.bestForWorld] {
                rows.add(Proportion(cases, of: count).share)
            }
            rows.endRow()
        }
    }

    private func addStrategies(_ draws: GameDraws, _ rows: inout CSVRows) {
        for player in game.players {
            for strategy in 0..<game.counts[player] {
                let share = Proportion(
                    draws.count(player: player, strategy: strategy, game), of: draws.played.count)
                rows.add(players[player])
                rows.add(name(player, strategy))
                rows.add(share.count)
                rows.add(share.share)
                rows.add(share.interval.lowerBound)
                rows.add(share.interval.upperBound)
                rows.endRow()
            }
        }
    }

    private func addDraws(_ draws: GameDraws, _ rows: inout CSVRows) {
        let played = Dictionary(draws.played.map { ($0.point, $0) }, uniquingKeysWith: { first, _ in first })
        for point in draws.points {
            rows.add(point)
            for value in draws.draws[point] { rows.add(value) }
            let draw = played[point]
            rows.add((draw?.equilibria.count).map { "\($0)" } ?? "")
            rows.add((draw?.equilibria.count { $0.isStrict }).map { "\($0)" } ?? "")
            rows.add(draw?.prices.min())
            rows.add(draw?.prices.max())
            rows.add(draw?.worldPrices.min())
            rows.add(draw?.worldPrices.max())
            rows.endRow()
        }
    }

    // MARK: - Scenarios

    /// Each equilibrium in pure strategies beside today's law and what would be best, as a scenario that runs again.
    private func writeScenarios(_ folder: AnalysisFolder) throws {
        let pure = solution.equilibria.enumerated().compactMap { number, equilibrium in
            equilibrium.profile.map { (number: number + 1, profile: $0) }
        }
        for (number, profile) in pure.prefix(RunFolder.Kind.mostBoxes) {
            try folder.write(
                "equilibrium-\(number).yaml",
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
