import ArgumentParser
import Declarations
import Output
import Questions
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Robust: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which option is best for whom, how often, and what it can cost to have chosen it.",
            discussion: """
                From a sweep's folder, writes robustness.csv: for every outcome and option the shares of draws in which the option \
                is best alone and in which it ties with others, its regret (what is lost against the best option of \
                the same draw) and the share of draws in which it is \
                enough. More of an outcome counts as better. What is enough is what --enough says, else what the \
                outcome of the scenario says under enough, else what the option compared with gives in the same draw.

                --audit asks whether the model leaves a choice at all: it ends with code 4 if one option is best for the \
                total gain of the world in more than the share given. Use it on a sweep over the default ranges whose options are \
                adopted by all places together; for options of one place alone the answer is strategic, since others go on selling.
                """)

        @Argument(help: "The folder of a sweep.", completion: .directory)
        var folder: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "What is enough of an outcome, as OUTCOME >= VALUE. Repeatable.", valueName: "condition"))
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
            if enough.contains(where: { [.below, .atMost].contains($0.threshold.comparison) }) {
                throw ValidationError("--enough takes OUTCOME >= VALUE, since more counts as better.")
            }
        }

        func run() throws {
            let messages = message.messages
            let (tables, loaded) = try messages.reporting { try SweepTables.reading(folder) }
            let path = try messages.outputFolder(
                out ?? RunFolder.named(folder) + "-robust", for: .robustness)
            let scenario = loaded.scenario
            let comparison = try messages.reporting { try compare(tables, scenario) }
            let written = try messages.reporting { try comparison.write(to: path, of: loaded) }
            try messages.print(comparison.text)
            if comparison.leftOut > 0 {
                messages.warning(
                    "\(comparison.leftOut) of \(tables.count) points are left out, since a run failed there")
            }
            messages.note("written to \(path)/")
            let isMissing = messages.tellMissing(in: written)
            if let audit { try check(audit, comparison, messages) }
            if isMissing { throw ExitCode.someRunsFailed }
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
            guard let audit = BalanceAudit(comparison) else {
                messages.error(
                    .invalid([
                        .usage(
                            "--audit",
                            "needs an outcome {variable: gain_total, place: World, aggregate: presentValue}")
                    ]))
                throw ExitCode.invalidInput
            }
            guard !audit.passes(most) else {
                messages.note("audit passed: \(audit.text)")
                return
            }
            messages.error("audit failed: \(audit.text), and at most \(short(100 * most)) % is allowed")
            throw ExitCode.thresholdFailed
        }
    }
}
