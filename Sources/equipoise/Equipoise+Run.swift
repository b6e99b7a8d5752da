import ArgumentParser
import Declarations
import Foundation
import Output
import Scenarios
import Simulation

extension Equipoise {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run every option of scenario files once, at central values.",
            discussion: """
                Writes timeseries.csv, impact.csv, bands.csv, the resolved scenario and world, run.json and \
                datapackage.json into the output folder, which appears whole or not at all, and prints a short table. \
                A change that moved nothing is a warning.
                """)

        @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
        var files: [String]

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME, after the file. With several files, a folder for each "
                    + "in it. - writes the long table to standard output and nothing else.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The place of the short table; by default the one whose law changes.", valueName: "place"))
        var place: String?

        @Option(name: .long, help: ArgumentHelp("Run only this option. Repeatable.", valueName: "name"))
        var option: [String] = []

        @Option(
            name: .long,
            help: ArgumentHelp("What a failed run does to the others: stop or continue.", valueName: "what"))
        var onError = ErrorPolicy.continue

        enum ErrorPolicy: String, ExpressibleByArgument, CaseIterable {
            case stop, `continue`
        }

        @Option(
            name: .long,
            help: ArgumentHelp(
                "With more failed runs than this, nothing is written. By default all but one may fail.",
                valueName: "n"))
        var maxFailures: Int?

        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if let maxFailures, maxFailures < 0 { throw ValidationError("--max-failures is at least 0.") }
            if out == "" { throw ValidationError("The folder of --out has no name.") }
            let names = files.map(Self.stem)
            if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
                throw ValidationError("Two files are called \(twice); run them with an --out of their own.")
            }
        }

        func run() throws {
            // everything is read before anything is written
            let messages = message.messages
            let loaded = try files.map { file in try messages.reporting { try read(file) } }
            var worst = ExitCode.success
            for (number, (file, loaded)) in zip(files, loaded).enumerated() {
                do {
                    try SingleRun(
                        loaded: loaded, options: option, messages: messages, place: place,
                        folder: folder(file), continues: number > 0,
                        mostFailures: onError == .stop ? 0 : maxFailures
                    ).carryOut()
                } catch let code as ExitCode where code == .someRunsFailed || code == .noRunSucceeded {
                    worst = ExitCode(max(worst.rawValue, code.rawValue))
                }
            }
            if worst != .success { throw worst }
        }

        private static func stem(_ file: String) -> String {
            URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        }

        /// nil for standard output.
        private func folder(_ file: String) -> String? {
            guard let out else { return "notebooks-out/" + Self.stem(file) }
            if out == "-" { return nil }
            return files.count > 1 ? out + "/" + Self.stem(file) : out
        }

        private func read(_ file: String) throws -> LoadedScenario {
            let loaded = try overrides.read(file)
            let world = loaded.scenario.world
            let known = loaded.scenario.options.map(\.name)
            if let unknown = option.first(where: { !known.contains($0) }) {
                throw InputError.invalid([
                    Self.unknown("--option", unknown, "an option of \(file)", among: known)
                ])
            }
            let places = world.jurisdictions + [Reports.world]
            if let place, !places.contains(place) {
                throw InputError.invalid([Self.unknown("--place", place, "a place of \(file)", among: places)]
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
            return loaded
        }

        private static func unknown(
            _ flag: String, _ word: String, _ what: String, among known: [String]
        ) -> Problem {
            let near = nearest(to: word, in: known).map { ", did you mean \($0)?" } ?? ""
            return Problem(
                file: flag, line: nil, column: nil, path: nil,
                message: "\(word) is not \(what)\(near); there are \(known.joined(separator: ", "))")
        }
    }
}
