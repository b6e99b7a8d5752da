import ArgumentParser
import Calibration
import Output
import Questions
import Sampling
import Scenarios
import Studies

extension Equipoise {
    struct Backtest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: """
                Predict what has since been observed from what was known before, and score the \
                prediction.
                """,
            discussion: """
                The scenario begins in the past, varies what was not known, and says:

                  backtest:
                    observations: observations.csv    a CSV beside the scenario
                    from: 2024                        what is known before, and predicted from then on
                    option: today                     optional: the course of policy that was taken
                    thresholds: {coverage90: ">= 0.8", skillAgainstNoChange: "> 0"}    optional

                Writes scores.csv and backtest.md: whether the middle 50 and 90 % of the draws hold each observation, bias, and \
                the continuous ranked probability score beside two rules without a model: the last known number stays, or grows on \
                as between the last two. Ends with code 4 where a threshold fails.
                """)

        @Argument(
            help: "A scenario file with backtest, vary and design.",
            completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-backtest, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var design: DesignOptions
        @OptionGroup var threads: ThreadOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            let messages = message.messages
            let whole = try messages.reporting { try overrides.read(file, more: design.assignments) }
            guard let backtest = whole.scenario.experiment.backtest else {
                messages.error(.invalid([.usage(file, "has no backtest section")]))
                throw ExitCode.invalidInput
            }
            // what varies of other options has nothing to move
            let loaded = whole.selecting([backtest.option])
            let problem = try messages.reporting { try BacktestProblem(loaded, backtest, file: file) }
            let sampler = try messages.reporting { try loaded.sampler() }
            for note in sampler.notes { messages.note("note: \(note)") }
            let name = resultName(file, overrides.changes + design.changes)
            let path = try messages.outputFolder(out ?? "notebooks-out/\(name)-backtest", for: .backtest)
            let draws: (values: [[Double]], failed: Int)
            do throws(EvidenceError) {
                draws = try problem.draws(sampler, jobs: threads.jobs)
            } catch {
                messages.error(error.message)
                throw ExitCode.noRunSucceeded
            }
            let report = BacktestReport(
                scores: BacktestScores(problem.forecasts, draws.values), backtest: backtest,
                draws: sampler.count - draws.failed, loaded: loaded)
            let tables = try messages.reporting { try report.write(to: path) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            if draws.failed > 0 {
                messages.warning("\(draws.failed) of \(sampler.count) draws failed and are left out")
            }
            let isMissing = messages.tellMissing(in: tables)
            let failures = report.failures
            for failure in failures { messages.error(failure) }
            if !failures.isEmpty { throw ExitCode.thresholdFailed }
            if isMissing || draws.failed > 0 { throw ExitCode.someRunsFailed }
        }
    }
}
