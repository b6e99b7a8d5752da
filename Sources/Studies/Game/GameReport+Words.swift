import Analysis
import Declarations
import Output
import Questions
import Scenarios

/// A solved game in words.
extension GameReport {
    /// Equilibria that are told of one by one.
    private static let mostTold = 3

    /// For the terminal.
    package var text: String {
        var text = question + "\n"
        text += told.map { "\n" + self.text(of: $0) }.joined()
        text += ties.map { "\n\($0)\n" }.joined()
        if solution.equilibria.isEmpty { text += "\n" + emptiness + "\n" }
        if solution.equilibria.count > told.count {
            text += "\n\(solution.equilibria.count - told.count) more: equilibria.csv has them all\n"
        }
        text += "\n" + paths.map(words).joined(separator: "\n") + "\n"
        text += dominanceWords + "\n"
        if let draws { text += "\n" + words(draws).joined(separator: "\n") + "\n" }
        return text
    }

    /// For people, as Markdown.
    var document: String {
        var text = "# \(markdown(loaded.scenario.title ?? loaded.scenario.name))\n\n\(question)\n\n"
        for column in table.payoffColumns {
            text += "- \(column.name) wants: \(column.description)\n"
        }
        text += "- the world gets: \(table.worldDescription)\n\n## Equilibria\n\n\(searchWords)\n"
        for number in told {
            text += "\n```\n\(self.text(of: number))```\n\n"
            text += compensation(number).map { "- \($0)\n" }.joined()
        }
        text += ties.map { "\n\($0)\n" }.joined()
        text += "\n## From today's law\n\n"
        for path in paths {
            text += "- \(words(path))\n"
            for (move, profile) in zip(path.moves, path.profiles.dropFirst()) {
                let who = move.player.map {
                    "\(players[$0]) goes to \(name($0, game.strategy(of: $0, in: profile)))"
                }
                text += "    - \(who ?? table.text(game.strategies(in: profile)))\n"
            }
        }
        text += "\n## Dominated strategies\n\n\(dominanceWords)\n"
        for gone in dominance.eliminations {
            text +=
                "- round \(gone.round): \(players[gone.player]) never plays \(name(gone.player, gone.strategy)), since "
                + "\(name(gone.player, gone.by)) gives it at least \(short(gone.leastLoss)) more\n"
        }
        if let draws {
            text += "\n## Over the draws\n\n" + words(draws).map { "- \($0)\n" }.joined()
        }
        return text
    }

    private var told: Range<Int> { 0..<min(solution.equilibria.count, Self.mostTold) }

    private var question: String {
        let sizes = game.counts.map { "\($0)" }.joined(separator: " × ")
        let kinds = GameSolution.Equilibrium.Kind.allCases.compactMap { kind -> String? in
            let count = solution.equilibria.count { $0.kind == kind }
            return count > 0 ? "\(count) \(kind.rawValue)" : nil
        }
        let found =
            kinds.isEmpty ? "no equilibrium was found" : "equilibria: " + kinds.joined(separator: ", ")
        return "\(players.joined(separator: ", ")): \(game.profiles.count) profiles (\(sizes)); \(found)"
    }

    /// How far one can rely on it that there are no other equilibria.
    private var searchWords: String {
        var words = ["All profiles were looked at, so that these are all equilibria in pure strategies."]
        let merged = game.players.flatMap { player in
            (0..<game.counts[player]).compactMap { strategy -> String? in
                let twins = twins(player, strategy)
                return twins.isEmpty
                    ? nil
                    : "\(name(player, strategy)) of \(players[player]) stands for \(twins.joined(separator: ", ")) too"
            }
        }
        if !merged.isEmpty {
            words.append(
                "What comes to the same for everyone is one strategy: \(merged.joined(separator: "; ")).")
        }
        if let search { words.append(scope(of: search)) }
        return words.joined(separator: " ")
    }

    private var emptiness: String {
        "No profile is an equilibrium in pure strategies." + (search.map { " " + scope(of: $0) } ?? "")
    }

    /// What a search for mixed strategies has covered.
    private func scope(of search: MixedSearch) -> String {
        let supports = counted(search.examined, "combination") + " of strategies that may be mixed"
        let found =
            search.equilibria.isEmpty
            ? "none with an equilibrium" : "all equilibria that were found are listed"
        guard players.count == 2 else {
            return
                "\(supports) \(search.examined == 1 ? "was" : "were") looked at, \(found); with more than two players there may be others."
        }
        return search.isExhaustive
            ? "All \(supports) by both were looked at, which finds every equilibrium unless payoffs tie."
            : "\(supports) were looked at, the smallest first, and there may be equilibria in larger ones."
    }

    /// That what is shown as best is one of several.
    private var ties: [String] {
        [("players", solution.allCooperative), ("world", solution.allBestForWorld)].compactMap {
            name, profiles in
            guard profiles.count > 1 else { return nil }
            let others = profiles.dropFirst().prefix(Self.mostTold).map {
                table.text(game.strategies(in: $0))
            }
            let more = profiles.count - 1 - others.count
            return
                "best for the \(name) are \(profiles.count) profiles that come to the same; beside what is shown "
                + others.joined(separator: "; ") + (more > 0 ? " and \(more) more" : "")
        }
    }

    // MARK: - One equilibrium

