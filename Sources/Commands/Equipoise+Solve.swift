import ArgumentParser
import Foundation
import Output
import Questions
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Solve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "At which value an outcome is reached, which levers are best, or what one aim costs another.",
            discussion: """
                Answers the question under solve of a scenario, and writes solution.csv, and the solution as a scenario, \
                solved.yaml, that runs again. A question has one of two forms:

                  solve: {vary: PATH, between: [0, 0.1], outcome: NAME, equals: 0, option: NAME, against: NAME}
                  solve: {levers: {PATH: [0, 1], PATH: [0, 0.1]}, maximise: [NAME], subjectTo: ["NAME >= 0"], option: NAME}

                The first scans the interval and finds every value at which the outcome (or its difference from against) passes \
                the one asked for: scan.csv. The second finds the best point from many starts: starts.csv. With two or three \
                outcomes under maximise and minimise it finds the frontier between them, frontier.csv; progress.csv \
                records how far it has come, and --resume continues after an interruption.

                over: mean, or over: {quantile: 0.1}, asks for that statistic over the draws of vary and design, which all points \
                share. Code 5 means that the file is right and has no solution.
                """)

        @Argument(help: "A scenario file with solve.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(name: .long, help: ArgumentHelp("Starts of a search for one aim.", valueName: "n"))
        var starts: Int?

        @Option(name: .long, help: ArgumentHelp("Points of a frontier's population, even.", valueName: "n"))
        var population: Int?

        @Option(name: .long, help: ArgumentHelp("Generations of a search for a frontier.", valueName: "n"))
        var generations: Int?

        @Option(name: .long, help: ArgumentHelp("Seed of the search.", valueName: "n"))
        var seed: UInt64?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-solve, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @Flag(
            name: .long, help: "Continue a frontier where an earlier process of the same search left off.")
        var resume = false

        @Option(name: .long, help: ArgumentHelp("Number of threads; by default all cores.", valueName: "n"))
        var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
            if jobs < 1 || jobs > 1024 { throw ValidationError("--jobs is at least 1 and at most 1024.") }
        }

        func run() throws {
            let messages = message.messages
            let (loaded, evaluator) = try messages.reporting { try prepare() }
            messages.notes(of: loaded.scenario, in: file)
            let path = try messages.reporting {
                try RunFolder.named(
                    out ?? "notebooks-out/\(resultName(file, overrides.changes + changes))-solve")
            }
            let (report, tables) = try messages.reporting { try solve(loaded, evaluator, path, messages) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            try messages.finish(tables)
        }

        /// What the flags of the search change.
        private var changes: [String] {
            let flags: [(String, String?)] = [
                ("starts", starts.map(String.init)), ("population", population.map(String.init)),
                ("generations", generations.map(String.init)), ("seed", seed.map(String.init)),
            ]
            return flags.compactMap { key, value in value.map { "\(key)=\($0)" } }
        }

        private func prepare() throws -> (LoadedScenario, SolveEvaluator) {
            let loaded = try overrides.read(file, more: changes.map { "solve.\($0)" })
            guard let question = loaded.scenario.experiment.solve else {
                throw InputError.invalid([.usage(file, "has no question under solve")])
            }
            return (loaded, try SolveEvaluator(loaded, question))
        }

        private func solve(
            _ loaded: LoadedScenario, _ evaluator: SolveEvaluator, _ path: String, _ messages: Messages
        ) throws -> (report: SolveReport, tables: [WrittenFile]) {
            if case .best(let best) = evaluator.question.form, best.aims.count > 1 {
                return try frontier(loaded, evaluator, best, path, messages)
            }
            let folder = try RunFolder.ofSearch(path, identity: nil, resumes: resume).folder
            let report = try SolveReport(loaded, evaluator, jobs: jobs)
            if resume { messages.note("note: only a search for a frontier is resumed; this one began anew") }
            return (report, try report.write(into: folder))
        }

        private func frontier(
            _ loaded: LoadedScenario, _ evaluator: SolveEvaluator, _ best: SolveQuestion.Best, _ path: String,
            _ messages: Messages
        ) throws -> (report: SolveReport, tables: [WrittenFile]) {
            Interruption.watch()
            let search = try FrontierSearch(loaded, evaluator, best, jobs: jobs)
            let (folder, left) = try RunFolder.ofSearch(path, identity: search.identity, resumes: resume)
            let progress = Progress(
                self.progress, total: search.points, first: left?.points ?? 0, isQuiet: message.quiet)
            defer { progress.end() }
            let finding = try search.finding(from: left, in: folder) { state, isLast in
                progress.show(state.points, failed: state.failed)
                guard !isLast, let signal = Interruption.received else { return }
                progress.end()
                messages.error(
                    "stopped by signal \(signal); what was done is in \(folder.partial)/, and the same command with --resume goes on"
                )
                throw ExitCode.stopped(by: signal)
            }
            progress.end()
            let report = SolveReport(loaded, evaluator.question, .frontier(finding))
            return (report, try report.write(into: folder))
        }

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Progress of a frontier, on standard error: auto (a bar on a terminal), plain, json or none.",
                valueName: "form"))
        var progress = Progress.Form.auto
    }
}
