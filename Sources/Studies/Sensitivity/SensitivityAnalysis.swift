import Analysis
package import Output
import Questions
package import Sampling
package import Sweeps

/// The indices of every outcome of a design that has run.
package struct SensitivityAnalysis {
    /// What the indices are of: an outcome of an option, its difference from another, or whether it ranks first.
    private struct Series {
        let option: String
        let against: String
        let outcome: String
        let values: [Double]
        var note = ""
    }

    /// A row of the table.
    package struct Finding {
        package let option: String
        package let against: String
        package let outcome: String
        package let input: String
        package let with: String
        package let index: String
        package let estimate: Double?
        package let interval: ClosedRange<Double>?
        package let n: Int
        package let note: String
    }

    private let input: SweepInput
    private let inputs: [String]
    private let design: SensitivityDesign
    private let second: Bool
    private let resamples: Int
    private let seed: UInt64
    private let reference: String
    private var series: [Series] = []
    /// Base points that have every outcome.
    private let rows: [Int]
    /// Base points that lack an outcome, in words; nil if there is none.
    package private(set) var missing: String?

    package var hasRows: Bool { rows.count >= 2 }

    /// - Parameters:
    ///   - tables: of the sweep of the input, whose points are those of the design.
    ///   - second: whether the design has the points for interactions of two inputs.
    ///   - outcomes: those that are asked about; none for all.
    package init(
        _ tables: SweepTables, _ input: SweepInput, _ design: SensitivityDesign, second: Bool, resamples: Int,
        outcomes: [String], jobs: Int
    ) {
        let scenario = input.plan.scenario
        let outcomes = outcomes.isEmpty ? tables.outcomes : outcomes
        let indifference = OutcomeIndifference(
            of: outcomes, tables, scenario, input.plan.sampler.inputs, jobs: jobs)
        self.input = input
        inputs = tables.inputs
        self.design = design
        self.second = second
        self.resamples = resamples
        seed = scenario.experiment.design?.seed ?? 1
        reference = scenario.comparison.against
        let options = tables.options
        for outcome in scenario.experiment.outcomes where outcomes.contains(outcome.name) {
            guard let number = tables.outcomes.firstIndex(of: outcome.name) else { continue }
            let values = options.indices.map { tables.values(number, option: $0) }
            let indifference = indifference[outcome.name]
            for (option, name) in options.enumerated() {
                series.append(
                    Series(
                        option: name, against: "", outcome: outcome.name,
                        values: Self.settled(values[option], indifference)))
            }
            // a difference has no other difference, and no rank
            guard outcome.against == nil, options.count > 1 else { continue }
            if let reference = options.firstIndex(of: reference) {
                for option in options.indices where option != reference {
                    series.append(
                        Series(
                            option: options[option], against: options[reference], outcome: outcome.name,
                            values: Self.settled(
                                zip(values[option], values[reference]).map { $0 - $1 }, indifference)))
                }
            }
            let leaders = Self.leaders(values, indifference)
            for option in options.indices {
                let ties = leaders.count { $0.count > 1 && $0.contains(option) }
                series.append(
                    Series(
                        option: options[option], against: "*", outcome: outcome.name,
                        values: leaders.map {
                            $0.isEmpty ? .nan : $0.contains(option) ? 1 / Double($0.count) : 0
                        },
                        note: ties > 0 ? "a tie, which is shared, at \(ties) of \(leaders.count) points" : "")
                )
            }
        }
        let runs = tables.count / max(design.count, 1)
        let series = series
        rows = (0..<design.count).filter { row in
            series.allSatisfy { $0.values[row * runs..<(row + 1) * runs].allSatisfy(\.isFinite) }
        }
        if rows.count < design.count {
            missing =
                "\(design.count - rows.count) of \(design.count) base points have a run that failed "
                + "(\(tables.failures) runs) or a crossing that never happens"
        }
    }

    /// Numbers of the options with the highest value, by point; none where an option has no value.
    private static func leaders(_ values: [[Double]], _ indifference: [Double]) -> [[Int]] {
        indifference.indices.map { point in
            let here = values.map { $0[point] }
            return here.allSatisfy(\.isFinite)
                ? Indifference.largest(here, within: indifference[point]) : []
        }
    }

    /// The values, or one in place of all where nothing but the solver's error moves them: it has no inputs that decide it.
    private static func settled(_ values: [Double], _ indifference: [Double]) -> [Double] {
        let finite = zip(values, indifference).filter { $0.0.isFinite }
        guard let low = finite.map({ $0 - $1 }).max(), let high = finite.map({ $0 + $1 }).min(), low <= high
        else { return values }
        return values.map { $0.isFinite ? (low + high) / 2 : $0 }
    }

    package func findings() -> [Finding] {
        // a quarter, half and all of the base points, of the sequence's beginning
        let sizes = Set([rows.count / 4, rows.count / 2, rows.count].filter { $0 >= 2 }).sorted()
        let samples = sizes.map { ($0, Bootstrap($0, resamples: resamples, seed: seed)) }
        return series.flatMap { series in
            samples.flatMap { size, bootstrap in
                design.moves.isEmpty
                    ? indices(series, Array(rows[..<size]), bootstrap)
                    : effects(series, Array(rows[..<size]), bootstrap)
            }
        }
    }

    private func indices(_ series: Series, _ rows: [Int], _ bootstrap: Bootstrap) -> [Finding] {
        let found = SobolIndices(
            series.values, inputs: inputs.count, second: second, rows: rows, bootstrap: bootstrap)
        guard let found else {
            return inputs.flatMap { input in
                ["first", "total"].map {
                    finding(series, input, $0, nil, nil, rows.count, "the outcome does not vary")
                }
            }
        }
        return found.indices.map { index in
            finding(
                series, inputs[index.input], index.kind.rawValue, index.estimate, index.interval, rows.count,
                Precision(index, n: rows.count, most: design.most).note,
                with: index.with.map { inputs[$0] } ?? "")
        }
    }

    private func effects(_ series: Series, _ rows: [Int], _ bootstrap: Bootstrap) -> [Finding] {
        let moves = design.moves.map { trajectory in
            trajectory.map { ElementaryEffects.Move(input: $0.input, length: $0.length) }
        }
        let found = ElementaryEffects(series.values, moves: moves, rows: rows, bootstrap: bootstrap)
        return found.effects.enumerated().flatMap { input, effect in
            let note = effect.meanAbsolute == 0 ? "no step of this input changed the outcome" : ""
            return [
                finding(series, inputs[input], "mu", effect.mean, nil, rows.count, note),
                finding(
                    series, inputs[input], "mu_star", effect.meanAbsolute, effect.interval, rows.count, note),
                finding(series, inputs[input], "sigma", effect.deviation, nil, rows.count, note),
            ]
        }
    }

    private func finding(
        _ series: Series, _ input: String, _ index: String, _ estimate: Double?,
        _ interval: ClosedRange<Double>?, _ n: Int, _ note: String, with: String = ""
    ) -> Finding {
        Finding(
            option: series.option, against: series.against, outcome: series.outcome, input: input, with: with,
            index: index, estimate: estimate, interval: interval, n: n,
            note: [note, series.note].filter { !$0.isEmpty }.joined(separator: "; "))
    }

    /// - Returns: the tables.
    package func write(_ findings: [Finding], to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(
            path, .sensitivity, name: input.plan.scenario.name, input.resolved)
        try folder.add(Self.table, findings)
        return try folder.commit()
    }

    private static let mostShown = 6

    /// In plain words, for the terminal: differences between options, where there are any.
    package func text(_ findings: [Finding]) -> String {
        let differences = series.filter { $0.against != "" && $0.against != "*" }
        let shown = (differences.isEmpty ? series.filter { $0.against.isEmpty } : differences)
        let dropped = rows.count < design.count ? " of \(design.count)" : ""
        let of = design.moves.isEmpty ? "base points" : "trajectories"
        var lines = ["\(rows.count)\(dropped) \(of), \(design.points.count) points; intervals of 95 %"]
        for series in shown.prefix(Self.mostShown) {
            let less = series.against.isEmpty ? "" : " less \(series.against)"
            lines.append("\(series.outcome), \(series.option)\(less):")
            let own = findings.filter {
                $0.n == rows.count && $0.option == series.option && $0.against == series.against
                    && $0.outcome == series.outcome
            }
            lines += design.moves.isEmpty ? words(own) : screeningWords(own)
        }
        let more = series.count - min(shown.count, Self.mostShown)
        let ranks = series.contains { $0.against == "*" } ? ", which option ranks first among them" : ""
        if more > 0 { lines.append("sensitivity.csv has \(more) more\(ranks)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func words(_ findings: [Finding]) -> [String] {
        let totals = findings.filter { $0.index == "total" }
        guard totals.contains(where: { $0.estimate != nil }) else { return ["  does not vary"] }
        var lines: [String] = []
        for total in totals.sorted(by: { ($0.estimate ?? 0) > ($1.estimate ?? 0) }).prefix(3) {
            guard let estimate = total.estimate, let interval = total.interval, estimate >= Precision.least
            else { continue }
            let first = findings.first { $0.index == "first" && $0.input == total.input }
            lines.append(
                "  \(total.input): \(short(100 * estimate)) % of the variance with its interactions "
                    + "(\(short(100 * interval.lowerBound)) to \(short(100 * interval.upperBound)))"
                    + Self.alone(first) + (total.note.isEmpty ? "" : "; \(total.note)"))
        }
        let negligible = totals.filter { ($0.interval?.upperBound ?? 1) < Precision.least }.map(\.input)
        if !negligible.isEmpty {
            lines.append("  below 1 %: \(negligible.joined(separator: ", "))")
        }
        return lines
    }

    private static func alone(_ first: Finding?) -> String {
        guard let first, let estimate = first.estimate else { return "" }
        return first.note.isEmpty ? ", \(short(100 * estimate)) % alone" : "; alone \(first.note)"
    }

    private func screeningWords(_ findings: [Finding]) -> [String] {
        let effects = findings.filter { $0.index == "mu_star" && ($0.estimate ?? 0) > 0 }
        guard !effects.isEmpty else { return ["  does not vary"] }
        return effects.sorted { ($0.estimate ?? 0) > ($1.estimate ?? 0) }.prefix(3).map {
            "  \($0.input): mean absolute effect \(short($0.estimate ?? 0)) "
                + "(\(short($0.interval?.lowerBound ?? 0)) to \(short($0.interval?.upperBound ?? 0)))"
        }
    }
}
