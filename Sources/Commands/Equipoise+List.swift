import ArgumentParser
import Declarations
import Output
import Questions
import Scenarios
import Studies

extension Equipoise {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List parameters, assumptions, levers, regimes, variables or keys as CSV.",
            discussion: """
                  equipoise list parameters     what can be set, with unit, bounds, range and source
                  equipoise list assumptions    what each rests on, how good that is, and who would dispute it
                  equipoise list levers         the dimensions of policy
                  equipoise list regimes        named points of policy
                  equipoise list variables      what a run reports
                  equipoise list keys           what a scenario file may hold
                """)

        @Argument(help: "parameters, assumptions, levers, regimes, variables or keys.")
        var subject: Catalogue

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Values of this scenario or world instead of the embedded world.", valueName: "file"),
            completion: .file(extensions: ["yaml", "yml"]))
        var of: String?

        @OptionGroup var message: MessageOptions

        func run() throws {
            let messages = message.messages
            let world = try messages.reporting {
                if let of {
                    try ScenarioReader.read(path: of).scenario.world
                } else {
                    try ScenarioReader.baseline()
                }
            }
            try messages.print(
                subject.rows(of: world).map { $0.map(CSV.field).joined(separator: ",") + "\n" }.joined())
        }
    }
}

extension Catalogue: ExpressibleByArgument {}
