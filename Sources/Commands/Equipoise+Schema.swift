import ArgumentParser
import Scenarios

extension Equipoise {
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of scenario or world files, or the page of a scenario's keys.",
            discussion: """
                With `# yaml-language-server: $schema=./scenario.schema.json` as a file's first line, editors complete \
                and explain its keys. The schema knows keys, types and bounds; sums, dates and references are checked \
                by `equipoise check`. `equipoise schema page` prints the keys of scenarios as a page in Markdown.
                """)

        @Argument(help: "scenario, world or page.")
        var kind = Kind.scenario

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            case scenario, world, page
        }

        @OptionGroup var message: MessageOptions

        func run() throws {
            let text =
                switch kind {
                case .scenario: Schemas.scenario()
                case .world: Schemas.world()
                case .page: ScenarioFormat.page
                }
            try message.messages.print(text)
        }
    }
}
