import Analysis
package import Output

extension ResultKind {
    package static let game = ResultKind(
        "game",
        tables: [
            GameTables.payoffs([], world: "").file, GameTables.equilibria.file, GameTables.paths([]).file,
            GameTables.dominance.file, GameTables.coordination.file, GameTables.frequencies([]).file,
            GameTables.strategyFrequencies.file, GameTables.draws([]).file,
        ], others: [GameTables.words] + (1...GameTables.mostScenarios).map(GameTables.scenario))
}

/// The tables of a game between jurisdictions, and the other files that go with them.
enum GameTables {
    static let words = "game.md"
    /// Equilibria that a result holds as scenario files.
    static let mostScenarios = 9
    static func scenario(_ number: Int) -> String { "equilibrium-\(number).yaml" }

    /// A column for each player.
    private static func strategies<Row>(
        _ players: [String], _ names: @escaping @Sendable (Row) -> [String]
    ) -> [Column<Row>] {
        players.enumerated().map { number, player in
            Column("strategy_\(player)", "Strategy of \(player)") { names($0)[number] }
        }
    }

    private static func payoffs<Row>(
        _ payoffs: [NumberColumn], _ values: @escaping @Sendable (Row) -> [Double]
    ) -> [Column<Row>] {
        payoffs.enumerated().map { number, payoff in
            Column(
                NumberColumn(
                    "payoff_\(payoff.name)", "Payoff of \(payoff.name): \(payoff.description)",
                    unit: payoff.unit)
            ) { values($0)[number] }
        }
    }

    struct ProfileRow {
        let strategies: [String]
        let payoffs: [Double]
        let sum: Double
        let world: Double
        let equilibrium: Int?
    }

    /// - Parameters:
    ///   - columns: what each player wants, by its name.
    ///   - world: what the world gets, in words.
    static func payoffs(_ columns: [NumberColumn], world: String) -> Table<ProfileRow> {
        Table(
            "payoffs.csv", "What every profile of strategies gives to every player",
            strategies(columns.map(\.name)) { $0.strategies } + payoffs(columns) { $0.payoffs } + [
                Column("payoff_sum", "Sum of the players' payoffs") { $0.sum },
                Column("world", "What the world gets: \(world)") { $0.world },
                Column(
                    "equilibrium",
                    "Number of the equilibrium in pure strategies that the profile is, or comes to the same as; empty for none"
                ) { $0.equilibrium },
            ])
    }

    struct EquilibriumRow {
        let number: Int
        let kind: String
        let player: String
        let strategy: String
        let twins: [String]
        let probability: Double
        let payoff: Double
        let change: Double
        let temptation: Double
    }

    static let equilibria = Table<EquilibriumRow>(
        "equilibria.csv",
        "The equilibria: a row for each strategy that a player plays with a probability above 0",
        [
            Column("equilibrium", "Number of the equilibrium, from 1") { $0.number },
            Column(
                "kind",
                "strict: everyone would lose by any other strategy; weak: someone would not; mixed: someone plays several",
                allowed: ["strict", "weak", "mixed"]
            ) { $0.kind },
            Column("player", "The player") { $0.player },
            Column("strategy", "A strategy that it plays") { $0.strategy },
            Column("same_as", "Its other strategies that come to the same for everyone, if there are any") {
                $0.twins.joined(separator: " ")
            },
            Column("probability", "Probability with which it plays it") { $0.probability },
            Column("payoff", "Payoff of the player in the equilibrium, expected where someone mixes") {
                $0.payoff
            },
            Column("change", "The same less its payoff where paths start, which is today's law") {
                $0.change
            },
            Column(
                "temptation",
                "Most that the player would gain by another strategy alone; no more than what it cares for"
            ) { $0.temptation },
        ])

    struct MoveRow {
        let order: String
        let move: Int
        let player: String?
        let strategies: [String]
        let payoffs: [Double]
        let part: String
    }

    static func paths(_ columns: [NumberColumn]) -> Table<MoveRow> {
        Table(
            "paths.csv", "Where players go who answer one another, from today's law on",
            [
                Column(
                    "order",
                    "sequential: one after the other, in the players' order; simultaneous: all at once",
                    allowed: ["sequential", "simultaneous"]
                ) { $0.order },
                Column("move", "Number of the move, 0 for the start") { $0.move },
                Column("player", "Who moves; empty for the start, and where all move at once") { $0.player },
            ] + strategies(columns.map(\.name)) { $0.strategies } + payoffs(columns) { $0.payoffs } + [
                Column(
                    "part",
                    "start, approach, cycle for moves that come again and again, or equilibrium for the end of the path",
                    allowed: ["start", "approach", "cycle", "equilibrium"]
                ) { $0.part }
            ])
    }

    struct DominanceRow {
        let elimination: FiniteGame.Elimination
        let player: String
        let strategy: String
        let by: String
    }

