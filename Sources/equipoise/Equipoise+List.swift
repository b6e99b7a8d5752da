import ArgumentParser
import Declarations
import Output
import Scenarios
import Simulation

extension Equipoise {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List parameters, assumptions, levers, regimes or variables as CSV.",
            discussion: """
                  equipoise list parameters     what can be set, with unit, bounds, range and source
                  equipoise list assumptions    what each rests on, how good that is, and who would dispute it
                  equipoise list levers         the dimensions of policy
                  equipoise list regimes        named points of policy
                  equipoise list variables      what a run reports
                """)

        @Argument(help: "parameters, assumptions, levers, regimes or variables.")
        var subject: Subject

        enum Subject: String, ExpressibleByArgument, CaseIterable {
            case parameters, assumptions, levers, regimes, variables
        }

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
            let rows =
                switch subject {
                case .parameters: Self.parameters(world)
                case .assumptions: Self.assumptions(world)
                case .levers: Self.levers
                case .regimes: Self.regimes(world)
                case .variables: Self.variables
                }
            try messages.print(rows.map { $0.map(CSV.field).joined(separator: ",") + "\n" }.joined())
        }

        /// One row for each entry: a path that `set`, `--set` and `vary` take.
        private static func parameters(_ world: World) -> [[String]] {
            let header = [
                "path", "symbol", "value", "unit", "lower", "upper", "range", "section", "meaning", "source",
                "note",
            ]
            return [header]
                + Parameter.allCases.flatMap { parameter in
                    let declaration = parameter.declaration
                    let note = world.notes[parameter]
                    let range = note.flatMap(range)
                    return parameter.entries(in: world).map { entry in
                        [
                            ([parameter.name] + entry.keys).joined(separator: "."), declaration.symbol,
                            plain(world.values[entry.position]), declaration.unit.rawValue,
                            plain(declaration.bounds.lower), plain(declaration.bounds.upper), range ?? "",
                            "\(declaration.section)", declaration.meaning, note?.source ?? "",
                            note?.note ?? "",
                        ]
                    }
                }
        }

        private static func range(_ note: Note) -> String? {
            note.range.map {
                "\(plain($0.lowerBound)) to \(plain($0.upperBound))\(note.rangeIsFactor ? " times" : "")"
            }
        }

        /// The assumptions log: one row for each parameter, however many values it has.
        private static func assumptions(_ world: World) -> [[String]] {
            let header = [
                "parameter", "meaning", "values", "unit", "range", "quality", "source", "disputed_by",
            ]
            return [header]
                + Parameter.allCases.map { parameter in
                    let declaration = parameter.declaration
                    let note = world.notes[parameter] ?? Note()
                    let values = parameter.entries(in: world).map { entry in
                        (entry.keys + [plain(world.values[entry.position])]).joined(separator: " ")
                    }
                    return [
                        parameter.name, declaration.meaning, values.joined(separator: "; "),
                        declaration.unit.rawValue, range(note) ?? "", note.assurance?.quality.rawValue ?? "",
                        note.source ?? "", note.assurance?.disputedBy ?? "",
                    ]
                }
        }

        private static var levers: [[String]] {
            [["lever", "symbol", "unit", "lower", "upper", "section", "meaning"]]
                + Lever.allCases.map { lever in
                    let declaration = lever.declaration
                    return [
                        lever.name, declaration.symbol, declaration.unit.rawValue,
                        plain(declaration.bounds.lower),
                        plain(declaration.bounds.upper), "\(declaration.section)", declaration.meaning,
                    ]
                }
        }

        /// An empty field is a lever that the regime leaves as it is.
        private static func regimes(_ world: World) -> [[String]] {
            [["regime"] + Lever.allCases.map(\.name)]
                + world.regimes.map { regime in
                    [regime.name] + Lever.allCases.map { regime.levers[$0].map(plain) ?? "" }
                }
        }

        private static var variables: [[String]] {
            [["variable", "of", "by_sector", "unit", "symbol", "section", "meaning"]]
                + Variable.allCases.map { variable in
                    let declaration = variable.declaration
                    return [
                        variable.rawValue, declaration.subject.rawValue, "\(declaration.bySector)",
                        declaration.unit.rawValue, declaration.symbol, "\(declaration.section)",
                        declaration.meaning,
                    ]
                }
        }
    }
}
