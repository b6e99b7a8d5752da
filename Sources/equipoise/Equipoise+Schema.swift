import ArgumentParser
import Scenarios

extension Equipoise {
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of scenario or world files, for editors.",
            discussion: """
                With `# yaml-language-server: $schema=./scenario.schema.json` as a file's first line, editors complete \
                and explain its keys. The schema knows keys, types and bounds; sums, dates and references are checked \
                by `equipoise check`.
                """)

        @Argument(help: "scenario or world.")
        var kind = Kind.scenario

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case scenario, world
        }

        @OptionGroup var message: MessageOptions

        func run() throws {
            try message.messages.print(kind == .scenario ? Schemas.scenario() : Schemas.world())
        }
    }
}
