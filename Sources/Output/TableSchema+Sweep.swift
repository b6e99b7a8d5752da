/// The tables of a sweep.
extension TableSchema {
    private static let point = Field(
        "point", "Number of the point, from 0; the same in every table", isWhole: true)

    package static func experiments(_ inputs: [NumberColumn]) -> TableSchema {
        TableSchema(
            title: "The points: the value of every input, as drawn",
            fields: [point] + inputs.map(Field.init))
    }

    package static func outcomes(_ outcomes: [NumberColumn]) -> TableSchema {
        TableSchema(
            title: "The outcomes of every option at every point; fields of a run that failed are empty",
            fields: [point, option] + outcomes.map(Field.init))
    }

    package static let failures = TableSchema(
        title: "Runs that failed, and why",
        fields: [
            point, option,
            Field("year", "Year in which the run ended; empty where it did not begin", isNumber: true),
            Field("reason", "What went wrong"),
        ])

    package static let summary = TableSchema(
        title: "Statistics of the outcomes over the points, each weighing the same",
        fields: [
            option,
            Field(
                "against",
                "Option from which the outcome is a difference at each point; empty for the outcome itself"),
            Field("outcome", "Name of the outcome"),
            Field("n", "Points that have a value", isWhole: true),
            Field(
                "n_failed",
                "Points at which the run, or the one it is compared with, has failed; the rest are crossings that never happen",
                isWhole: true),
            Field("mean", "Mean", isNumber: true),
            Field("sd", "Standard deviation of a sample, over n - 1", isNumber: true),
            Field(
                "se",
                "Standard error of the mean of independent draws, sd over the square root of n; too large for designs that spread points evenly",
                isNumber: true),
        ]
            + [5, 25, 50, 75, 95].map { percentage in
                Field(
                    percentage == 5 ? "p05" : "p\(percentage)",
                    "\(percentage) % quantile, linear between order statistics (type 7)", isNumber: true)
            })

    /// Every variable of every run: the long table of a single run, by point.
    package static let paths = TableSchema(
        title: "Every variable of every option over time, at every point",
        fields: [point] + timeseries.fields.dropFirst())
}