    /// An equilibrium beside the start and what would be best, player by player.
    private func text(of number: Int) -> String {
        let equilibrium = solution.equilibria[number]
        let payoffs = solution.payoffs(of: equilibrium)
        var rows = [
            ["equilibrium \(number + 1), \(equilibrium.kind.rawValue)", "today", "plays", "change"]
                + benchmarks.flatMap { ["best for \($0.name)", "change"] }
        ]
        for player in game.players {
            let now = game.payoffs[player][solution.start]
            rows.append(
                [
                    players[player], shown(player, game.strategy(of: player, in: solution.start)),
                    played(equilibrium, player), signed(payoffs[player] - now),
                ]
                    + benchmarks.flatMap { _, profile in
                        [
                            shown(player, game.strategy(of: player, in: profile)),
                            signed(game.payoffs[player][profile] - now),
                        ]
                    })
        }
        func total(_ who: String, _ column: (Int) -> Double, _ value: Double) {
            let now = column(solution.start)
            rows.append(
                [who, "", "", signed(value - now)]
                    + benchmarks.flatMap { ["", signed(column($0.profile) - now)] })
        }
        total("all players", game.sum, payoffs.reduce(0, +))
        total(Outcome.world, { solution.world[$0] }, solution.world(of: equilibrium))
        return SummaryTable.aligned(rows, left: [0, 1, 2, 4, 6]) + price(number) + "\n"
    }

    private func played(_ equilibrium: GameSolution.Equilibrium, _ player: Int) -> String {
        let support = equilibrium.mixed.support(of: player)
        guard support.count > 1 else { return support.map { shown(player, $0) }.joined() }
        return support.map {
            "\(short(100 * equilibrium.mixed.probabilities[player][$0])) % \(name(player, $0))"
        }.joined(separator: ", ")
    }

    /// A strategy's name, with those that come to the same.
    private func shown(_ player: Int, _ strategy: Int) -> String {
        ([name(player, strategy)] + twins(player, strategy)).joined(separator: " = ")
    }

    /// What not coordinating costs in an equilibrium.
    private func price(_ number: Int) -> String {
        let sum = solution.payoffs(of: solution.equilibria[number]).reduce(0, +)
        let price = solution.price(ofSum: sum)
        guard price > game.indifference.reduce(0, +) else {
            return "not coordinating costs the players nothing: this is best for all of them together"
        }
        let share = solution.attained(bySum: sum).map {
            ", of \(signed(solution.price(ofSum: game.sum(in: solution.start)))) that they could have over today's law; "
                + "it brings \(short(100 * $0)) % of that"
        }
        return "not coordinating costs the players \(short(price)) together" + (share ?? "")
    }

    /// Who would have to be compensated for going on to what is best for all.
    private func compensation(_ number: Int) -> [String] {
        let payoffs = solution.payoffs(of: solution.equilibria[number])
        return benchmarks.map { name, profile in
            let losers = game.players.filter {
                payoffs[$0] - game.payoffs[$0][profile] > game.indifference[$0]
            }
            let goal = "what is best for the \(name) (\(table.text(game.strategies(in: profile))))"
            guard !losers.isEmpty else { return "No player loses by going from it to \(goal)." }
            let losses = losers.map { "\(players[$0]) \(short(payoffs[$0] - game.payoffs[$0][profile]))" }
            return "Going from it to \(goal), \(losses.joined(separator: ", ")) would have to be compensated."
        }
    }

    // MARK: - Paths, dominance, draws

    private func words(_ path: BestResponsePath) -> String {
        let how = path.order == .sequential ? "answering one after the other" : "answering all at once"
        let start = "from \(table.text(game.strategies(in: path.start))), \(how)"
        if let cycle = path.cycleStart {
            let length = path.moves.count - cycle
            return
                "\(start): after \(counted(cycle, "move")) they go round in a circle of \(counted(length, "move"))"
        }
        guard !path.moves.isEmpty, let end = path.equilibrium else { return "\(start): nobody moves" }
        return
            "\(start): after \(counted(path.moves.count, "move")) at \(table.text(game.strategies(in: end)))"
    }

    private var dominanceWords: String {
        let count = dominance.eliminations.count
        guard count > 0 else { return "no strategy is strictly dominated by another" }
        let left = zip(players.indices, dominance.left).map { player, left in
            "\(players[player]) \(left.map { name(player, $0) }.joined(separator: " or "))"
        }
        return "without what is strictly dominated, round by round, is left: \(left.joined(separator: ", "))"
    }

    private func words(_ draws: GameDraws) -> [String] {
        var words = [
            "over \(counted(draws.played.count, "draw")): no equilibrium in pure strategies in \(percent(draws.withoutPure))"
        ]
        let ranked = draws.frequencies.filter { $0.1.equilibrium > 0 }.sorted {
            ($0.1.equilibrium, -$0.profile) > ($1.1.equilibrium, -$1.profile)
        }
        for (profile, frequency) in ranked.prefix(Self.mostTold) {
            words.append(
                "\(table.text(game.strategies(in: profile))): an equilibrium in "
                    + percent(Proportion(frequency.equilibrium, of: draws.played.count)))
        }
        let prices = draws.leastPrices
        if !prices.isEmpty {
            let ends = [0.5, 0.05, 0.95].map { short(quantile(ofSorted: prices, $0)) }
            words.append(
                "not coordinating costs the players \(ends[0]) (5 % to 95 % of the draws: \(ends[1]) to \(ends[2])) in the best equilibrium"
            )
        }
        return words
    }
}
