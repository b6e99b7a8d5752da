import Analysis
import ArgumentParser
import Declarations
import Output
import Scenarios
import Simulation
import Sweeps

extension Equipoise {
    struct Robust: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which option is best for whom, how often, and what it can cost to have chosen it.",
            discussion: """
                From a sweep's folder, writes robustness.csv: for every outcome and option the share of draws in which the option \
                is best, its regret (what is lost against the best option of the same draw) and the share of draws in which it is \
                enough. More of an outcome counts as better. What is enough is what the option compared with gives in the same \
                draw, or what --enough says.

                --audit asks whether the model leaves a choice at all: it ends with code 4 if one option is best for the \
                total gain of the world in more than the share given. Ask it of a sweep over the default ranges whose options are \
                adopted by all places together; for options of one place alone the answer is strategic, since others go on selling.
                """)

        @Argument(help: "The folder of a sweep.", completion: .directory)
        var folder: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "What is enough of an outcome. Repeatable.", valueName: "outcome >= value"))
        var enough: [Condition] = []

        @Option(
            name: .long,
            help: ArgumentHelp(
                "End with code 4 if one option is best for the world in more than this share of draws, such as 0.9.",
                valueName: "share"))
        var audit: Double?

        @Option(
            name: .long, help: ArgumentHelp("Output folder; by default FOLDER-robust.", valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var message: MessageOptions

        func validate() throws {
            if let audit, !(0...1).contains(audit) { throw ValidationError("--audit is from 0 to 1.") }
            if enough.contains(where: { $0.comparison == .below || $0.comparison == .atMost }) {
                throw ValidationError("--enough takes OUTCOME >= VALUE, since more counts as better.")
            }
        }

        func run() throws {
            let messages = message.messages
            let (tables, scenario) = try messages.reporting {
                let tables = try SweepTables(folder)
                let scenario = try ScenarioReader.read(path: folder + "/scenario.resolved.yaml").scenario
                return (tables, scenario)
            }
            let comparison = try messages.reporting { try compare(tables, scenario) }
            let path = out ?? sweepName(folder) + "-robust"
            try messages.reporting {
                var result = try AnalysisFolder(path, name: scenario.name)
                try result.add("robustness.csv", .robustness) { comparison.write(&$0) }
                try result.commit()
            }
            try messages.print(comparison.text)
            if comparison.leftOut > 0 {
                messages.warning(
                    "\(comparison.leftOut) of \(tables.count) points are left out, since a run failed there")
            }
            messages.note("written to \(path)/")
            if let audit { try check(audit, comparison, messages) }
        }

        private func compare(
            _ tables: SweepTables, _ scenario: Scenario
        ) throws(InputError) -> OptionComparison {
            guard tables.options.count > 1 else {
                throw .invalid([.usage(folder, "has one option, and a comparison is of two or more")])
            }
            for condition in enough {
                _ = try index(
                    of: condition.outcome, in: tables.outcomes, "--enough", "an outcome of \(folder)")
            }
            guard let comparison = OptionComparison(tables, scenario, enough: enough) else {
                throw .invalid([.usage(folder, "has no point at which every option succeeded")])
            }
            return comparison
        }

        private func check(_ most: Double, _ comparison: OptionComparison, _ messages: Messages) throws {
            guard
                let world = comparison.rows.first(where: {
                    $0.outcome.variable == .gainTotal && $0.outcome.place == Reports.world
                        && $0.outcome.reduction == .presentValue
                })
            else {
                messages.error(
                    .invalid([
                        .usage(
                            "--audit",
                            "needs an outcome {variable: gain_total, place: World, aggregate: presentValue}")
                    ]))
                throw ExitCode.invalidInput
            }
            let best = world.robustness.measures.enumerated().max {
                ($0.element.best.cases, -$0.offset) < ($1.element.best.cases, -$1.offset)
            }
            guard let best else { return }
            let text =
                "\(comparison.options[best.offset]) is best for the world's total gain in "
                + "\(percent(best.element.best)) of \(counted(best.element.best.count, "draw"))"
            guard best.element.best.share > most else {
                messages.note("audit passed: \(text)")
                return
            }
            messages.error("audit failed: \(text), and at most \(short(100 * most)) % is allowed")
            throw ExitCode.thresholdFailed
        }
    }
}

/// The options of a sweep compared, outcome by outcome.
struct OptionComparison {
    struct Row {
        let outcome: Outcome
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
        let points = (0..<tables.count).filter { point in
            columns.allSatisfy { $0.values.allSatisfy { $0[point].isFinite } }
        }
        guard !points.isEmpty else { return nil }
        leftOut = tables.count - points.count
        for (outcome, all) in columns {
            let values = all.map { column in points.map { column[$0] } }
            let asked = enough.first { $0.outcome == outcome.name }
            let robustness = Robustness(values) { _, draw in asked?.value ?? values[reference][draw] }
            let means = values.map { $0.reduce(0, +) / Double(points.count) }
            rows.append(
                Row(
                    outcome: outcome, robustness: robustness,
                    meanDifferences: means.map { $0 - means[reference] }))
        }
    }

    private func group(_ outcome: Outcome) -> String {
        Variable.gains.first { $0.variable == outcome.variable }?.group ?? outcome.variable.rawValue
    }

    func write(_ table: inout CSVRows) {
        for row in rows {
            for (option, measure) in row.robustness.measures.enumerated() {
                table.add(options[option])
                table.add(row.outcome.name)
                table.add(group(row.outcome))
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
        var lines = [["best for", "option", "draws", "least regret", "mean difference"]]
        for row in shown {
            let measures = row.robustness.measures
            let best = measures.indices.max {
                (measures[$0].best.cases, -$0) < (measures[$1].best.cases, -$1)
            }
            guard let best else { continue }
            lines.append([
                "\(group(row.outcome)), \(row.outcome.place) (\(row.outcome.name))", options[best],
                "\(short(100 * measures[best].best.share)) %", options[row.robustness.leastRegret],
                short(row.meanDifferences[best]),
            ])
        }
        return "over \(counted(shown.first?.robustness.measures.first?.best.count ?? 0, "draw")); "
            + "differences are from \(options[reference])\n" + SummaryTable.aligned(lines)
    }
}
