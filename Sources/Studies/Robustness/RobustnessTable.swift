import Analysis
package import Output
import Questions

extension ResultKind {
    package static let robustness = ResultKind("robustness", tables: [RobustnessTable.robustness.file])
}

/// The table of how options compare over draws.
enum RobustnessTable {
    struct Row {
        let option: String
        let against: String
        let outcome: Outcome
        let group: String
        let measure: Robustness.Measure
        let meanDifference: Double
    }

    static let robustness = Table<Row>(
        "robustness.csv", "How the options compare over all draws, outcome by outcome; more counts as better",
        [
            Column("option", "Name of the option of policy") { $0.option },
            Column("against", "Option compared with, from which mean_difference is") { $0.against },
            Column("outcome", "Name of the outcome") { $0.outcome.name },
            Column(
                "group",
                "Who gains: the group of the outcome's variable; the variable itself where it is no gain"
            ) { $0.group },
            Column("jurisdiction", "Place of the outcome, or World") { $0.outcome.place },
            Column("n", "Draws at which no option has failed") { $0.measure.best.count },
            Column("best", "Share of the draws in which the option is best alone") { $0.measure.best.share },
            Column("best_low", "Lower end of its 95 % interval (Wilson)") {
                $0.measure.best.interval.lowerBound
            },
            Column("best_high", "Upper end of the same") { $0.measure.best.interval.upperBound },
            Column(
                "tied",
                "Share in which it is one of several that are best: none is better than another by more than the solver's error"
            ) { $0.measure.tied.share },
            Column("tied_low", "Lower end of its 95 % interval (Wilson)") {
                $0.measure.tied.interval.lowerBound
            },
            Column("tied_high", "Upper end of the same") { $0.measure.tied.interval.upperBound },
            Column(
                "regret_max",
                "Most that is lost against the best option of the same draw; 0 in a tie with it"
            ) { $0.measure.mostRegret },
            Column("regret_p90", "Loss that 90 % of the draws do not exceed") { $0.measure.regret90 },
            Column(
                "satisfied",
                "Share of the draws in which the outcome is enough, but for the solver's error: what --enough asks for, else what the option compared with gives"
            ) { $0.measure.satisfied.share },
            Column("satisfied_low", "Lower end of its 95 % interval (Wilson)") {
                $0.measure.satisfied.interval.lowerBound
            },
            Column("satisfied_high", "Upper end of the same") { $0.measure.satisfied.interval.upperBound },
            Column("mean_difference", "Mean of the outcome less that of the option compared with") {
                $0.meanDifference
            },
        ])
}
