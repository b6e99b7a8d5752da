import Analysis
import Declarations
import Output
package import Sampling
import Sweeps

/// A game played at many draws of what is not known.
package struct GameDraws {
    /// What is kept of the game at one draw.
    package struct Played: Sendable {
        let point: Int
        package let equilibria: [(profile: Int, isStrict: Bool)]
        /// Several where these come to the same.
        let cooperative: [Int]
        let bestForWorld: [Int]
        /// By equilibrium: what the players together, and the world, lose by it.
        let prices: [Double]
        let worldPrices: [Double]
    }

    package let points: Range<Int>
    package let played: [Played]
    /// Why each of the other draws cannot be played.
    package let failed: [String]
    let inputs: [NumberColumn]
    /// By point, then input.
    let draws: [[Double]]

    /// - Parameter progress: told how many draws are done.
    package init(_ table: GameTable, _ sampler: Sampler, jobs: Int, progress: (Int) -> Void) {
        let options = ManyOptions(table.scenario, sampler, jobs: jobs)
        points = options.points
        inputs = options.inputs
        draws = options.points.map(options.draws)
        let results = options.map(progress: progress) { point, outcomes in
            if let failure = outcomes.failure ?? table.failure(outcomes.values) {
                return Result<Played, Failure>.failure(Failure(reason: failure))
            }
            return .success(Self.played(point, table.solution(outcomes.values)))
        }
        played = results.compactMap { try? $0.get() }
        failed = results.compactMap { if case .failure(let failure) = $0 { failure.reason } else { nil } }
    }

    private struct Failure: Error {
        let reason: String
    }

    private static func played(_ point: Int, _ solution: GameSolution) -> Played {
        let profiles = solution.equilibria.compactMap(\.profile)
        return Played(
            point: point,
            equilibria: solution.equilibria.compactMap { equilibrium in
                equilibrium.profile.map { ($0, equilibrium.kind == .strict) }
            }, cooperative: solution.allCooperative, bestForWorld: solution.allBestForWorld,
            prices: profiles.map { solution.price(ofSum: solution.game.sum(in: $0)) },
            worldPrices: profiles.map { solution.world[solution.bestForWorld] - solution.world[$0] })
    }

    // MARK: - Over all draws

    /// How often a profile is what.
    struct Frequency {
        var equilibrium = 0
        var strict = 0
        var cooperative = 0
        var bestForWorld = 0
    }

    /// Profiles that are an equilibrium, or the best, in some draw, in order.
    var frequencies: [(profile: Int, Frequency)] {
        var counts: [Int: Frequency] = [:]
        for draw in played {
            for equilibrium in draw.equilibria {
                counts[equilibrium.profile, default: Frequency()].equilibrium += 1
                if equilibrium.isStrict { counts[equilibrium.profile, default: Frequency()].strict += 1 }
            }
            for profile in draw.cooperative { counts[profile, default: Frequency()].cooperative += 1 }
            for profile in draw.bestForWorld { counts[profile, default: Frequency()].bestForWorld += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Draws with a pure equilibrium in which a player plays a strategy.
    func count(player: Int, strategy: Int, _ game: FiniteGame) -> Int {
        played.count { draw in
            draw.equilibria.contains { game.strategy(of: player, in: $0.profile) == strategy }
        }
    }

    var withoutPure: Proportion { Proportion(played.count { $0.equilibria.isEmpty }, of: played.count) }

    /// Price of not coordinating in the best of the equilibria, over the draws that have one; sorted.
    var leastPrices: [Double] { played.compactMap { $0.prices.min() }.sorted() }
}
