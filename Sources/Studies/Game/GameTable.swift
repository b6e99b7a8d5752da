package import Analysis
import Declarations
import Output
package import Questions
package import Sampling
package import Scenarios
import Sweeps

/// A scenario's game, and the runs that make its payoff table.
package struct GameTable: Sendable {
    let game: Game
    /// Each profile is an option of it.
    let scenario: Scenario
    /// What each player wants, by its name, and what the world gets, in words.
    let payoffColumns: [NumberColumn]
    let worldDescription: String
    /// Numbers of the outcomes that add up to each payoff.
    private let payoffs: [[Int]]
    private let world: [Int]
    /// What a player does not care for, and no less than what the solver's error leaves open.
    let indifference: Indifference

    package init(_ game: Game, _ scenario: Scenario) {
        self.game = game
        var (played, payoffs, world) = game.scenario(scenario)
        // payoffs are differenced, so that they are computed as exactly as single runs
        played.solver.tolerance = scenario.solver.toleranceOfRun
        indifference = Indifference(tolerance: scenario.solver.toleranceOfRun).atLeast(game.indifference)
        self.scenario = played
        self.payoffs = payoffs
        self.world = world
        let columns = ManyOptions(played, Sampler(PointTable(inputs: [], rows: [[]])), jobs: 1).outcomes
        func sum(_ numbers: [Int]) -> String {
            numbers.map { columns[$0].description }.joined(separator: "; plus ")
        }
        payoffColumns = zip(game.players, payoffs).map { player, numbers in
            let units = Set(numbers.map { columns[$0].unit })
            return NumberColumn(player, sum(numbers), unit: units.count == 1 ? units.first ?? "" : "")
        }
        worldDescription = sum(world)
    }

    /// Why there is no game; nil where every payoff is a number.
    ///
    /// - Parameter values: outcomes by profile, of runs that have succeeded.
    func failure(_ values: [[Double]]) -> String? {
        let sums = payoffs + [world, payoffs.flatMap(\.self)]
        let areFinite = values.allSatisfy { outcomes in
            sums.allSatisfy { $0.reduce(0) { $0 + outcomes[$1] }.isFinite }
        }
        return areFinite ? nil : "a payoff is not finite; the outcomes that it is made of are too large"
    }

    /// The game with its solution, and how equilibria in mixed strategies were looked for.
    package struct Solved {
        package let solution: GameSolution
        let search: MixedSearch?

        /// Whether no strategy of any player makes a difference to a payoff.
        package var isIdle: Bool { solution.same.allSatisfy { $0.allSatisfy { $0 == 0 } } }
    }

    /// The draws at which the game is played besides.
    ///
    /// - Returns: nil where the scenario has no design.
    package func sampler(_ loaded: LoadedScenario) throws(InputError) -> Sampler? {
        guard loaded.points != nil || loaded.scenario.experiment.design != nil else { return nil }
        let sampler = try loaded.selecting(game.background.map { [$0] } ?? []).sampler()
        for input in sampler.inputs {
            guard case .step = input.target else { continue }
            throw .invalid([
                loaded.problem(
                    at: "vary",
                    "moves \(input.name), and a game has profiles in place of options, expected a lever of a regime such as regimes.optOut.enforcement"
                )
            ])
        }
        return sampler
    }

    /// The game at central values.
    package func played(jobs: Int) throws(StudyFailure) -> Solved {
        let central = ManyOptions(scenario, Sampler(PointTable(inputs: [], rows: [[]])), jobs: jobs)
            .outcomes(at: 0)
        if let failure = central.failure {
            throw StudyFailure(
                .noRunSucceeded,
                "\(central.failed) of \(counted(central.values.count, "profile")) failed, and a game needs them all: \(failure)"
            )
        }
        if let failure = failure(central.values) { throw StudyFailure(.noRunSucceeded, failure) }
        return solution(central.values)
    }

    /// - Parameter values: outcomes by profile.
    private func solution(_ values: [[Double]]) -> Solved {
        var search: MixedSearch?
        let solution = solution(values) { game, hasPure in
            // of two players all are found; of more, one is worth a search where there is no other
            guard game.players.count == 2 || !hasPure else { return [] }
            let found = MixedSearch(game, most: game.players.count == 2 ? 200_000 : 20_000)
            search = found
            return found.equilibria
        }
        return Solved(solution: solution, search: search)
    }

    func solution(
        _ values: [[Double]], mixed: (FiniteGame, Bool) -> [MixedProfile] = { _, _ in [] }
    ) -> GameSolution {
        func sum(_ numbers: [Int]) -> [Double] {
            values.map { outcomes in numbers.reduce(0) { $0 + outcomes[$1] } }
        }
        let table = FiniteGame(
            counts: game.strategies.map(\.count), payoffs: payoffs.map(sum), indifference: indifference)
        return GameSolution(table, world: sum(world), start: table.profile(game.start), mixed: mixed)
    }

    /// Names of the strategies of a profile, by player.
    func names(_ strategies: [Int]) -> [String] {
        zip(game.strategies, strategies).map { $0[$1].name }
    }

    /// In one line: all players at one strategy, or each of them with its own.
    func text(_ strategies: [Int]) -> String {
        let names = names(strategies)
        if Set(names).count == 1 { return "\(names[0]) by all" }
        return zip(game.players, names).map { "\($0) \($1)" }.joined(separator: ", ")
    }
}
