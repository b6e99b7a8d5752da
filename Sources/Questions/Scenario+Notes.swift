private import Declarations

extension Horizon {
    /// Whether the rows are years, so that a sum over them is one over years.
    package func isYearly(from baseYear: Double) -> Bool {
        step == 1 && (end - baseYear).truncatingRemainder(dividingBy: 1) == 0
    }
}

extension Scenario {
    /// What is no mistake and yet easily misread.
    package var notes: [String] {
        guard !horizon.isYearly(from: world.baseYear) else { return [] }
        let game = experiment.game
        let outcomes = experiment.outcomes + (game?.payoffs.flatMap { $0 } ?? []) + (game?.world ?? [])
        var names: [String] = []
        for outcome in outcomes where outcome.reduction == .sum {
            let name = outcome.name.isEmpty ? "game: the sum of \(outcome.variable.rawValue)" : outcome.name
            if !names.contains(name) { names.append(name) }
        }
        return names.map {
            "\($0) adds up the rows of the horizon, which are \(plain(horizon.step)) years apart or end within a year: "
                + "it is no sum over years; aggregate: presentValue is one, whatever horizon.step"
        }
    }
}