    static let dominance = Table<DominanceRow>(
        "dominance.csv",
        "Strategies that go one round after the other since another is better whatever is left to the others",
        [
            Column("round", "Round in which it goes, from 1") { $0.elimination.round },
            Column("player", "The player") { $0.player },
            Column("strategy", "The strategy that goes") { $0.strategy },
            Column("dominated_by", "The first strategy that is better") { $0.by },
            Column("least_loss", "What the player loses by the strategy at least") {
                $0.elimination.leastLoss
            },
        ])

    struct CoordinationRow {
        let equilibrium: Int
        let benchmark: String
        let who: String
        let strategy: String?
        let start: Double
        let inEquilibrium: Double
        let inBenchmark: Double
        let attained: Double?
    }

    static let coordination = Table<CoordinationRow>(
        "coordination.csv",
        "What not coordinating costs: equilibria beside what is best for the players together, and for the world",
        [
            Column("equilibrium", "Number of the equilibrium, from 1") { $0.equilibrium },
            Column(
                "benchmark",
                "players: the profile with the largest sum of their payoffs; world: the one that gives the world most",
                allowed: ["players", "world"]
            ) { $0.benchmark },
            Column("who", "A player, sum for all players together, or World") { $0.who },
            Column("strategy", "The player's strategy in the benchmark; empty for sum and World") {
                $0.strategy
            },
            Column("start", "Payoff where paths start, which is today's law") { $0.start },
            Column("equilibrium_payoff", "Payoff in the equilibrium") { $0.inEquilibrium },
            Column("benchmark_payoff", "Payoff in the benchmark") { $0.inBenchmark },
            Column(
                "difference",
                "The benchmark's less the equilibrium's: below 0, a player would have to be compensated by so much"
            ) { $0.inBenchmark - $0.inEquilibrium },
            Column(
                "attained",
                "Share of what the benchmark adds to today's law that the equilibrium brings, to the sum for players and to the World for world; empty where it adds nothing"
            ) { $0.attained },
        ])

    // MARK: - Over draws

    struct FrequencyRow {
        let strategies: [String]
        let count: Int
        let equilibrium: Proportion
        let strict: Double
        let cooperative: Double
        let bestForWorld: Double
    }

    static func frequencies(_ players: [String]) -> Table<FrequencyRow> {
        Table(
            "frequencies.csv",
            "How often a profile is an equilibrium, or the best, over the draws; profiles that never are either are left out",
            strategies(players) { $0.strategies } + [
                Column("n", "Draws that count") { $0.count },
                Column("equilibrium", "Share of the draws in which it is an equilibrium") {
                    $0.equilibrium.share
                },
                Column("low", "Lower end of its 95 % interval (Wilson)") {
                    $0.equilibrium.interval.lowerBound
                },
                Column("high", "Upper end of the same") { $0.equilibrium.interval.upperBound },
                Column("strict", "Share in which it is a strict one") { $0.strict },
                Column(
                    "cooperative",
                    "Share in which it is best for the players together, alone or with others that come to the same"
                ) { $0.cooperative },
                Column("best_for_world", "Share in which it is best for the world, likewise") {
                    $0.bestForWorld
                },
            ])
    }

    struct StrategyRow {
        let player: String
        let strategy: String
        let played: Proportion
    }

    static let strategyFrequencies = Table<StrategyRow>(
        "strategy_frequencies.csv", "How often a player plays a strategy in an equilibrium, over the draws",
        [
            Column("player", "The player") { $0.player },
            Column("strategy", "The strategy") { $0.strategy },
            Column("n", "Draws that count") { $0.played.count },
            Column("share", "Share of the draws in which it is played in some equilibrium") {
                $0.played.share
            },
            Column("low", "Lower end of its 95 % interval (Wilson)") { $0.played.interval.lowerBound },
            Column("high", "Upper end of the same") { $0.played.interval.upperBound },
        ])

    struct DrawRow {
        let point: Int
        let inputs: [Double]
        /// nil where a run failed.
        let played: GameDraws.Played?
    }

    static func draws(_ inputs: [NumberColumn]) -> Table<DrawRow> {
        Table(
            "draws.csv", "The game at every draw; fields of a draw at which a run failed are empty",
            [Column("point", "Number of the draw, from 0") { $0.point }]
                + inputs.enumerated().map { number, input in Column(input) { $0.inputs[number] } } + [
                    Column("equilibria", "Equilibria in pure strategies") { $0.played?.equilibria.count },
                    Column("strict", "Strict ones among them") {
                        $0.played?.equilibria.count { $0.isStrict }
                    },
                    Column(
                        "price_least",
                        "What the players together lose by not coordinating, in the best of the equilibria; empty without one"
                    ) { $0.played?.prices.min() },
                    Column("price_most", "The same in the worst of the equilibria") {
                        $0.played?.prices.max()
                    },
                    Column(
                        "world_price_least",
                        "What the world loses against what is best for it, in the best of the equilibria"
                    ) { $0.played?.worldPrices.min() },
                    Column("world_price_most", "The same in the worst of the equilibria") {
                        $0.played?.worldPrices.max()
                    },
                ])
    }
}
