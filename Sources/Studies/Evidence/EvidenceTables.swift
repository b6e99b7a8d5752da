import Analysis
import Calibration
package import Output
import Questions

extension ResultKind {
    package static let calibration = ResultKind(
        "calibration",
        tables: [
            EvidenceTables.parameters.file, EvidenceTables.correlations.file, EvidenceTables.residuals.file,
        ],
        others: [EvidenceTables.calibrationWords, EvidenceTables.ensemble]
            + ["calibrated", "ensemble"].flatMap { ["\($0).yaml", "\($0).world.yaml"] })

    package static let backtest = ResultKind(
        "backtest", tables: [EvidenceTables.scores.file], others: [EvidenceTables.backtestWords])
}

/// The tables of what is held against observations, and the other files that go with them.
enum EvidenceTables {
    static let calibrationWords = "calibration.md"
    static let backtestWords = "backtest.md"
    /// The points that were kept.
    static let ensemble = "ensemble.csv"

    private static let path = "Path of the number; a factor where its default range is of factors"

    /// Of the draws that were kept; nil where too few count.
    struct Kept {
        let mean: Double
        let deviation: Double
        let low: Double
        let high: Double
    }

    struct ParameterRow {
        let prior: Prior
        /// The most likely, and the standard deviation around it, in standard deviations of the prior.
        let score: Double
        let deviation: Double
        let bound: String
        let kept: Kept?
    }

    /// Standard deviations that hold 90 and 95 % of a normal distribution.
    private static let ninety = 1.6448536269514722
    static let ninetyFive = 1.959963984540054

    static let parameters = Table<ParameterRow>(
        "parameters.csv", "The numbers that were calibrated: before and after the observations",
        [
            Column("parameter", path) { $0.prior.input.name },
            Column(
                "default", "What the scenario has; 1 for a factor; empty for a table of different values"
            ) { $0.prior.byDefault },
            Column("prior_low", "5 % quantile of what is known without the observations") {
                $0.prior.value(at: -ninety)
            },
            Column("prior_high", "95 % quantile of the same") { $0.prior.value(at: ninety) },
            Column("prior_sd", "Standard deviation of the same") {
                $0.prior.moments(mean: 0, deviation: 1).deviation
            },
            Column("value", "The most likely value") { $0.prior.value(at: $0.score) },
            Column("sd", "Standard deviation around it, from the curvature of the fit") {
                $0.prior.moments(mean: $0.score, deviation: $0.deviation).deviation
            },
            Column("low", "Lower end of its 95 % interval, from the same") {
                $0.prior.value(at: $0.score - ninetyFive * $0.deviation)
            },
            Column("high", "Upper end of the same") {
                $0.prior.value(at: $0.score + ninetyFive * $0.deviation)
            },
            Column(
                "explained",
                "Share of the prior variance of the number's score that the observations take away: near 0 they say nothing of it"
            ) { 1 - $0.deviation * $0.deviation },
            Column(
                "at_bound",
                "low or high where the value is in the outer hundredth of the prior: the observations pull beyond what the sources allow",
                allowed: ["low", "high", ""]
            ) { $0.bound },
            Column("ensemble_mean", "Mean over the weighed draws; empty where too few count") {
                $0.kept?.mean
            },
            Column("ensemble_sd", "Standard deviation over the same") { $0.kept?.deviation },
            Column("ensemble_low", "2.5 % quantile of the points that were kept") { $0.kept?.low },
            Column("ensemble_high", "97.5 % quantile of the same") { $0.kept?.high },
        ])

    static let correlations = Table<(first: String, second: String, correlation: Double)>(
        "correlations.csv",
        "Correlations between the scores of calibrated numbers, from the curvature of the fit",
        [
            Column("parameter", path) { $0.first },
            Column("with", "The other number") { $0.second },
            Column("correlation", "Between -1 and 1; near them only a combination of the two is known") {
                $0.correlation
            },
        ])

    struct ResidualRow {
        let observation: Observation
        let use: String
        let standardError: Double
        /// nil for an anchor, which is met by construction.
        var byDefault: Double?
        var calibrated: Double?
        var residual: Double?
        var range: ClosedRange<Double>?
    }

    static let residuals = Table<ResidualRow>(
        "residuals.csv", "Observations beside what the calibrated scenario says of them",
        Column.subject.map { $0.of { $0.observation } } + [
            Column(
                "use",
                "fitted; held_out for one that is predicted; anchor for one by which the others of an index are measured",
                allowed: ["fitted", "held_out", "anchor"]
            ) { $0.use },
            Column.observed.of { $0.observation },
            Column("standard_error", "Of the difference: the observation's own, with that of the anchor") {
                $0.standardError
            },
            Column("default", "What the scenario says as it stands") { $0.byDefault },
            Column("calibrated", "What it says at the most likely values") { $0.calibrated },
            Column("residual", "Calibrated less observed, in standard errors") { $0.residual },
            Column(
                "ensemble_low",
                "5 % quantile over the points that were kept; empty where too few draws count"
            ) { $0.range?.lowerBound },
            Column("ensemble_high", "95 % quantile of the same") { $0.range?.upperBound },
        ] + Column.origin.map { $0.of { $0.observation } } + [
            Column("line", "Line of the file of observations") { $0.observation.line }
        ])

    struct ScoreRow {
        let observation: Observation
        let score: ForecastScores
        /// nil where 0 was observed.
        let bias: Double?
        let noChange: Double?
        let constantGrowth: Double?
        /// Rules without a model that came closer.
        let worseThan: [String]

        func error(_ rule: Double?) -> Double? { rule.map { abs($0 - observation.value) } }
    }

    static let scores = Table<ScoreRow>(
        "scores.csv", "How well what was known before predicts each observation",
        (Column.subject + [.observed]).map { $0.of { $0.observation } } + scoreColumns
            + Column.origin.map { $0.of { $0.observation } })

    private static let scoreColumns: [Column<ScoreRow>] = [
        Column("median", "Median of the draws, with the observation's error") { $0.score.median },
        Column("low50", "25 % quantile") { $0.score.half.lowerBound },
        Column("high50", "75 % quantile") { $0.score.half.upperBound },
        Column("low90", "5 % quantile") { $0.score.ninety.lowerBound },
        Column("high90", "95 % quantile") { $0.score.ninety.upperBound },
        Column("bias", "Median less observed, over the observed; empty where 0 was observed") {
            $0.bias
        },
        Column(
            "crps", "Continuous ranked probability score of the draws, in the unit of the observation"
        ) { $0.score.rankedProbability },
        Column("no_change", "The last number known before; empty where none was") { $0.noChange },
        Column("no_change_error", "Its absolute error, which is its ranked probability score") {
            $0.error($0.noChange)
        },
        Column(
            "constant_growth",
            "The last number known, growing on as between the last two; empty where fewer were known"
        ) { $0.constantGrowth },
        Column("constant_growth_error", "Its absolute error") { $0.error($0.constantGrowth) },
        Column(
            "worse_than",
            "Rules without a model that came closer: no_change, constant_growth, both or neither",
            allowed: ["", "no_change", "constant_growth", "no_change constant_growth"]
        ) { $0.worseThan.joined(separator: " ") },
    ]
}
