package import Analysis
import Declarations
package import Output
package import Questions
package import Scenarios
package import Sweeps

/// The options of a sweep compared, outcome by outcome.
package struct OptionComparison {
    package struct Row {
        package let outcome: Outcome
        package let group: String
        package let robustness: Robustness
        /// By option.
        package let meanDifferences: [Double]
    }

    /// An outcome by option, then point, with what is left open of it by point.
    private struct Column {
        let outcome: Outcome
        let values: [[Double]]
        let indifference: [Double]
    }

    package let options: [String]
    package private(set) var rows: [Row] = []
    /// Points at which a run failed.
    package let leftOut: Int
    private let reference: Int

    /// - Returns: nil where a run failed at every point.
    package init?(_ tables: SweepTables, _ scenario: Scenario, enough: [Condition]) {
        options = tables.options
        let options = tables.options
        let reference = options.firstIndex(of: scenario.comparison.against) ?? 0
        self.reference = reference
        let numbers = scenario.experiment.outcomes.filter { outcome in
            if case .crossing = outcome.reduction { return false }
            return outcome.reduction != .yearOfPeak && outcome.against == nil
        }
        // none of them is a difference, of which the levels would have to be computed
        let indifference = OutcomeIndifference(of: numbers.map(\.name), tables, scenario, [], jobs: 1)
        var columns: [Column] = []
        for outcome in numbers {
            guard let number = tables.outcomes.firstIndex(of: outcome.name) else { continue }
            columns.append(
                Column(
                    outcome: outcome, values: options.indices.map { tables.values(number, option: $0) },
                    indifference: indifference[outcome.name]))
        }
        columns += Self.withControl(columns)
        let points = (0..<tables.count).filter { point in
            columns.allSatisfy { $0.values.allSatisfy { $0[point].isFinite } }
        }
        guard !points.isEmpty else { return nil }
        leftOut = tables.count - points.count
        for column in columns {
            let outcome = column.outcome
            let values = column.values.map { values in points.map { values[$0] } }
            let asked = enough.first { $0.outcome == outcome.name }?.threshold.value ?? outcome.enough
            let robustness = Robustness(values, indifference: points.map { column.indifference[$0] }) {
                asked ?? values[reference][$1]
            }
            let means = values.map { $0.reduce(0, +) / Double(points.count) }
            rows.append(
                Row(
                    outcome: outcome, group: Self.group(outcome), robustness: robustness,
                    meanDifferences: means.map { $0 - means[reference] }))
        }
    }

    private static func group(_ outcome: Outcome) -> String {
        if outcome.name.contains(join) { return "total_with_control" }
        return Variable.gains.first { $0.variable == outcome.variable }?.group ?? outcome.variable.rawValue
    }

    /// Between the names of two outcomes that are added, in none of which it can stand.
    private static let join = "+"

    /// The total gains with what control over their works is worth to owners, which is in no total, counted too.
    private static func withControl(_ columns: [Column]) -> [Column] {
        columns.filter { $0.outcome.variable == .gainTotal }.compactMap { total in
            let control = columns.first {
                $0.outcome.variable == .controlValue && $0.outcome.place == total.outcome.place
                    && $0.outcome.reduction == total.outcome.reduction
            }
            guard let control else { return nil }
            var outcome = total.outcome
            outcome.name += join + control.outcome.name
            outcome.enough = nil
            return Column(
                outcome: outcome,
                values: zip(total.values, control.values).map { zip($0, $1).map { $0 + $1 } },
                indifference: zip(total.indifference, control.indifference).map { $0 + $1 })
        }
    }

    /// Why the option that is best for a place most often is: what each group, and the rest of the world, gain from it on average.
    private func reasons(_ row: Row, _ best: Int) -> String {
        let parts = rows.filter {
            $0.outcome.place == row.outcome.place && $0.outcome.reduction == row.outcome.reduction
                && $0.group != row.group && $0.group != "total_with_control"
                && Variable.gains.map(\.group).contains($0.group)
        }
        let world = rows.first {
            $0.group == row.group && $0.outcome.place == Outcome.world
                && $0.outcome.place != row.outcome.place
                && $0.outcome.reduction == row.outcome.reduction
        }
        let abroad = world.map { $0.meanDifferences[best] - row.meanDifferences[best] }
        let words =
            parts.map { "\($0.group) \(signed($0.meanDifferences[best]))" }
            + (abroad.map { ["all places abroad \(signed($0))"] } ?? [])
        guard !parts.isEmpty else { return "" }
        return "why \(options[best]) for \(row.outcome.place): \(words.joined(separator: ", "))\n"
    }

    /// - Parameter loaded: the scenario that was swept.
    /// - Returns: the tables.
    package func write(to path: String, of loaded: LoadedScenario) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, .robustness, of: loaded)
        try folder.add(
            RobustnessTable.robustness,
            rows.flatMap { row in
                row.robustness.measures.enumerated().map { option, measure in
                    .init(
                        option: options[option], against: options[reference], outcome: row.outcome,
                        group: row.group, measure: measure, meanDifference: row.meanDifferences[option])
                }
            })
        return try folder.commit()
    }

    /// For the terminal: who is best served by which option, gains alone where there are any.
    package var text: String {
        let gains = rows.filter { row in Variable.gains.contains { $0.variable == row.outcome.variable } }
        let shown = gains.isEmpty ? rows : gains
        var why = ""
        var lines = [["best for", "option", "alone", "tied", "least regret", "mean difference"]]
        for row in shown where !row.robustness.isSame {
            let leaders = row.robustness.leaders
            guard let best = leaders.first else { continue }
            if row.group == "total" { why += reasons(row, best) }
            let measure = row.robustness.measures[best]
            lines.append([
                label(row), names(leaders), "\(short(100 * measure.best.share)) %",
                "\(short(100 * measure.tied.share)) %", names(row.robustness.leastRegret),
                short(row.meanDifferences[best]),
            ])
        }
        let same = shown.filter(\.robustness.isSame).map {
            "\(label($0)): the same under every option in every draw\n"
        }
        return "over \(counted(shown.first?.robustness.allTied.count ?? 0, "draw")); "
            + "differences are from \(options[reference])\n"
            + (lines.count > 1 ? SummaryTable.aligned(lines) : "") + same.joined() + why
    }

    private func label(_ row: Row) -> String {
        "\(row.group), \(row.outcome.place) (\(row.outcome.name))"
    }

    private func names(_ numbers: [Int]) -> String { numbers.map { options[$0] }.joined(separator: " or ") }
}
