internal import Questions

/// What can be said of a game: its equilibria, where it goes from a profile, and what all could have instead.
///
/// Strategies that come to the same for everyone whatever the others do are one strategy, for which the first of them stands (the
/// reduced normal form): to have the same rule under two names makes no equilibrium weak.
package struct GameSolution: Sendable {
    package struct Equilibrium: Sendable, Equatable {
        package enum Kind: String, CaseIterable, Sendable {
            /// Everyone would lose by any other strategy.
            case strict
            /// Someone could do something else without losing.
            case weak
            /// Someone plays several strategies, each with a probability.
            case mixed
        }

        package let kind: Kind
        package let mixed: MixedProfile
        /// nil where someone mixes.
        package let profile: Int?
    }

    package let game: FiniteGame
    /// What the world gets, by profile.
    package let world: [Double]
    /// The profile from which players start.
    package let start: Int
    /// By player and strategy: the first strategy that comes to the same.
    package let same: [[Int]]
    /// Pure ones in the order of the profiles, then mixed ones.
    package let equilibria: [Equilibrium]
    /// The profiles that are best for all players together, and those that are best for the world: several that come to the same.
    package let allCooperative: [Int]
    package let allBestForWorld: [Int]
    private let kept: [[Int]]
    private let reduced: FiniteGame

    /// - Parameters:
    ///   - world: what the world gets, by profile.
    ///   - start: the profile from which players start.
    ///   - mixed: equilibria in mixed strategies, of the game without what comes to the same.
    package init(
        _ game: FiniteGame, world: [Double], start: Int,
        mixed: (_ game: FiniteGame, _ hasPure: Bool) -> [MixedProfile] = { _, _ in [] }
    ) {
        self.game = game
        self.world = world
        let same = game.sameStrategies(bystander: world)
        self.same = same
        let kept = same.map { same in same.indices.filter { same[$0] == $0 } }
        let reduced = game.restricted(to: kept)
        (self.kept, self.reduced) = (kept, reduced)
        self.start = game.profile(game.players.map { same[$0][game.strategy(of: $0, in: start)] })
        func whole(_ profile: Int) -> Int {
            game.profile(zip(kept, reduced.strategies(in: profile)).map { $0[$1] })
        }
        func whole(_ mixed: MixedProfile) -> MixedProfile {
            MixedProfile(
                game.players.map { player in
                    var probabilities = Array(repeating: 0.0, count: game.counts[player])
                    for (strategy, probability) in zip(kept[player], mixed.probabilities[player]) {
                        probabilities[strategy] = probability
                    }
                    return probabilities
                })
        }
        let pure = reduced.pureEquilibria.map { found in
            let profile = whole(found.profile)
            return Equilibrium(
                kind: found.isStrict ? .strict : .weak,
                mixed: MixedProfile(
                    game.players.map { player in
                        (0..<game.counts[player]).map { game.strategy(of: player, in: profile) == $0 ? 1 : 0 }
                    }), profile: profile)
        }
        let others = mixed(reduced, !pure.isEmpty).filter { mixed in
            reduced.players.contains { mixed.support(of: $0).count > 1 }
        }
        equilibria = pure + others.map { Equilibrium(kind: .mixed, mixed: whole($0), profile: nil) }
        allCooperative = reduced.allCooperative.map { whole($0) }
        let profiles = reduced.profiles.map { whole($0) }
        allBestForWorld = Indifference.largest(
            profiles.map { world[$0] }, within: game.relative.among(world)
        ).map { profiles[$0] }
    }

    /// The first of those that come to the same.
    package var cooperative: Int { allCooperative.first ?? start }
    package var bestForWorld: Int { allBestForWorld.first ?? start }

    /// Strategies that go by iterated strict dominance, and what is left to each player; of those that come to the same, the first alone.
    package func dominance() -> (eliminations: [FiniteGame.Elimination], left: [[Int]]) {
        let (eliminations, left) = reduced.iteratedDominance()
        return (
            eliminations.map { elimination in
                let kept = kept[elimination.player]
                return FiniteGame.Elimination(
                    round: elimination.round, player: elimination.player,
                    strategy: kept[elimination.strategy], by: kept[elimination.by],
                    leastLoss: elimination.leastLoss)
            }, zip(kept, left).map { kept, left in left.map { kept[$0] } }
        )
    }

    /// Number of a profile with every strategy replaced by the first that comes to the same.
    package func standing(for profile: Int) -> Int {
        game.profile(game.players.map { same[$0][game.strategy(of: $0, in: profile)] })
    }

    package func payoffs(of equilibrium: Equilibrium) -> [Double] {
        game.players.map { game.payoff(of: $0, in: equilibrium.mixed) }
    }

    /// What the world gets, or expects.
    package func world(of equilibrium: Equilibrium) -> Double {
        var expected = 0.0
        game.forEachProfile(of: game.players.map(equilibrium.mixed.support)) { profile in
            expected += game.players.reduce(world[profile]) {
                $0 * equilibrium.mixed.probabilities[$1][game.strategy(of: $1, in: profile)]
            }
        }
        return expected
    }

    /// What all players together would gain by going from some profile's sum of payoffs to the cooperative one.
    package func price(ofSum sum: Double) -> Double { game.sum(in: cooperative) - sum }

    /// The share of what cooperation would add to the start that players have; nil where cooperation adds nothing to speak of.
    ///
    /// Payoffs that have no zero of their own, such as gains that are told apart by differences alone, have no ratio of levels.
    package func attained(bySum sum: Double) -> Double? {
        let whole = price(ofSum: game.sum(in: start))
        return whole > game.indifference.reduce(0, +) ? (sum - game.sum(in: start)) / whole : nil
    }
}

extension FiniteGame {
    /// By player and strategy, the first strategy that comes to the same for all players and for a bystander, whatever the others do.
    func sameStrategies(bystander: [Double]) -> [[Int]] {
        let columns =
            zip(payoffs, indifference).map { (values: $0, tolerance: $1) }
            + [(values: bystander, tolerance: relative.among(bystander))]
        return players.map { player in
            var same: [Int] = []
            var others = counts.map { Array(0..<$0) }
            others[player] = [0]
            for strategy in 0..<counts[player] {
                let first = same.indices.first { candidate in
                    guard same[candidate] == candidate else { return false }
                    var isSame = true
                    forEachProfile(of: others) { profile in
                        guard isSame else { return }
                        let one = replacing(player, by: candidate, in: profile)
                        let other = replacing(player, by: strategy, in: profile)
                        isSame = columns.allSatisfy { abs($0.values[one] - $0.values[other]) <= $0.tolerance }
                    }
                    return isSame
                }
                same.append(first ?? strategy)
            }
            return same
        }
    }
}
