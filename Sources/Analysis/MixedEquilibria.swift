private import GSL
private import Questions
private import Sampling

/// A profile of mixed strategies: by player, the probability of each strategy.
package struct MixedProfile: Sendable, Equatable {
    package let probabilities: [[Double]]

    package init(_ probabilities: [[Double]]) { self.probabilities = probabilities }

    /// Strategies that a player plays at all.
    package func support(of player: Int) -> [Int] {
        probabilities[player].indices.filter { probabilities[player][$0] > 0 }
    }
}

extension FiniteGame {
    /// What a player expects by each of its strategies while the others mix theirs.
    package func choices(of player: Int, against mixed: MixedProfile) -> [Double] {
        expected(of: player, players.map(mixed.support), mixed)
    }

    /// The same where the others' weights, which need not be probabilities, are on some of their strategies.
    fileprivate func expected(of player: Int, _ supports: [[Int]], _ mixed: MixedProfile) -> [Double] {
        var supports = supports
        supports[player] = [0]
        var expected = Array(repeating: 0.0, count: counts[player])
        forEachProfile(of: supports) { profile in
            var probability = 1.0
            for other in players where other != player {
                probability *= mixed.probabilities[other][strategy(of: other, in: profile)]
            }
            for (strategy, payoff) in choices(of: player, in: profile).enumerated() {
                expected[strategy] += probability * payoff
            }
        }
        return expected
    }

