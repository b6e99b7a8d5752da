package import Output

extension ResultKind {
    package static let sensitivity = ResultKind("sensitivity", tables: [SensitivityAnalysis.table.file])
}

extension SensitivityAnalysis {
    static let table = Table<Finding>(
        "sensitivity.csv", "Which inputs decide an outcome",
        [
            Column("option", "Name of the option of policy") { $0.option },
            Column(
                "against",
                "Empty for the outcome itself; an option for the difference from it; * for whether the option ranks first of all"
            ) { $0.against },
            Column("outcome", "Name of the outcome") { $0.outcome },
            Column("input", "The input") { $0.input },
            Column("with", "The other input of an interaction") { $0.with },
            Column(
                "index",
                "first, total and second: share of the variance that the input accounts for alone, with all of its interactions, "
                    + "and by the interaction of two (Sobol'); mu, mu_star and sigma: mean, mean absolute value and standard deviation "
                    + "of elementary effects, per unit of probability (Morris)",
                allowed: ["first", "total", "second", "mu", "mu_star", "sigma"]
            ) { $0.index },
            Column("estimate", "The index; empty where the outcome does not vary") { $0.estimate },
            Column("low", "Lower end of its 95 % bootstrap interval") { $0.interval?.lowerBound },
            Column("high", "Upper end of the same") { $0.interval?.upperBound },
            Column("n", "Base points, or trajectories, that count: smaller ones show convergence") { $0.n },
            Column("note", "What is to be known of the number") { $0.note },
        ])
}
