import Analysis
import Declarations
import Output
import Scenarios
import Simulation
import Sweeps

/// The options of a sweep compared, outcome by outcome.
struct OptionComparison {
    struct Row {
        let outcome: Outcome
        let group: String
        let robustness: Robustness
        /// By option.
        let meanDifferences: [Double]
    }

    let options: [String]
    private(set) var rows: [Row] = []
    /// Points at which a run failed.
    let leftOut: Int
    private let reference: Int

    /// - Returns: nil where a run failed at every point.
    init?(_ tables: SweepTables, _ scenario: Scenario, enough: [Condition]) {
        options = tables.options
        let options = tables.options
        let reference = options.firstIndex(of: scenario.comparison.against) ?? 0
        self.reference = reference
        let numbers = scenario.experiment.outcomes.filter { outcome in
            if case .crossing = outcome.reduction { return false }
            return outcome.reduction != .yearOfPeak && outcome.against == nil
        }
        var columns: [(outcome: Outcome, values: [[Double]])] = []
        for outcome in numbers {
            guard let number = tables.outcomes.firstIndex(of: outcome.name) else { continue }
            columns.append((outcome, options.indices.map { tables.values(number, option: $0) }))
        }
        columns += Self.withControl(columns)
        let points = (0..<tables.count).filter { point in
            columns.allSatisfy { $0.values.allSatisfy { $0[point].isFinite } }
        }
        guard !points.isEmpty else { return nil }
        leftOut = tables.count - points.count
        for (outcome, all) in columns {
            let values = all.map { column in points.map { column[$0] } }
            let asked = enough.first { $0.outcome == outcome.name }?.threshold.value ?? outcome.enough
            let robustness = Robustness(values) { _, draw in asked ?? values[reference][draw] }
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
    private static func withControl(
        _ columns: [(outcome: Outcome, values: [[Double]])]
    ) -> [(outcome: Outcome, values: [[Double]])] {
        columns.filter { $0.outcome.variable == .gainTotal }.compactMap { total in
            let control = columns.first {
                $0.outcome.variable == .controlValue && $0.outcome.place == total.outcome.place
                    && $0.outcome.reduction == total.outcome.reduction
            }
            guard let control else { return nil }
            var outcome = total.outcome
            outcome.name += join + control.outcome.name
            outcome.enough = nil
            return (outcome, zip(total.values, control.values).map { zip($0, $1).map { $0 + $1 } })
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
            $0.group == row.group && $0.outcome.place == Reports.world
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

    private func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + short(value) }

    func write(_ table: inout CSVRows) {
        for row in rows {
            for (option, measure) in row.robustness.measures.enumerated() {
                table.add(options[option])
                table.add(row.outcome.name)
                table.add(row.group)
                table.add(row.outcome.place)
                table.add(measure.best.count)
                table.add(measure.best.share)
                table.add(measure.best.interval.lowerBound)
                table.add(measure.best.interval.upperBound)
                table.add(measure.mostRegret)
                table.add(measure.regret90)
                table.add(measure.satisfied.share)
                table.add(measure.satisfied.interval.lowerBound)
                table.add(measure.satisfied.interval.upperBound)
                table.add(row.meanDifferences[option])
                table.endRow()
            }
        }
    }

    /// For the terminal: who is best served by which option, gains alone where there are any.
    var text: String {
        let gains = rows.filter { row in Variable.gains.contains { $0.variable == row.outcome.variable } }
        let shown = gains.isEmpty ? rows : gains
        var why = ""
        var lines = [["best for", "option", "draws", "least regret", "mean difference"]]
        for row in shown {
            let measures = row.robustness.measures
            let best = measures.indices.max {
                (measures[$0].best.cases, -$0) < (measures[$1].best.cases, -$1)
            }
            guard let best else { continue }
            if row.group == "total" { why += reasons(row, best) }
            lines.append([
                "\(row.group), \(row.outcome.place) (\(row.outcome.name))", options[best],
                "\(short(100 * measures[best].best.share)) %", options[row.robustness.leastRegret],
                short(row.meanDifferences[best]),
            ])
        }
        return "over \(counted(shown.first?.robustness.measures.first?.best.count ?? 0, "draw")); "
            + "differences are from \(options[reference])\n" + SummaryTable.aligned(lines) + why
    }
}
