import ArgumentParser
import Declarations
import Scenarios
import Simulation

extension Equipoise {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether scenario or world files are right.",
            discussion: """
                Every problem is reported at once, each as FILE:LINE:COLUMN: PATH: what is wrong and what was expected.
                Nothing is written. Exit code 0 if all files are right, 65 if not, 66 if one is missing.
                """)

        @Argument(help: "Scenario or world files.", completion: .file(extensions: ["yaml", "yml"]))
        var files: [String]

        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func run() throws {
            var worst: ExitCode?
            for file in files {
                do throws(InputError) {
                    let verdict: String
                    if try ScenarioReader.isWorld(path: file) {
                        let world = try ScenarioReader.readWorld(path: file).world
                        verdict =
                            "a world of \(world.jurisdictions.count) jurisdictions and \(world.sectors.count) sectors"
                    } else {
                        let loaded = try overrides.read(file)
                        verdict = "a scenario of \(loaded.scenario.options.count) options"
                    }
                    if !message.quiet { try? message.messages.print("\(file): right, \(verdict)\n") }
                } catch {
                    message.messages.error(error)
                    let code = ExitCode(error)
                    worst = worst == .inputMissing ? worst : code
                }
            }
            if let worst { throw worst }
        }
    }
}
