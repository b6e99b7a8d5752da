import Simulation

/// The keys of `calibrate` and `backtest`.
enum EvidenceSchema {
    private static let observations = SchemaParts.prose("CSV of observations, relative to this file")
    private static let option = SchemaParts.text(
        "course of policy that was taken; the one that keeps the law unless it is given")

    private static let prior = SchemaParts.map(
        "a number that is calibrated, and what is known of it without the observations",
        [
            ("parameter", VariationSchema.path),
            ("distribution", SchemaParts.reference("distribution")),
        ], required: ScenarioKeys.prior)

    static let calibrate = SchemaParts.map(
        "which numbers are held to which observations",
        [
            ("observations", observations),
            ("from", SchemaParts.number("observations before this year are left out")),
            (
                "parameters",
                SchemaParts.described(
                    "paths of the numbers; a path alone stands for its default range",
                    [
                        ("type", "array"), ("minItems", .number(1)),
                        ("items", ["anyOf": [VariationSchema.path, prior]]),
                    ])
            ),
            ("option", option),
            (
                "holdOut",
                SchemaParts.map(
                    "observations that are predicted instead of fitted",
                    [("from", SchemaParts.number("the first year of them"))],
                    required: ScenarioKeys.holdOut)
            ),
            ("steps", count("steps that the fit may take", Calibration.defaultSteps, ScenarioKeys.steps)),
            (
                "draws",
                count(
                    "draws that the observations weigh", Calibration.defaultDraws, ScenarioKeys.draws)
            ),
            ("keep", count("points that are kept of them", Calibration.defaultKept, ScenarioKeys.draws)),
            ("seed", SchemaParts.wholeNumber("seed of the draws, 1 unless it is given", from: 0)),
        ], required: ["observations", "parameters"])

    static let backtest = SchemaParts.map(
        "which observations the draws are to predict",
        [
            ("observations", observations),
            ("from", SchemaParts.number("observations before this year are known, the others predicted")),
            ("option", option),
            (
                "thresholds",
                SchemaParts.map(
                    "what has to be reached",
                    Backtest.Score.allCases.map { ($0.rawValue, SchemaParts.threshold) })
            ),
        ], required: ["observations", "from"])

    private static func count(_ description: String, _ byDefault: Int, _ range: ClosedRange<Int>) -> JSON {
        SchemaParts.described(
            "\(description), \(byDefault) unless it is given",
            [
                ("type", "integer"), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ])
    }
}
