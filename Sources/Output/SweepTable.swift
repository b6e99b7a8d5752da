package import Questions

/// The short table of a sweep for the terminal: medians and ranges of a few outcomes.
package struct SweepTable {
    /// The median of an outcome under an option, with its 5 and 95 % quantiles.
    package struct Cell: Sendable {
        let option: String
        let outcome: String
        let median: Double
        let range: ClosedRange<Double>
        /// Points that have a value.
        let count: Int

        package init(
            option: String, outcome: String, median: Double, range: ClosedRange<Double>, count: Int
        ) {
            self.option = option
            self.outcome = outcome
            self.median = median
            self.range = range
            self.count = count
        }
    }

    private static let mostColumns = 4

    /// - Parameter cells: of the options as they are, not of differences.
    package static func text(_ scenario: Scenario, points: Int, _ cells: [Cell]) -> String {
        let outcomes = scenario.experiment.outcomes
        let place = SummaryTable.placeOfInterest(scenario)
        let near = outcomes.filter { $0.place == place }
        let shown = (near.isEmpty ? outcomes : near).prefix(mostColumns).map(\.name)
        var rows = [["option"] + shown]
        for option in scenario.options {
            rows.append(
                [option.name]
                    + shown.map { name in
                        guard
                            let cell = cells.first(where: { $0.option == option.name && $0.outcome == name })
                        else { return "-" }
                        let ends = [cell.range.lowerBound, cell.range.upperBound].map(short)
                        let fewer = cell.count < points ? ", n = \(cell.count)" : ""
                        return "\(short(cell.median)) (\(ends[0]) to \(ends[1]))\(fewer)"
                    })
        }
        let isWhole = cells.allSatisfy { !shown.contains($0.outcome) || $0.count == points }
        let more = outcomes.count - shown.count
        return "median (5 % to 95 %) over \(points) points" + (isWhole ? "" : ", or as many as n says")
            + (more > 0 ? "; summary.csv has \(more) more outcomes\n" : "\n") + SummaryTable.aligned(rows)
    }
}
