package import Questions

/// A game in normal form: every player has finitely many strategies, and a payoff in each profile of them. More is better.
///
/// Profiles are numbered with the last player's strategy running fastest. Payoffs that differ by no more than a player's
/// indifference count as the same, so that what a calculation cannot tell apart decides nothing.
package struct FiniteGame: Sendable {
    /// Strategies of each player; at least one.
    package let counts: [Int]
    /// By player, then profile.
    package let payoffs: [[Double]]
    /// What a player has to gain at least to care, by player, in units of the payoffs.
    package private(set) var indifference: [Double]
    /// The same as a share of a player's largest absolute payoff.
    let relative: Indifference
    private let strides: [Int]

    /// - Parameters:
    ///   - payoffs: by player, then profile; finite.
    ///   - indifference: as a share of the player's largest absolute payoff.
    package init(counts: [Int], payoffs: [[Double]], indifference: Indifference) {
        self.counts = counts
        self.payoffs = payoffs
        relative = indifference
        self.indifference = payoffs.map(indifference.among)
        var strides = counts
        var stride = 1
        for player in counts.indices.reversed() {
            strides[player] = stride
            stride *= counts[player]
        }
        self.strides = strides
    }

    package var players: Range<Int> { counts.indices }
    package var profiles: Range<Int> { 0..<counts.reduce(1, *) }

    package func profile(_ strategies: [Int]) -> Int {
        zip(strategies, strides).reduce(0) { $0 + $1.0 * $1.1 }
    }

    package func strategies(in profile: Int) -> [Int] { players.map { strategy(of: $0, in: profile) } }

    package func strategy(of player: Int, in profile: Int) -> Int {
        profile / strides[player] % counts[player]
    }

    /// The profile with another strategy of one player.
    package func replacing(_ player: Int, by strategy: Int, in profile: Int) -> Int {
        profile + (strategy - self.strategy(of: player, in: profile)) * strides[player]
    }

    /// What a player gets by each of its strategies while the others stay.
    package func choices(of player: Int, in profile: Int) -> [Double] {
        let first = replacing(player, by: 0, in: profile)
        return (0..<counts[player]).map { payoffs[player][first + $0 * strides[player]] }
    }

    /// The most that a player gains by another strategy while the others stay; 0 where it plays its best.
    package func temptation(of player: Int, in profile: Int) -> Double {
        (choices(of: player, in: profile).max() ?? 0) - payoffs[player][profile]
    }

    /// What a player answers to the others: what it plays already if it cares for nothing better, else the first of its best.
    package func answer(of player: Int, in profile: Int) -> Int {
        let choices = choices(of: player, in: profile)
        let enough = (choices.max() ?? 0) - indifference[player]
        let present = strategy(of: player, in: profile)
        return choices[present] >= enough ? present : choices.firstIndex { $0 >= enough } ?? present
    }
}

// MARK: - Equilibria in pure strategies

extension FiniteGame {
    /// A profile in which no player gains by a strategy of its own (Nash 1951).
    package struct PureEquilibrium: Sendable, Equatable {
        package let profile: Int
        /// Whether each player would lose by any other strategy.
        package let isStrict: Bool

        package init(profile: Int, isStrict: Bool) {
            self.profile = profile
            self.isStrict = isStrict
        }
    }

    /// All of them, in the order of the profiles.
    package var pureEquilibria: [PureEquilibrium] {
        profiles.compactMap { profile in
            var isStrict = true
            for player in players {
                let own = payoffs[player][profile]
                let first = replacing(player, by: 0, in: profile)
                for strategy in 0..<counts[player] {
                    let other = first + strategy * strides[player]
                    if other == profile { continue }
                    let gain = payoffs[player][other] - own
                    if gain > indifference[player] { return nil }
                    if gain >= -indifference[player] { isStrict = false }
                }
            }
            return PureEquilibrium(profile: profile, isStrict: isStrict)
        }
    }
}

// MARK: - Dominance

extension FiniteGame {
    /// A strategy that goes because another is better whatever the others do, as far as they still may.
    package struct Elimination: Sendable, Equatable {
        /// From 1: strategies of one round go together.
        package let round: Int
        package let player: Int
        package let strategy: Int
        /// The first strategy that dominates it.
        package let by: Int
        /// What the player loses by the dominated strategy at least.
        package let leastLoss: Double
    }

    /// Iterated elimination of strategies that are strictly dominated by a pure one. No equilibrium is lost by it, and the order
    /// in which strategies go changes nothing of what is left.
    ///
    /// - Returns: what goes, round by round, and what is left to each player.
    package func iteratedDominance() -> (eliminations: [Elimination], left: [[Int]]) {
        var left = counts.map { Array(0..<$0) }
        var eliminations: [Elimination] = []
        var round = 0
        while true {
            round += 1
            let found = players.flatMap { dominated(player: $0, round: round, left) }
            if found.isEmpty { return (eliminations, left) }
            eliminations += found
            for elimination in found { left[elimination.player].removeAll { $0 == elimination.strategy } }
        }
    }

    private func dominated(player: Int, round: Int, _ left: [[Int]]) -> [Elimination] {
        guard left[player].count > 1 else { return [] }
        // least advantage of each strategy over each other, over what the others may still do
        var least = Array(
            repeating: Array(repeating: Double.infinity, count: counts[player]), count: counts[player])
        var others = left
        others[player] = [0]
        forEachProfile(of: others) { profile in
            for one in left[player] {
                for other in left[player] where other != one {
                    let advantage =
                        payoffs[player][profile + one * strides[player]]
                        - payoffs[player][profile + other * strides[player]]
                    least[one][other] = min(least[one][other], advantage)
                }
            }
        }
        return left[player].compactMap { strategy in
            guard
                let by = left[player].first(where: {
                    $0 != strategy && least[$0][strategy] > indifference[player]
                })
            else { return nil }
            return Elimination(
                round: round, player: player, strategy: strategy, by: by, leastLoss: least[by][strategy])
        }
    }

    /// Visits the profiles in which each player keeps to some of its strategies, in order.
    func forEachProfile(of strategies: [[Int]], _ body: (Int) -> Void) {
        func visit(_ player: Int, _ profile: Int) {
            guard player < players.count else { return body(profile) }
            for strategy in strategies[player] { visit(player + 1, profile + strategy * strides[player]) }
        }
        visit(0, 0)
    }

    /// The game in which each player has only some of its strategies left.
    func restricted(to strategies: [[Int]]) -> FiniteGame {
        var payoffs = payoffs.map { _ in [Double]() }
        forEachProfile(of: strategies) { profile in
            for player in players { payoffs[player].append(self.payoffs[player][profile]) }
        }
        var game = FiniteGame(counts: strategies.map(\.count), payoffs: payoffs, indifference: relative)
        game.indifference = indifference
        return game
    }
}

// MARK: - Cooperation

extension FiniteGame {
    /// The profiles with the largest sum of all players' payoffs: several where these come to the same.
    package var allCooperative: [Int] {
        Indifference.largest(profiles.map(sum), within: indifference.reduce(0, +))
    }

    /// The first of them.
    package var cooperative: Int { allCooperative.first ?? 0 }

    /// What all players get together.
    package func sum(in profile: Int) -> Double { payoffs.reduce(0) { $0 + $1[profile] } }
}