    package func payoff(of player: Int, in mixed: MixedProfile) -> Double {
        zip(choices(of: player, against: mixed), mixed.probabilities[player]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The most that a player expects to gain by a pure strategy of its own: 0 for all in an equilibrium.
    package func temptation(of player: Int, in mixed: MixedProfile) -> Double {
        (choices(of: player, against: mixed).max() ?? 0) - payoff(of: player, in: mixed)
    }
}

/// A search for equilibria in mixed strategies by their supports: the strategies that each player plays with a probability above 0.
///
/// Players who mix are indifferent between the strategies of their supports. For two players these are linear equations; all
/// pairs of supports of equal size give all equilibria of a game that is not degenerate. For more players they are polynomials,
/// solved by the library's hybrid method from several first guesses, in the order of supports of Porter, Nudelman and Shoham
/// (2008), small and balanced ones first; what is found is an equilibrium, what is not found may still exist. Supports in which some
/// strategy is strictly dominated while the others keep to theirs are passed over. Every equilibrium has been checked: nobody gains
/// more than its tolerance by any pure strategy.
package struct MixedSearch: Sendable {
    package private(set) var equilibria: [MixedProfile] = []
    /// Supports that were looked at.
    package private(set) var examined = 0
    /// Whether all supports were looked at that could hold one.
    package private(set) var isExhaustive = true

    /// What a deviation may bring at most, as a share of the range of the player's payoffs.
    package static let tolerance = 1e-9
    /// Probabilities below it are none.
    private static let leastProbability = 1e-9

    private let game: FiniteGame
    private let most: Int

    /// - Parameter most: supports to look at before the search gives up.
    package init(_ game: FiniteGame, most: Int = 200_000) {
        self.game = game
        self.most = most
        // no equilibrium is lost by leaving out what is dominated, and many supports are saved
        let left = game.iteratedDominance().left
        let reduced = game.restricted(to: left)
        let scaled = Self.scaled(reduced)
        for sizes in Self.sizes(reduced) {
            guard visit(sizes, scaled, left) else {
                isExhaustive = false
                return
            }
        }
    }

    /// Payoffs between 0 and 1, which change no equilibrium.
    private static func scaled(_ game: FiniteGame) -> FiniteGame {
        FiniteGame(
            counts: game.counts,
            payoffs: game.payoffs.map { payoffs in
                let (least, most) = (payoffs.min() ?? 0, payoffs.max() ?? 0)
                return payoffs.map { most > least ? ($0 - least) / (most - least) : 0 }
            }, indifference: Indifference(share: 0))
    }

    /// Sizes of supports, those with the smallest sum first, and of these the most even. Of two players none but equal sizes can
    /// hold an equilibrium, unless the game is degenerate.
    private static func sizes(_ game: FiniteGame) -> [[Int]] {
        let all = game.profiles.map { game.strategies(in: $0).map { $0 + 1 } }
        func key(_ sizes: [Int]) -> (Int, Int) {
            (sizes.reduce(0, +), (sizes.max() ?? 0) - (sizes.min() ?? 0))
        }
        return (game.counts.count == 2 ? all.filter { $0[0] == $0[1] } : all).enumerated().sorted {
            (key($0.element).0, key($0.element).1, $0.offset) < (
                key($1.element).0, key($1.element).1, $1.offset
            )
        }.map(\.element)
    }

    /// - Returns: whether all supports of these sizes were looked at.
    private mutating func visit(_ sizes: [Int], _ scaled: FiniteGame, _ left: [[Int]]) -> Bool {
        var supports = sizes.map { Array(0..<$0) }
        while true {
            guard examined < most else { return false }
            examined += 1
            if scaled.hasNoDominated(in: supports),
                let found = scaled.players.count == 2
                    ? Self.linear(scaled, supports) : Self.polynomial(scaled, supports)
            {
                take(found, scaled, left)
            }
            // the next combination: the last player's support moves fastest
            var player = sizes.count - 1
            while player >= 0, !Self.advance(&supports[player], below: scaled.counts[player]) {
                supports[player] = Array(0..<sizes[player])
                player -= 1
            }
            if player < 0 { return true }
        }
    }

    /// Makes a combination the next one in order.
    /// - Returns: false at the last.
    private static func advance(_ combination: inout [Int], below count: Int) -> Bool {
        let size = combination.count
        guard let place = combination.indices.last(where: { combination[$0] < count - size + $0 }) else {
            return false
        }
        combination[place] += 1
        for next in place + 1..<max(size, place + 1) { combination[next] = combination[next - 1] + 1 }
        return true
    }

    /// Keeps a solution if it is an equilibrium that has not been found before.
    private mutating func take(_ found: MixedProfile, _ scaled: FiniteGame, _ left: [[Int]]) {
        guard scaled.players.allSatisfy({ scaled.temptation(of: $0, in: found) <= Self.tolerance }) else {
            return
        }
        let whole = MixedProfile(
            game.players.map { player in
                var probabilities = Array(repeating: 0.0, count: game.counts[player])
                for (position, strategy) in left[player].enumerated() {
                    probabilities[strategy] = found.probabilities[player][position]
                }
                return probabilities
            })
        let isKnown = equilibria.contains { known in
            zip(known.probabilities.joined(), whole.probabilities.joined()).allSatisfy {
                abs($0 - $1) < 1e-7
            }
        }
        if !isKnown { equilibria.append(whole) }
    }

    // MARK: - Indifference

    /// Two players: each mixes so that the other is indifferent.
    private static func linear(_ game: FiniteGame, _ supports: [[Int]]) -> MixedProfile? {
        var probabilities = game.counts.map { Array(repeating: 0.0, count: $0) }
        for (player, other) in [(0, 1), (1, 0)] {
            let (own, theirs) = (supports[player], supports[other])
            // Σ_j u(i, j) p_j − v = 0 for each own i, and Σ p = 1
            var rows = own.map { strategy in
                var row = theirs.map { opposite in
                    let profile = player == 0 ? [strategy, opposite] : [opposite, strategy]
                    return game.payoffs[player][game.profile(profile)]
                }
                row.append(-1)
                return row
            }
            rows.append(Array(repeating: 1, count: theirs.count) + [0])
            guard let found = solution(of: rows, own.map { _ in 0 } + [1]),
                let mixed = self.probabilities(Array(found.dropLast()))
            else { return nil }
            for (strategy, probability) in zip(theirs, mixed) { probabilities[other][strategy] = probability }
        }
        return MixedProfile(probabilities)
    }

    /// First guesses from which the equations of more than two players are solved.
    private static let guesses = 4

    private static func polynomial(_ game: FiniteGame, _ supports: [[Int]]) -> MixedProfile? {
        let lengths = supports.map(\.count)
        func profile(_ unknowns: [Double]) -> MixedProfile {
            var next = 0
            return MixedProfile(
                game.players.map { player in
                    var probabilities = Array(repeating: 0.0, count: game.counts[player])
                    for strategy in supports[player] {
                        probabilities[strategy] = unknowns[next]
                        next += 1
                    }
                    return probabilities
                })
        }
        /// u(i) − u(first) = 0 for each i of a support but the first, and Σ p = 1.
        func residuals(_ unknowns: [Double]) -> [Double] {
            let mixed = profile(unknowns)
            return game.players.flatMap { player in
                let choices = game.expected(of: player, supports, mixed)
                return supports[player].dropFirst().map { choices[$0] - choices[supports[player][0]] }
                    + [supports[player].reduce(-1) { $0 + mixed.probabilities[player][$1] }]
            }
        }
        if lengths.allSatisfy({ $0 == 1 }) { return profile(lengths.map { _ in 1 }) }
        let generator = Generator(seed: 1, path: "mixed equilibria")
        for guess in 0..<guesses {
            var start: [Double] = []
            for (player, length) in lengths.enumerated() {
                // even at first, then at random
                let weights = (0..<length).map { strategy in
                    guess == 0
                        ? 1
                        : 1 + Double(
                            generator.choice(UInt64(guess << 32 | player << 16 | strategy), of: 1000)) / 100
                }
                start += weights.map { $0 / weights.reduce(0, +) }
            }
            guard let found = try? roots(from: start, tolerance: 1e-13, of: residuals) else { continue }
            let mixed = profile(found)
            let sound = game.players.compactMap { player in
                probabilities(supports[player].map { mixed.probabilities[player][$0] })
            }
            if sound.count == lengths.count { return profile(Array(sound.joined())) }
        }
        return nil
    }

    /// Numbers that add up to 1 as probabilities; nil where one is not above 0.
    private static func probabilities(_ numbers: [Double]) -> [Double]? {
        guard numbers.allSatisfy({ $0 > leastProbability }) else { return nil }
        let sum = numbers.reduce(0, +)
        return numbers.map { $0 / sum }
    }
}

extension FiniteGame {
    /// Whether no strategy of a support is strictly dominated by another of the player's while all others keep to their supports.
    fileprivate func hasNoDominated(in supports: [[Int]]) -> Bool {
        players.allSatisfy { player in
            var others = supports
            others[player] = [0]
            return supports[player].allSatisfy { strategy in
                !(0..<counts[player]).contains { other in
                    guard other != strategy else { return false }
                    var isBetter = true
                    forEachProfile(of: others) { profile in
                        if isBetter {
                            isBetter =
                                payoffs[player][replacing(player, by: other, in: profile)]
                                > payoffs[player][replacing(player, by: strategy, in: profile)]
                        }
                    }
                    return isBetter
                }
            }
        }
    }
}
