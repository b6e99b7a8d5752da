import ArgumentParser
import Output
import Questions
import Sampling
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Sensitivity: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Which inputs decide an outcome, a difference between options, and which option ranks first.",
            discussion: """
                Sweeps a design of its own over what the scenario varies, into FOLDER-sweep, and writes sensitivity.csv into FOLDER: \
                shares of the variance of each outcome (Sobol' indices, by Saltelli's design) or elementary effects \
                (Morris), with bootstrap intervals of 95 %. The inputs are taken as independent.

                design.runs, or --runs, is the number of base points N: with d inputs N (d + 2) points are run, N (2 d + 2) with \
                --second, and N (d + 1) for Morris's trajectories. Rows of smaller n show the convergence.
                """)

        enum MissingPolicy: String, ExpressibleByArgument, CaseIterable {
            case refuse, drop
        }

        @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(name: .long, help: "What is computed: sobol for indices, morris for a cheap screening.")
        var method = SensitivityMethod.sobol

        @Flag(name: .long, help: "Interactions of two inputs as well.")
        var second = false

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Levels of Morris's trajectories, an even number; discrete inputs move between all their values.",
                valueName: "n"))
        var levels = 4

        @Option(name: .long, help: ArgumentHelp("Only this outcome. Repeatable.", valueName: "name"))
        var outcome: [String] = []

        @Option(
            name: .long,
            help: ArgumentHelp(
                "What to do with base points at which a run lacks an outcome: refuse, or drop to leave them out.",
                valueName: "what"))
        var onMissing = MissingPolicy.refuse

        @Option(name: .long, help: ArgumentHelp("Bootstrap samples.", valueName: "n"))
        var resamples = 300

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-sensitivity, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @Flag(name: .long, help: "Continue where an earlier process of the same analysis left off.")
        var resume = false

        @OptionGroup var design: DesignOptions
        @OptionGroup var work: WorkOptions
        @OptionGroup var selection: SelectionOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if !(20...10_000).contains(resamples) {
                throw ValidationError("--resamples is from 20 to 10000.")
            }
            if levels < 2 || levels > 100 || levels % 2 != 0 {
                throw ValidationError("--levels is an even number from 2 to 100.")
            }
            if second, method == .morris { throw ValidationError("--second is of --method sobol.") }
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            Interruption.watch()
            let messages = message.messages
            let (design, input) = try messages.reporting { try prepare() }
            messages.notes(of: input.plan.scenario, in: file)
            for note in design.notes { messages.note("note: \(note)") }
            let changes = overrides.changes + selection.changes + self.design.changes + methodChanges
            let name = "notebooks-out/\(resultName(file, changes))-sensitivity"
            let path = try messages.outputFolder(out ?? name + nameEnding(outcome), for: .sensitivity)
            let sweep = (out == nil ? name : path) + "-sweep"
            let command = SweepCommand(input: input, work: work, messages: messages, isQuiet: message.quiet)
            let (tables, someFailed) = try command.toTables(in: sweep, resumes: resume)
            let analysis = SensitivityAnalysis(
                tables, input, design, second: second, resamples: resamples, outcomes: outcome,
                jobs: work.jobs)
            let written = try report(analysis, to: path, messages, sweep: sweep)
            try messages.finish(written, someFailed: someFailed)
        }

        /// How the points differ from those of indices of first and total order.
        private var methodChanges: [String] {
            [
                method == .sobol ? nil : "method=\(method)", second ? "second" : nil,
                method == .morris && levels != 4 ? "levels=\(levels)" : nil,
            ].compactMap { $0 }
        }

        private func prepare() throws -> (SensitivityDesign, SweepInput) {
            let loaded = try selection.read(file, overrides, more: design.assignments)
            let known = loaded.scenario.experiment.outcomes.map(\.name)
            for name in outcome { _ = try index(of: name, in: known, "--outcome", "an outcome of \(file)") }
            if loaded.points != nil {
                throw InputError.invalid([
                    loaded.problem(
                        at: "design.points", "gives the points, and an analysis of sensitivity has its own")
                ])
            }
            guard let count = loaded.scenario.experiment.design?.runs else {
                throw InputError.invalid([
                    .usage("--runs", "is needed, the number of base points such as 1024")
                ])
            }
            let design = try method.design(loaded, count: count, second: second, levels: levels)
            return (design, try SweepInput(loaded, design))
        }

        private func report(
            _ analysis: SensitivityAnalysis, to path: String, _ messages: Messages, sweep: String
        ) throws -> [WrittenFile] {
            if let missing = analysis.missing {
                guard onMissing == .drop else {
                    messages.error(
                        "\(missing); \(sweep)/failures.csv says why runs failed, and the same command with --resume "
                            + "--on-missing drop leaves those base points out")
                    throw ExitCode.someRunsFailed
                }
                messages.warning("\(missing); they are left out")
            }
            guard analysis.hasRows else {
                messages.error("fewer than two base points have every outcome; no index can be told")
                throw ExitCode.noRunSucceeded
            }
            let findings = analysis.findings()
            let written = try messages.reporting { try analysis.write(findings, to: path) }
            try messages.print(analysis.text(findings))
            messages.note("written to \(path)/")
            return written
        }
    }
}

extension SensitivityMethod: ExpressibleByArgument {}
