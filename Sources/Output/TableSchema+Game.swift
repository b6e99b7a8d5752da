/// The tables of a game between jurisdictions.
extension TableSchema {
    private static let equilibrium = Field("equilibrium", "Number of the equilibrium, from 1", isWhole: true)

    private static func strategies(_ players: [String]) -> [Field] {
        players.map { Field("strategy_\($0)", "Strategy of \($0)") }
    }

    private static func payoffs(_ payoffs: [NumberColumn]) -> [Field] {
        payoffs.map {
            Field(NumberColumn("payoff_\($0.name)", "Payoff of \($0.name): \($0.description)", unit: $0.unit))
        }
    }

    /// - Parameters:
    ///   - payoffs: what each player wants, by its name.
    ///   - world: what the world gets, in words.
    package static func payoffs(_ payoffs: [NumberColumn], world: String) -> TableSchema {
        TableSchema(
            title: "What every profile of strategies gives to every player",
            fields: strategies(payoffs.map(\.name)) + Self.payoffs(payoffs) + [
                Field("payoff_sum", "Sum of the players' payoffs", isNumber: true),
                Field("world", "What the world gets: \(world)", isNumber: true),
                Field(
                    "equilibrium",
                    "Number of the equilibrium in pure strategies that the profile is, or comes to the same as; empty for none",
                    isWhole: true),
            ])
    }

    package static let equilibria = TableSchema(
        title: "The equilibria: a row for each strategy that a player plays with a probability above 0",
        fields: [
            equilibrium,
            Field(
                "kind",
                "strict: everyone would lose by any other strategy; weak: someone would not; mixed: someone plays several",
                allowed: ["strict", "weak", "mixed"]),
            Field("player", "The player"),
            Field("strategy", "A strategy that it plays"),
            Field("same_as", "Its other strategies that come to the same for everyone, if there are any"),
            Field("probability", "Probability with which it plays it", isNumber: true),
            Field(
                "payoff", "Payoff of the player in the equilibrium, expected where someone mixes",
                isNumber: true),
            Field(
                "change", "The same less its payoff where paths start, which is today's law", isNumber: true),
            Field(
                "temptation",
                "Most that the player would gain by another strategy alone; no more than what it cares for",
                isNumber: true),
        ])

    package static func paths(_ payoffs: [NumberColumn]) -> TableSchema {
        TableSchema(
            title: "Where players go who answer one another, from today's law on",
            fields: [
                Field(
                    "order",
                    "sequential: one after the other, in the players' order; simultaneous: all at once",
                    allowed: ["sequential", "simultaneous"]),
                Field("move", "Number of the move, 0 for the start", isWhole: true),
                Field("player", "Who moves; empty for the start, and where all move at once"),
            ] + strategies(payoffs.map(\.name)) + Self.payoffs(payoffs) + [
                Field(
                    "part",
                    "start, approach, cycle for moves that come again and again, or equilibrium for the end of the path",
                    allowed: ["start", "approach", "cycle", "equilibrium"])
            ])
    }

    package static let dominance = TableSchema(
        title:
            "Strategies that go one round after the other since another is better whatever is left to the others",
        fields: [
            Field("round", "Round in which it goes, from 1", isWhole: true),
            Field("player", "The player"),
            Field("strategy", "The strategy that goes"),
            Field("dominated_by", "The first strategy that is better"),
            Field("least_loss", "What the player loses by the strategy at least", isNumber: true),
        ])

    package static let coordination = TableSchema(
        title:
            "What not coordinating costs: equilibria beside what is best for the players together, and for the world",
        fields: [
            equilibrium,
            Field(
                "benchmark",
                "players: the profile with the largest sum of their payoffs; world: the one that gives the world most",
                allowed: ["players", "world"]),
            Field("who", "A player, sum for all players together, or World"),
            Field("strategy", "The player's strategy in the benchmark; empty for sum and World"),
            Field("start", "Payoff where paths start, which is today's law", isNumber: true),
            Field("equilibrium_payoff", "Payoff in the equilibrium", isNumber: true),
            Field("benchmark_payoff", "Payoff in the benchmark", isNumber: true),
            Field(
                "difference",
                "The benchmark's less the equilibrium's: below 0, a player would have to be compensated by so much",
                isNumber: true),
            Field(
                "attained",
                "Share of what the benchmark adds to today's law that the equilibrium brings, to the sum for players and to the World for world; empty where it adds nothing",
                isNumber: true),
        ])

    package static func frequencies(_ players: [String]) -> TableSchema {
        TableSchema(
            title:
                "How often a profile is an equilibrium, or the best, over the draws; profiles that never are either are left out",
            fields: strategies(players) + [
                Field("n", "Draws that count", isWhole: true),
                Field("equilibrium", "Share of the draws in which it is an equilibrium", isNumber: true),
                Field("low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
                Field("high", "Upper end of the same", isNumber: true),
                Field("strict", "Share in which it is a strict one", isNumber: true),
                Field(
                    "cooperative",
                    "Share in which it is best for the players together, alone or with others that come to the same",
                    isNumber: true),
                Field("best_for_world", "Share in which it is best for the world, likewise", isNumber: true),
            ])
    }

    package static let strategyFrequencies = TableSchema(
        title: "How often a player plays a strategy in an equilibrium, over the draws",
        fields: [
            Field("player", "The player"),
            Field("strategy", "The strategy"),
            Field("n", "Draws that count", isWhole: true),
            Field("share", "Share of the draws in which it is played in some equilibrium", isNumber: true),
            Field("low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
            Field("high", "Upper end of the same", isNumber: true),
        ])

    package static func gameDraws(_ inputs: [NumberColumn]) -> TableSchema {
        TableSchema(
            title: "The game at every draw; fields of a draw at which a run failed are empty",
            fields: [Field("point", "Number of the draw, from 0", isWhole: true)]
                + inputs.map(Field.init) + [
                    Field("equilibria", "Equilibria in pure strategies", isWhole: true),
                    Field("strict", "Strict ones among them", isWhole: true),
                    Field(
                        "price_least",
                        "What the players together lose by not coordinating, in the best of the equilibria; empty without one",
                        isNumber: true),
                    Field("price_most", "The same in the worst of the equilibria", isNumber: true),
                    Field(
                        "world_price_least",
                        "What the world loses against what is best for it, in the best of the equilibria",
                        isNumber: true),
                    Field("world_price_most", "The same in the worst of the equilibria", isNumber: true),
                ])
    }
}
