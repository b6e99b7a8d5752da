package import Output
import Questions

/// Statistics of the outcomes over the points: of each option, and of its difference from the one compared with.
package struct Summary: Sendable {
    package struct Row: Sendable {
        package let option: String
        /// The option from which it is a difference; nil for the outcome itself.
        package let against: String?
        package let outcome: String
        /// Points that have a value. The rest have failed, or are crossings that never happen.
        package let count: Int
        package let failed: Int
        package let mean: Double?
        package let standardDeviation: Double?
        /// At `SeriesStatistics.percentages`.
        package let quantiles: [Double?]

        var standardError: Double? { standardDeviation.map { $0 / Double(count).squareRoot() } }
    }

    /// Outcomes of the options, then differences; each by option and outcome as written.
    package let rows: [Row]

    /// What is summed up of an outcome.
    private struct Series: Sendable {
        let option: Int
        /// The option whose value is taken off; nil where the column is summed up as it is.
        let minus: Int?
        let against: Int?
    }

    init(_ file: ColumnFile, _ plan: SweepPlan, jobs: Int) throws(OutputError) {
        let outcomes = plan.outcomes.outcomes.indices
        let found = inParallel(outcomes.count, jobs) { outcome -> Result<[(Series, Row)], OutputError> in
            do throws(OutputError) {
                return .success(try Self.rows(outcome, file, plan))
            } catch {
                return .failure(error)
            }
        }
        var rows: [(Series, Row)] = []
        for result in found { rows += try result.get() }
        let (levels, differences) = (rows.filter { $0.0.against == nil }, rows.filter { $0.0.against != nil })
        self.rows = [levels, differences].flatMap { part in
            plan.options.indices.flatMap { option in part.filter { $0.0.option == option }.map(\.1) }
        }
    }

    private static func series(_ outcome: Int, _ plan: SweepPlan) -> [Series] {
        let options = plan.options.indices
        if let own = plan.outcomes.against(outcome) {
            return options.filter { $0 != own }.map { Series(option: $0, minus: nil, against: own) }
        }
        let levels = options.map { Series(option: $0, minus: nil, against: nil) }
        guard let reference = plan.reference else { return levels }
        return levels
            + options.filter { $0 != reference }.map {
                Series(option: $0, minus: reference, against: reference)
            }
    }

    private static func rows(
        _ outcome: Int, _ file: ColumnFile, _ plan: SweepPlan
    ) throws(OutputError) -> [(Series, Row)] {
        let series = series(outcome, plan)
        var statistics = series.map { _ in SeriesStatistics() }
        var failed = series.map { _ in 0 }
        var isFirst = true
        while statistics.contains(where: { !$0.isDone }) {
            try file.read(outcome: outcome) { values, points in
                for (index, series) in series.enumerated() where !statistics[index].isDone {
                    let column = series.option * points
                    for point in 0..<points {
                        var value = values[column + point]
                        if let minus = series.minus {
                            let other = values[minus * points + point]
                            // a difference from what failed, or never happens, is as that
                            if value.isFinite, other.isFinite {
                                value -= other
                                if !value.isFinite { value = .nan }
                            } else {
                                value = value.isNaN || other.isNaN ? .nan : .infinity
                            }
                        }
                        if value.isFinite {
                            statistics[index].add(value)
                        } else if isFirst && value.isNaN {
                            failed[index] += 1
                        }
                    }
                }
            }
            for index in statistics.indices where !statistics[index].isDone { statistics[index].endRound() }
            isFirst = false
        }
        return series.indices.map { index in
            (series[index], row(series[index], statistics[index], failed[index], outcome, plan))
        }
    }

    private static func row(
        _ series: Series, _ statistics: SeriesStatistics, _ failed: Int, _ outcome: Int, _ plan: SweepPlan
    ) -> Row {
        let isEmpty = statistics.count == 0
        return Row(
            option: plan.options[series.option], against: series.against.map { plan.options[$0] },
            outcome: plan.outcomes.outcomes[outcome].name, count: statistics.count, failed: failed,
            mean: isEmpty ? nil : statistics.mean,
            standardDeviation: statistics.count < 2 ? nil : statistics.standardDeviation,
            quantiles: statistics.quantiles.map { isEmpty ? nil : $0 })
    }

    package static let table = Table<Row>(
        "summary.csv", "Statistics of the outcomes over the points, each weighing the same",
        [
            Column("option", "Name of the option of policy") { $0.option },
            Column(
                "against",
                "Option from which the outcome is a difference at each point; empty for the outcome itself"
            ) { $0.against },
            Column("outcome", "Name of the outcome") { $0.outcome },
            Column("n", "Points that have a value") { $0.count },
            Column(
                "n_failed",
                "Points at which the run, or the one it is compared with, has failed; the rest are crossings that never happen"
            ) { $0.failed },
            Column("mean", "Mean") { $0.mean },
            Column("sd", "Standard deviation of a sample, over n - 1") { $0.standardDeviation },
            Column(
                "se",
                "Standard error of the mean of independent draws, sd over the square root of n; too large for designs that spread points evenly"
            ) { $0.standardError },
        ]
            + SeriesStatistics.percentages.enumerated().map { index, percentage in
                Column(
                    percentage < 10 ? "p0\(percentage)" : "p\(percentage)",
                    "\(percentage) % quantile, linear between order statistics (type 7)"
                ) { $0.quantiles[index] }
            })
}
