import ArgumentParser
import Scenarios

extension Equipoise {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a scenario with everything written out, and where each value comes from.",
            discussion: """
                Each value is followed by its origin: a file and line, baseline, --set, or default. The text is itself \
                a scenario that runs.
                """)

        @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func run() throws {
            let messages = message.messages
            let loaded = try messages.reporting { try overrides.read(file) }
            try messages.print(loaded.annotated)
        }
    }
}
