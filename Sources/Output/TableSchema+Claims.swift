/// The tables of claims put to the draws of a sweep.
extension TableSchema {
    private static let claim = Field("claim", "The claim's id")
    private static let count = Field(
        "n",
        "Draws in which it could be decided: no run failed, no quotient was by 0, and it was not too close to tell",
        isWhole: true)
    private static let tooClose = Field(
        "too_close",
        "Draws left out since the number lies so near to its limit that the solver's error would decide",
        isWhole: true)

    package static let claims = TableSchema(
        title: "In which share of the draws each claim holds, and under which assumptions",
        fields: [
            claim,
            Field("wording", "The statement"),
            Field("by", "Who makes it"),
            Field("source", "Where it is made"),
            count,
            Field("left_out", "Draws left out since a run failed or a quotient was by 0", isWhole: true),
            tooClose,
            Field(
                "share", "Share of the n draws in which it holds; empty where there are none", isNumber: true),
            Field("low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
            Field("high", "Upper end of the same", isNumber: true),
            Field("decided_by", "The inputs with the largest first-order indices, at most three"),
            Field("holds_where", "A box of assumptions in which it mostly holds, in words"),
            Field("fails_where", "A box of assumptions in which it mostly fails, in words"),
        ])

    package static let claimTests = TableSchema(
        title: "The numbers that a claim speaks of; a claim holds where all of its tests do",
        fields: [
            claim,
            Field("test", "Number of the test, from 1", isWhole: true),
            Field("text", "The test in words"),
            count,
            tooClose,
            Field("share", "Share of the n draws in which the test holds", isNumber: true),
            Field(
                "p05",
                "5 % quantile of the number over all draws that have one, linear between draws (type 7)",
                isNumber: true),
            Field("p50", "Median", isNumber: true),
            Field("p95", "95 % quantile", isNumber: true),
        ])

    package static let claimInputs = TableSchema(
        title: "How far each input decides alone whether a claim holds",
        fields: [
            claim,
            Field("input", "The input"),
            count,
            Field(
                "first",
                "First-order index: share of the variance of whether the claim holds, from classes of the draws, less what chance adds",
                isNumber: true),
            Field("low", "Lower end of its 95 % bootstrap interval", isNumber: true),
            Field("high", "Upper end of the same", isNumber: true),
            Field(
                "share_lowest",
                "Share in which the claim holds among the fifth of the draws with the lowest values",
                isNumber: true),
            Field("share_highest", "The same among the fifth with the highest values", isNumber: true),
        ])

    package static let claimDistances = TableSchema(
        title:
            "How far the assumptions under which a claim holds lie from an ensemble: Mahalanobis distances from its mean, in its standard deviations",
        fields: [
            claim,
            Field(
                "inputs",
                "Inputs that decide the claim and that the ensemble tells, which the distance is over"),
            Field("untold", "Inputs that decide it and of which the ensemble says nothing, or nothing more"),
            Field("draws", "Draws in which the claim holds", isWhole: true),
            Field("nearest", "Distance of the nearest of these draws", isNumber: true),
            Field("median", "Median distance of these draws", isNumber: true),
            Field(
                "beyond_nearest", "Share of the ensemble that lies farther from its mean than the nearest",
                isNumber: true),
            Field("beyond_median", "Share that lies farther than the median", isNumber: true),
        ])

    package static let claimBoxes = TableSchema(
        title: "Boxes of the deciding inputs in which a claim mostly holds or mostly fails",
        fields: [
            claim,
            Field(
                "side", "Whether the box is of draws in which the claim holds or fails",
                allowed: ["holds", "fails"]),
        ] + boxMeasures + boxLimits)
}
