/// The tables of what is held against observations.
extension TableSchema {
    private static let parameter = Field(
        "parameter", "Path of the number; a factor where its default range is of factors")

    private static let observation = [
        Field("series", "Series of the observation"),
        Field("variable", "Variable of a run that it is compared with"),
        Field("jurisdiction", "Place, or World"),
        Field("sector", "Creative sector; empty for none and for the sum over sectors"),
        Field("date", "Year; a whole number is the middle of that calendar year", isNumber: true),
    ]
    private static let observed = Field(
        "observed", "What was observed, in the variable's unit or in that of the index", isNumber: true)
    private static let source = [
        Field("quality", "How well the source was read", allowed: ["high", "medium", "low"]),
        Field("source", "Where the observation is from"),
    ]

    package static let calibratedParameters = TableSchema(
        title: "The numbers that were calibrated: before and after the observations",
        fields: [
            parameter,
            Field(
                "default", "What the scenario has; 1 for a factor; empty for a table of different values",
                isNumber: true),
            Field("prior_low", "5 % quantile of what is known without the observations", isNumber: true),
            Field("prior_high", "95 % quantile of the same", isNumber: true),
            Field("prior_sd", "Standard deviation of the same", isNumber: true),
            Field("value", "The most likely value", isNumber: true),
            Field("sd", "Standard deviation around it, from the curvature of the fit", isNumber: true),
            Field("low", "Lower end of its 95 % interval, from the same", isNumber: true),
            Field("high", "Upper end of the same", isNumber: true),
            Field(
                "explained",
                "Share of the prior variance of the number's score that the observations take away: near 0 they say nothing of it",
                isNumber: true),
            Field(
                "at_bound",
                "low or high where the value is in the outer hundredth of the prior: the observations pull beyond what the sources allow",
                allowed: ["low", "high", ""]),
            Field("ensemble_mean", "Mean over the weighed draws; empty where too few count", isNumber: true),
            Field("ensemble_sd", "Standard deviation over the same", isNumber: true),
            Field("ensemble_low", "2.5 % quantile of the points that were kept", isNumber: true),
            Field("ensemble_high", "97.5 % quantile of the same", isNumber: true),
        ])

    package static let calibratedCorrelations = TableSchema(
        title: "Correlations between the scores of calibrated numbers, from the curvature of the fit",
        fields: [
            parameter, Field("with", "The other number"),
            Field(
                "correlation", "Between -1 and 1; near them only a combination of the two is known",
                isNumber: true),
        ])

    package static let residuals = TableSchema(
        title: "Observations beside what the calibrated scenario says of them",
        fields: observation + [
            Field(
                "use",
                "fitted; held_out for one that is predicted; anchor for one by which the others of an index are measured",
                allowed: ["fitted", "held_out", "anchor"]),
            observed,
            Field(
                "standard_error", "Of the difference: the observation's own, with that of the anchor",
                isNumber: true),
            Field("default", "What the scenario says as it stands", isNumber: true),
            Field("calibrated", "What it says at the most likely values", isNumber: true),
            Field("residual", "Calibrated less observed, in standard errors", isNumber: true),
            Field(
                "ensemble_low",
                "5 % quantile over the points that were kept; empty where too few draws count", isNumber: true
            ),
            Field("ensemble_high", "95 % quantile of the same", isNumber: true),
        ] + source + [Field("line", "Line of the file of observations", isWhole: true)])

    package static let backtestScores = TableSchema(
        title: "How well what was known before predicts each observation",
        fields: observation + [
            observed,
            Field("median", "Median of the draws, with the observation's error", isNumber: true),
            Field("low50", "25 % quantile", isNumber: true),
            Field("high50", "75 % quantile", isNumber: true),
            Field("low90", "5 % quantile", isNumber: true),
            Field("high90", "95 % quantile", isNumber: true),
            Field(
                "bias", "Median less observed, over the observed; empty where 0 was observed", isNumber: true),
            Field(
                "crps", "Continuous ranked probability score of the draws, in the unit of the observation",
                isNumber: true),
            Field("no_change", "The last number known before; empty where none was", isNumber: true),
            Field(
                "no_change_error", "Its absolute error, which is its ranked probability score", isNumber: true
            ),
            Field(
                "constant_growth",
                "The last number known, growing on as between the last two; empty where fewer were known",
                isNumber: true),
            Field("constant_growth_error", "Its absolute error", isNumber: true),
            Field(
                "worse_than",
                "Rules without a model that came closer: no_change, constant_growth, both or neither",
                allowed: ["", "no_change", "constant_growth", "no_change constant_growth"]),
        ] + source)
}
