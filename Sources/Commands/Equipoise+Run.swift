import ArgumentParser
import Declarations
import Output
import Questions
import Scenarios
import Studies

extension Equipoise {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run every option of scenario files once, at central values.",
            discussion: """
                Writes timeseries.csv, impact.csv, bands.csv, the resolved scenario and world, run.json and \
                datapackage.json into the output folder, which appears whole or not at all, and prints a short table. \
                A change that has no effect gives a warning.
                """)

        @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
        var files: [String]

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME, named after the file and its changes. With several files, a folder for each "
                    + "in it. - writes the long table to standard output and nothing else.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The place of the short table; by default the one whose law changes.", valueName: "place"))
        var place: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Run at a point of a sweep of the same file and changes: notebooks-out/NAME-sweep:17. The output "
                    + "folder is then notebooks-out/NAME-point-17 by default.", valueName: "dir:n"))
        var point: SweptPoint?

        @Option(
            name: .long,
            help: ArgumentHelp("Whether a failed run stops the others: stop or continue.", valueName: "what"))
        var onError = ErrorPolicy.continue

        @Option(
            name: .long,
            help: ArgumentHelp(
                "With more failed runs than this, nothing is written. By default all but one may fail.",
                valueName: "n"))
        var maxFailures: Int?

        @OptionGroup var selection: SelectionOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if let maxFailures, maxFailures < 0 { throw ValidationError("--max-failures is at least 0.") }
            if out == "" { throw ValidationError("The folder of --out has no name.") }
            if point != nil, files.count > 1 {
                throw ValidationError("--point is of a sweep of one scenario; give one file.")
            }
            let names = files.map(stem)
            if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
                throw ValidationError("Two files are called \(twice); run them with an --out of their own.")
            }
        }

        func run() throws {
            // everything is read before anything is written
            let messages = message.messages
            let loaded = try files.map { file in try messages.reporting { try read(file) } }
            for folder in files.compactMap(folder) { try messages.reporting { try RunFolder.check(folder) } }
            var worst = ExitCode.success
            for (number, (file, loaded)) in zip(files, loaded).enumerated() {
                do {
                    try SingleRun(
                        loaded: loaded, options: selection.option, messages: messages, place: place,
                        folder: folder(file), continues: number > 0,
                        mostFailures: onError == .stop ? 0 : maxFailures
                    ).carryOut()
                } catch let code as ExitCode where code == .someRunsFailed || code == .noRunSucceeded {
                    worst = ExitCode(max(worst.rawValue, code.rawValue))
                }
            }
            if worst != .success { throw worst }
        }

        /// nil for standard output.
        private func folder(_ file: String) -> String? {
            guard let out else {
                return "notebooks-out/" + resultName(file, overrides.changes + selection.changes)
                    + (point.map { "-point-\($0.number)" } ?? "")
            }
            if out == "-" { return nil }
            return files.count > 1 ? out + "/" + stem(file) : out
        }

        private func read(_ file: String) throws -> LoadedScenario {
            let loaded = try overrides.read(file)
            let world = loaded.scenario.world
            try selection.check(loaded.scenario, file: file)
            let places = world.jurisdictions + [Outcome.world]
            if let place, !places.contains(place) {
                throw InputError.invalid([.unknown("--place", place, "a place of \(file)", among: places)]
                )
            }
            if loaded.scenario.solver.method == .tsit5 {
                throw InputError.invalid([
                    Problem(
                        file: file, line: nil, column: nil, path: "solver.method",
                        message:
                            "tsit5 is the ensemble engine of sweeps, expected auto, rkf45, rk8pd or msadams")
                ])
            }
            do {
                return try point?.scenario(loaded, options: selection.option) ?? loaded
            } catch let refusal as SweptPoint.Refusal {
                throw InputError.invalid([.usage("--point", refusal.message)])
            }
        }
    }
}
