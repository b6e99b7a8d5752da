package import Analysis
import Declarations
import Output
import Questions

/// Whether one option is best for the whole world, whatever is drawn, so that a model leaves no choice.
package struct BalanceAudit {
    /// Draws in which the option that leads most often does, without those in which all come to the same, where none has decided
    /// anything.
    package let decided: Proportion
    private let option: String
    private let isShared: Bool

    /// - Returns: nil where the comparison has no outcome that is the total gain of the world.
    package init?(_ comparison: OptionComparison) {
        let world = comparison.rows.first {
            $0.group == "total" && $0.outcome.place == Outcome.world
                && $0.outcome.reduction == .presentValue
        }
        guard let robustness = world?.robustness, let best = robustness.leaders.first else { return nil }
        let measure = robustness.measures[best]
        decided = Proportion(measure.leading - robustness.allTied.cases, of: measure.best.count)
        option = comparison.options[best]
        isShared = measure.tied.cases > 0
    }

    /// - Parameter most: the share of draws that one option may decide.
    package func passes(_ most: Double) -> Bool { decided.share <= most }

    package var text: String {
        "\(option) is best for the world's total gain\(isShared ? ", alone or with others," : "") in "
            + "\(percent(decided)) of \(counted(decided.count, "draw"))"
    }
}
