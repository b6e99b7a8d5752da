import Analysis
import Foundation
import Questions
import Sampling
import Testing

/// A game of two from its tables.
func bimatrix(_ row: [[Double]], _ column: [[Double]], indifference: Double = 1e-9) -> FiniteGame {
    FiniteGame(
        counts: [row.count, row[0].count], payoffs: [Array(row.joined()), Array(column.joined())],
        indifference: Indifference(share: indifference))
}

/// A game of any size with payoffs drawn evenly.
func randomGame(_ counts: [Int], seed: UInt64) -> FiniteGame {
    let generator = Generator(seed: seed, path: "games")
    let profiles = counts.reduce(1, *)
    return FiniteGame(
        counts: counts,
        payoffs: counts.indices.map { player in
            (0..<profiles).map {
                Double(generator.choice(UInt64(player * profiles + $0), of: 1 << 40)) / 0x1p40
            }
        }, indifference: Indifference(share: 1e-9))
}

private func isNear(_ one: MixedProfile, _ other: [[Double]], within tolerance: Double = 1e-9) -> Bool {
    zip(one.probabilities.joined(), other.joined()).allSatisfy { abs($0 - $1) <= tolerance }
}

@Suite struct GameTests {
    private static let dilemma = bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]])

    // MARK: - Textbook games

    @Test func `in the prisoners' dilemma both defect, though both would rather cooperate`() {
        let game = Self.dilemma
        #expect(game.pureEquilibria == [.init(profile: game.profile([1, 1]), isStrict: true)])
        #expect(game.cooperative == game.profile([0, 0]))
        let (gone, left) = game.iteratedDominance()
        #expect(left == [[1], [1]])
        #expect(gone.map(\.strategy) == [0, 0] && gone.allSatisfy { $0.round == 1 && $0.leastLoss == 1 })
        let solution = GameSolution(game, world: [1, 2, 3, 4], start: 0)
        #expect(solution.price(ofSum: game.sum(in: 3)) == 4)
        // the start is best for both already, so that there is nothing of which a share could be attained
        #expect(solution.attained(bySum: 2) == nil)
        #expect(solution.bestForWorld == 3)
        let fromDefection = GameSolution(game, world: [1, 2, 3, 4], start: 3)
        #expect(fromDefection.attained(bySum: 2) == 0 && fromDefection.attained(bySum: 6) == 1)
    }

    @Test func `the battle of the sexes has two pure equilibria and a mixed one`() {
        let game = bimatrix([[3, 0], [0, 2]], [[2, 0], [0, 3]])
        #expect(game.pureEquilibria.map(\.profile) == [0, 3])
        let search = MixedSearch(game)
        #expect(search.isExhaustive && search.equilibria.count == 3)
        #expect(search.equilibria.contains { isNear($0, [[0.6, 0.4], [0.4, 0.6]]) })
        for player in game.players {
            let value = game.payoff(of: player, in: search.equilibria[2])
            #expect(abs(value - 1.2) < 1e-12)
        }
    }

    @Test func `matching pennies goes round in a circle, and is played half and half`() {
        let game = bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
        #expect(game.pureEquilibria.isEmpty)
        let search = MixedSearch(game)
        #expect(search.equilibria.count == 1 && isNear(search.equilibria[0], [[0.5, 0.5], [0.5, 0.5]]))
        let path = BestResponsePath(game, from: game.profile([0, 0]), .sequential)
        #expect(path.cycleStart == 0)
        #expect(path.profiles == [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]].map(game.profile))
        #expect(path.moves.map(\.player) == [1, 0, 1, 0] && path.equilibrium == nil)
        let together = BestResponsePath(game, from: game.profile([0, 0]), .simultaneous)
        #expect(together.cycleStart == 0 && together.moves.count == 4)
    }

    @Test func `rock, paper and scissors are played a third each`() {
        let row = [[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]]
        let game = bimatrix(row, row.map { $0.map { -$0 } })
        let search = MixedSearch(game)
        #expect(search.equilibria.count == 1)
        #expect(isNear(search.equilibria[0], Array(repeating: Array(repeating: 1 / 3, count: 3), count: 2)))
        #expect(game.iteratedDominance().eliminations.isEmpty)
    }

    @Test func `moving at once, two who want the same place miss each other for ever`() {
        let game = bimatrix([[1, 0], [0, 1]], [[1, 0], [0, 1]])
        let together = BestResponsePath(game, from: game.profile([0, 1]), .simultaneous)
        #expect(
            together.cycleStart == 0 && together.profiles == [[0, 1], [1, 0], [0, 1]].map(game.profile))
        let inTurn = BestResponsePath(game, from: game.profile([0, 1]), .sequential)
        #expect(inTurn.equilibrium == game.profile([1, 1]) && inTurn.moves.count == 1)
    }

    @Test func `dominance takes rounds where a strategy is bad only after others have gone`() {
        // (Osborne and Rubinstein 1994, section 4.2, in shape): right goes, then down, then left
        let game = bimatrix([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]])
        let (gone, left) = game.iteratedDominance()
        #expect(
            gone.map { [$0.round, $0.player, $0.strategy, $0.by] } == [
                [1, 1, 2, 1], [2, 0, 1, 0], [3, 1, 0, 1],
            ])
        #expect(left == [[0], [1]])
        #expect(game.pureEquilibria.map(\.profile) == [game.profile([0, 1])])
    }

    // MARK: - Three players

    @Test func `three matching pennies are played half and half by all, and by nothing else`() {
        // the first wants to match the second, the second the third, the third not to match the first (Jordan 1993)
        func matches(_ one: Int, _ other: Int, _ sign: Double) -> [Double] {
            (0..<8).map { profile in
                let strategies = [profile / 4, profile / 2 % 2, profile % 2]
                return strategies[one] == strategies[other] ? sign : -sign
            }
        }
        let game = FiniteGame(
            counts: [2, 2, 2], payoffs: [matches(0, 1, 1), matches(1, 2, 1), matches(2, 0, -1)],
            indifference: Indifference(share: 1e-9))
        #expect(game.pureEquilibria.isEmpty)
        let search = MixedSearch(game)
        #expect(search.equilibria.count == 1 && search.isExhaustive)
        #expect(isNear(search.equilibria[0], Array(repeating: [0.5, 0.5], count: 3), within: 1e-8))
        for order in BestResponsePath.Order.allCases {
            let path = BestResponsePath(game, from: 0, order)
            #expect(path.cycleStart != nil)
        }
    }

    @Test(arguments: [0.25, 0.36, 0.81])
    func `of three possible volunteers each stays away with the root of what it costs`(cost: Double) {
        // one volunteer is enough for all to have 1; each stays away with probability c^(1/2) (Diekmann 1985)
        let payoffs = (0..<3).map { player in
            (0..<8).map { profile -> Double in
                let strategies = [profile / 4, profile / 2 % 2, profile % 2]
                return (strategies.contains(0) ? 1 : 0) - (strategies[player] == 0 ? cost : 0)
            }
        }
        let game = FiniteGame(counts: [2, 2, 2], payoffs: payoffs, indifference: Indifference(share: 1e-9))
        // exactly one volunteers
        #expect(game.pureEquilibria.map { game.strategies(in: $0.profile).count { $0 == 0 } } == [1, 1, 1])
        let away = cost.squareRoot()
        let found = MixedSearch(game).equilibria
        #expect(found.contains { isNear($0, Array(repeating: [1 - away, away], count: 3), within: 1e-8) })
        // two of them leave it to the other two by the root of order 1: c
        #expect(found.contains { isNear($0, [[0, 1], [1 - cost, cost], [1 - cost, cost]], within: 1e-8) })
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `whatever is found in mixed strategies of three leaves nobody anything to gain`(seed: UInt64) {
        let game = randomGame([3, 2, 3], seed: seed)
        let search = MixedSearch(game)
        let pure = game.pureEquilibria.map { game.strategies(in: $0.profile) }
        for mixed in search.equilibria {
            for player in game.players {
                #expect(abs(mixed.probabilities[player].reduce(0, +) - 1) < 1e-12)
                // expected payoffs from the definition
                let expected = (0..<game.counts[player]).map { strategy in
                    game.profiles.filter { game.strategy(of: player, in: $0) == strategy }.reduce(0.0) {
                        sum, profile in
                        sum
                            + game.players.filter { $0 != player }.reduce(game.payoffs[player][profile]) {
                                $0 * mixed.probabilities[$1][game.strategy(of: $1, in: profile)]
                            }
                    }
                }
                let value = zip(expected, mixed.probabilities[player]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect((expected.max() ?? 0) - value < 1e-8)
            }
        }
        // pure ones are among them: supports of one strategy each
        for strategies in pure {
            #expect(
                search.equilibria.contains { mixed in
                    game.players.allSatisfy { mixed.support(of: $0) == [strategies[$0]] }
                })
        }
        // almost all games have an odd number of equilibria (Wilson 1971), so that an even one tells of some missed
        #expect(!search.equilibria.isEmpty, "seed \(seed)")
    }

    // MARK: - Other programs and the definition

    private struct Bimatrix: Decodable {
        let row: [[Double]]
        let column: [[Double]]
        let equilibria: [[[Double]]]
    }

    @Test func `random games of two have the equilibria that nashpy finds`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Expected/bimatrix.json")
        let games = try JSONDecoder().decode([Bimatrix].self, from: Data(contentsOf: file))
        try #require(games.count == 64)
        for (number, expected) in games.enumerated() {
            let found = MixedSearch(bimatrix(expected.row, expected.column))
            #expect(
                found.isExhaustive && found.equilibria.count == expected.equilibria.count, "game \(number)")
            for equilibrium in expected.equilibria {
                #expect(found.equilibria.contains { isNear($0, equilibrium, within: 1e-7) }, "game \(number)")
            }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `pure equilibria are those of the definition, and survive dominance`(seed: UInt64) {
        let game = randomGame([3, 4, 2, 3], seed: seed)
        let expected = game.profiles.filter { profile in
            game.profiles.allSatisfy { other in
                let (one, two) = (game.strategies(in: profile), game.strategies(in: other))
                let differing = game.players.filter { one[$0] != two[$0] }
                return differing.count != 1
                    || game.payoffs[differing[0]][other] <= game.payoffs[differing[0]][profile]
            }
        }
        #expect(game.pureEquilibria.map(\.profile) == expected)
        #expect(game.pureEquilibria.allSatisfy { $0.isStrict })
        let left = game.iteratedDominance().left
        for profile in expected {
            #expect(zip(left, game.strategies(in: profile)).allSatisfy { $0.contains($1) })
        }
        for order in BestResponsePath.Order.allCases {
            guard let end = BestResponsePath(game, from: 0, order).equilibrium else { continue }
            #expect(expected.contains(end))
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `renaming players and strategies renames equilibria, dominance and what is best`(seed: UInt64) {
        let game = randomGame([3, 2, 4], seed: seed)
        let players = [2, 0, 1]  // the new first player is the old third
        let strategies = [[2, 0, 1], [1, 0], [3, 1, 0, 2]]  // of each old player, in the new order
        func old(_ new: [Int]) -> [Int] {
            var old = [0, 0, 0]
            for (place, player) in players.enumerated() { old[player] = strategies[player][new[place]] }
            return old
        }
        let counts = players.map { game.counts[$0] }
        let numbering = FiniteGame(
            counts: counts, payoffs: counts.map { _ in [0] }, indifference: Indifference(share: 0))
        let renamed = FiniteGame(
            counts: counts,
            payoffs: players.map { player in
                numbering.profiles.map {
                    game.payoffs[player][game.profile(old(numbering.strategies(in: $0)))]
                }
            }, indifference: Indifference(share: 1e-9))
        func original(_ profile: Int) -> Int { game.profile(old(renamed.strategies(in: profile))) }
        #expect(
            Set(renamed.pureEquilibria.map { original($0.profile) })
                == Set(game.pureEquilibria.map(\.profile)))
        #expect(original(renamed.cooperative) == game.cooperative)
        let left = renamed.iteratedDominance().left
        for (place, player) in players.enumerated() {
            #expect(
                Set(left[place].map { strategies[player][$0] }) == Set(game.iteratedDominance().left[player]))
        }
    }

    // MARK: - What comes to the same

    @Test func `the same rule under two names makes no equilibrium weak, and stands as one`() {
        // the dilemma with the second's defection twice
        let game = bimatrix([[3, 0, 0], [5, 1, 1]], [[3, 5, 5], [0, 1, 1]])
        let solution = GameSolution(game, world: [0, 0, 0, 0, 0, 0], start: game.profile([0, 2]))
        #expect(solution.same == [[0, 1], [0, 1, 1]])
        #expect(solution.equilibria.map(\.kind) == [.strict])
        #expect(solution.equilibria[0].profile == game.profile([1, 1]))
        #expect(solution.standing(for: game.profile([1, 2])) == game.profile([1, 1]))
        #expect(solution.start == game.profile([0, 1]))
        // what is the same for players and not for the world is not the same
        let told = GameSolution(game, world: [0, 0, 0, 0, 0, 9], start: 0)
        #expect(told.same == [[0, 1], [0, 1, 2]])
        #expect(told.equilibria.map(\.kind) == [.weak, .weak])
    }

    @Test func `a gain that nobody cares for ends no equilibrium, and makes it weak`() {
        let game = bimatrix([[1, 0], [1 + 1e-8, 0]], [[1, 0], [1, 0]], indifference: 1e-6)
        #expect(
            game.pureEquilibria == [.init(profile: 0, isStrict: false), .init(profile: 2, isStrict: false)])
        #expect(BestResponsePath(game, from: 0, .simultaneous).moves.isEmpty)
        let strictly = bimatrix([[1, 0], [1 + 1e-8, 0]], [[1, 0], [1, 0]], indifference: 0)
        #expect(strictly.pureEquilibria.map(\.profile) == [2])
    }

    @Test func `a search that is cut short says so`() {
        let game = randomGame([6, 6], seed: 3)
        let short = MixedSearch(game, most: 10)
        #expect(!short.isExhaustive && short.examined == 10)
        #expect(MixedSearch(game).isExhaustive)
    }
}
