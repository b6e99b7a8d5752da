import ArgumentParser
import Declarations
import Questions
import Sampling
import Scenarios
import Studies

extension Equipoise {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether scenario or world files are right.",
            discussion: """
                Every problem is reported at once, each as FILE:LINE:COLUMN: PATH: what is wrong and what was expected. \
                Nothing is written. Exit code 0 if all files are right, 65 if not, 66 if one is missing.
                """)

        @Argument(help: "Scenario or world files.", completion: .file(extensions: ["yaml", "yml"]))
        var files: [String]

        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func run() throws {
            var worst: ExitCode?
            for file in files {
                let verdict: String
                do throws(InputError) {
                    verdict = try self.verdict(file)
                } catch {
                    message.messages.error(error)
                    worst = worst == .inputMissing ? worst : ExitCode(error)
                    continue
                }
                if !message.quiet { try message.messages.print("\(file): right, \(verdict)\n") }
            }
            if let worst { throw worst }
        }

        private func verdict(_ file: String) throws(InputError) -> String {
            guard try ScenarioReader.isWorld(path: file) else {
                let loaded = try overrides.read(file)
                let experiment = loaded.scenario.experiment
                if loaded.points != nil || (experiment.design != nil && !experiment.variations.isEmpty) {
                    for note in try loaded.sampler().notes { message.messages.note("\(file): \(note)") }
                }
                message.messages.notes(of: loaded.scenario, in: file)
                return "a scenario of \(counted(loaded.scenario.options.count, "option"))"
            }
            let world = try ScenarioReader.readWorld(path: file).world
            return "a world of \(counted(world.jurisdictions.count, "jurisdiction")) "
                + "and \(counted(world.sectors.count, "sector"))"
        }
    }
}
