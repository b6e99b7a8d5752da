/// The tables of what is made of a sweep.
extension TableSchema {
    static let boxMeasures = [
        Field("points", "Points in the box", isWhole: true),
        Field("cases", "Points in the box for which the condition holds", isWhole: true),
        Field("coverage", "Share of all cases that are in the box", isNumber: true),
        Field("density", "Share of the box's points that are cases", isNumber: true),
        Field("mass", "Share of all points that are in the box", isNumber: true),
    ]

    static let boxLimits = [
        Field("density_low", "Lower end of the 95 % interval of the density (Wilson)", isNumber: true),
        Field("density_high", "Upper end of the same", isNumber: true),
        Field("input", "Input that has a limit"),
        Field("low", "Lower limit, which belongs to the box; empty without one", isNumber: true),
        Field("high", "Upper limit, which belongs to the box; empty without one", isNumber: true),
        Field("least", "Smallest value of the input among all points", isNumber: true),
        Field("most", "Largest value of the input among all points", isNumber: true),
        Field(
            "quasi_p_low",
            "How likely as many cases would be if the lower limit told nothing (Bryant and Lempert 2010); small is good",
            isNumber: true),
        Field("quasi_p_high", "The same of the upper limit", isNumber: true),
    ]

    package static let trajectory = TableSchema(
        title: "The boxes of the search, from all points to the smallest, pastes last",
        fields: [
            Field("box", "Number of the box that was looked for, from 1", isWhole: true),
            Field("step", "Number of the peel or paste, from 0 for all points that were left", isWhole: true),
        ] + boxMeasures + [
            Field("restricted", "Inputs that have a limit", isWhole: true),
            Field("is_chosen", "true for the step whose box was taken", allowed: ["true", "false"]),
        ])

    package static let boxes = TableSchema(
        title: "The boxes that were taken: their limits, and what speaks for each",
        fields: [Field("box", "Number of the box, from 1", isWhole: true)] + boxMeasures + boxLimits + [
            Field(
                "found_at_coverage",
                "Share of random halves of the points whose box of about this coverage restricts the input",
                isNumber: true),
            Field("found_at_density", "The same for a box of about this density", isNumber: true),
        ])

    package static let tree = TableSchema(
        title: "A second view: leaves of a classification tree, a row for each limit of a leaf",
        fields: [Field("leaf", "Number of the leaf, from 1", isWhole: true)] + boxMeasures + [
            Field("input", "Input that has a limit; empty for a tree without a split"),
            Field("low", "Lower limit, which does not belong to the leaf; empty without one", isNumber: true),
            Field("high", "Upper limit, which belongs to the leaf; empty without one", isNumber: true),
        ])

    package static let robustness = TableSchema(
        title: "How the options compare over all draws, outcome by outcome; more counts as better",
        fields: [
            option,
            Field("against", "Option compared with, from which mean_difference is"),
            Field("outcome", "Name of the outcome"),
            Field(
                "group",
                "Who gains: the group of the outcome's variable; the variable itself where it is no gain"),
            Field("jurisdiction", "Place of the outcome, or World"),
            Field("n", "Draws at which no option has failed", isWhole: true),
            Field("best", "Share of the draws in which the option is best alone", isNumber: true),
            Field("best_low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
            Field("best_high", "Upper end of the same", isNumber: true),
            Field(
                "tied",
                "Share in which it is one of several that are best: none is better than another by more than the solver's error",
                isNumber: true),
            Field("tied_low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
            Field("tied_high", "Upper end of the same", isNumber: true),
            Field(
                "regret_max",
                "Most that is lost against the best option of the same draw; 0 in a tie with it",
                isNumber: true),
            Field("regret_p90", "Loss that 90 % of the draws do not exceed", isNumber: true),
            Field(
                "satisfied",
                "Share of the draws in which the outcome is enough, but for the solver's error: what --enough asks for, else what the option compared with gives",
                isNumber: true),
            Field("satisfied_low", "Lower end of its 95 % interval (Wilson)", isNumber: true),
            Field("satisfied_high", "Upper end of the same", isNumber: true),
            Field(
                "mean_difference", "Mean of the outcome less that of the option compared with", isNumber: true
            ),
        ])

    package static let sensitivity = TableSchema(
        title: "Which inputs decide an outcome",
        fields: [
            option,
            Field(
                "against",
                "Empty for the outcome itself; an option for the difference from it; * for whether the option ranks first of all"
            ),
            Field("outcome", "Name of the outcome"),
            Field("input", "The input"),
            Field("with", "The other input of an interaction"),
            Field(
                "index",
                "first, total and second: share of the variance that the input accounts for alone, with all of its interactions, "
                    + "and by the interaction of two (Sobol'); mu, mu_star and sigma: mean, mean absolute value and standard deviation "
                    + "of elementary effects, per unit of probability (Morris)",
                allowed: ["first", "total", "second", "mu", "mu_star", "sigma"]),
            Field("estimate", "The index; empty where the outcome does not vary", isNumber: true),
            Field("low", "Lower end of its 95 % bootstrap interval", isNumber: true),
            Field("high", "Upper end of the same", isNumber: true),
            Field(
                "n", "Base points, or trajectories, that count: smaller ones show convergence", isWhole: true),
            Field("note", "What is to be known of the number"),
        ])
}
