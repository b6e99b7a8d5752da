package import Declarations
import Output
import Questions
import Scenarios

/// What can be looked up of a world, as a table.
package enum Catalogue: String, CaseIterable, Sendable {
    case parameters, assumptions, levers, regimes, variables, keys

    /// The header, and a row for each entry.
    package func rows(of world: World) -> [[String]] {
        switch self {
        case .parameters: Self.parameterRows(world)
        case .assumptions: Self.assumptionRows(world)
        case .levers: Self.leverRows
        case .regimes: Self.regimeRows(world)
        case .variables: Self.variableRows
        case .keys: Self.keyRows
        }
    }

    /// One row for each key of a scenario file.
    private static var keyRows: [[String]] {
        [["map", "key", "meaning", "written_as", "if_not_given"]]
            + ScenarioFormat.all.flatMap { map in
                map.keys.map { key in
                    [
                        map.path, key.name, key.meaning, key.kind,
                        key.isRequired ? "required" : key.fallback ?? "",
                    ]
                }
            }
    }

    /// One row for each entry: a path that `set`, `--set` and `vary` take.
    private static func parameterRows(_ world: World) -> [[String]] {
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
    private static func assumptionRows(_ world: World) -> [[String]] {
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

    private static var leverRows: [[String]] {
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
    private static func regimeRows(_ world: World) -> [[String]] {
        [["regime"] + Lever.allCases.map(\.name)]
            + world.regimes.map { regime in
                [regime.name] + Lever.allCases.map { regime.levers[$0].map(plain) ?? "" }
            }
    }

    private static var variableRows: [[String]] {
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
