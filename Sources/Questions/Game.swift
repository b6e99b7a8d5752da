package import Declarations

/// A game between jurisdictions: each chooses a rule from one date on, and gets what comes of all the rules together.
package struct Game: Sendable, Equatable {
    /// Jurisdictions, in the order in which they move one after the other.
    package var players: [String]
    /// By player.
    package var choices: [Choices]
    package var from: Double
    /// Years of phasing in; 0 for at once.
    package var over: Double
    /// The option whose steps all places follow, players before `from` alone; nil for today's law.
    package var background: String?
    /// By player: outcomes that are added up. Those without a name are of the player's own place.
    package var payoffs: [[Outcome]]
    /// What the world gets: outcomes that are added up.
    package var world: [Outcome]
    /// What a player has to gain at least to care, as a share of its largest absolute payoff.
    package var indifference: Double

    package init(
        players: [String], choices: [Choices], from: Double, over: Double, background: String?,
        payoffs: [[Outcome]], world: [Outcome], indifference: Double
    ) {
        self.players = players
        self.choices = choices
        self.from = from
        self.over = over
        self.background = background
        self.payoffs = payoffs
        self.world = world
        self.indifference = indifference
    }

    /// The strategies of a player as a scenario writes them.
    package enum Choices: Sendable, Equatable {
        /// Names of regimes, or `statusQuo`.
        case regimes([String])
        /// Values of a lever, on top of a regime or of the law before.
        case grid(Lever, [Double], regime: String?)

        package var strategies: [Strategy] {
            switch self {
            case .regimes(let names):
                names.map {
                    Strategy(name: $0, regime: $0 == Game.statusQuo ? nil : $0, with: LeverSettings())
                }
            case .grid(let lever, let values, let regime):
                values.map { value in
                    Strategy(
                        name: "\(lever.name)=\(plain(value))", regime: regime,
                        with: LeverSettings([lever: value]))
                }
            }
        }
    }

    /// What a player can do.
    package struct Strategy: Sendable, Equatable {
        /// As in the tables.
        package let name: String
        package let regime: String?
        package let with: LeverSettings

        package var keepsTheLaw: Bool { regime == nil && with == LeverSettings() }
    }

    /// The strategy that leaves a player's law as it is.
    package static let statusQuo = "status-quo"
    package static let defaultIndifference = 1e-6
    /// Profiles that one game may have.
    package static let mostProfiles = 100_000

    package var strategies: [[Strategy]] { choices.map(\.strategies) }

    /// Number of each player's strategy in the profile from which paths begin: the one that keeps its law, else its first.
    package var start: [Int] {
        strategies.map { strategies in strategies.firstIndex(where: \.keepsTheLaw) ?? 0 }
    }

    /// Whether all options and outcomes that the game names are among these.
    func holds(amongOptions options: [String], outcomes names: [String]) -> Bool {
        background.map(options.contains) ?? true
            && (payoffs.joined() + world).allSatisfy { $0.name.isEmpty || names.contains($0.name) }
    }

    /// The course of policy in which each player plays one of its strategies.
    ///
    /// - Parameter strategies: by player.
    package func option(
        named name: String, _ strategies: [Strategy], in scenario: Scenario
    ) -> PolicyOption {
        var steps =
            scenario.options.first { $0.name == background }?.steps
            ?? scenario.world.jurisdictions.map { _ in [] }
        for (player, strategy) in zip(players, strategies) {
            guard let place = scenario.world.jurisdictions.firstIndex(of: player) else { continue }
            steps[place].removeAll { $0.from >= from }
            if strategy.keepsTheLaw { continue }
            steps[place].append(
                StepSettings(from: from, over: over, regime: strategy.regime, with: strategy.with))
        }
        return PolicyOption(name: name, steps: steps)
    }

    /// The scenario in which each profile is an option, and the payoffs are the outcomes: by player, then the world's.
    ///
    /// - Returns: with the numbers of the outcomes that add up to each payoff.
    package func scenario(_ scenario: Scenario) -> (scenario: Scenario, payoffs: [[Int]], world: [Int]) {
        var outcomes: [Outcome] = []
        func number(_ outcome: Outcome) -> Int {
            if let known = outcomes.firstIndex(of: outcome) { return known }
            outcomes.append(outcome)
            return outcomes.count - 1
        }
        let payoffs = payoffs.map { $0.map(number) }
        let world = world.map(number)
        var played = background.map { scenario.selecting([$0]) } ?? scenario.selecting([])
        played.options = profiles.map { option(named: "profile", $0, in: scenario) }
        played.comparison.against = "profile"
        played.experiment.outcomes = outcomes
        return (played, payoffs, world)
    }

    /// The strategies of every profile, the last player's running fastest.
    private var profiles: [[Strategy]] {
        strategies.reduce([[]]) { profiles, strategies in
            profiles.flatMap { profile in strategies.map { profile + [$0] } }
        }
    }
}
