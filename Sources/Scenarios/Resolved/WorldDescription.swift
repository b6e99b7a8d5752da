package import Declarations

/// A world as YAML with everything written out.
package enum WorldDescription {
    private typealias Entries = [(key: String, value: YAMLValue)]

    /// A world file that gives the same world again.
    package static func resolved(_ world: World) -> String {
        var entries: Entries = [
            ("baseYear", .number(world.baseYear)),
            ("jurisdictions", .list(world.jurisdictions.map(YAMLValue.text), inFlow: true)),
            ("sectors", .list(world.sectors.map(YAMLValue.text), inFlow: true)),
        ]
        entries += WorldKeys.matrices.map { ($0.name, described($0, world)) }
        for (group, parameters) in [
            ("byJurisdiction", WorldKeys.jurisdictionRows), ("bySector", WorldKeys.sectorRows),
            ("scalars", WorldKeys.scalars),
        ] {
            entries.append((group, .map(parameters.map { ($0.name, described($0, world)) })))
        }
        entries.append(("sizeBands", sizeBands(world)))
        entries.append(("levers", .list(WorldKeys.levers.map(YAMLValue.text), inFlow: true)))
        entries.append(("regimes", regimes(world)))
        entries.append(("baseRegime", baseRegimes(world)))
        entries.append((WorldKeys.initialReservation.name, described(WorldKeys.initialReservation, world)))
        return YAMLValue.map(entries).document()
    }

    /// The values alone, by the names that paths use.
    static func values(_ world: World) -> YAMLValue {
        var entries: Entries = [("baseYear", .number(world.baseYear))]
        for parameter in Parameter.allCases {
            let table = table(parameter, world, inFlow: false)
            entries.append(
                (parameter.name, table.count == 1 && table[0].key == "value" ? table[0].value : .map(table)))
        }
        entries += [
            ("sizeBands", sizeBands(world)), ("regimes", regimes(world)), ("baseRegime", baseRegimes(world)),
        ]
        return .map(entries)
    }

    private static func described(_ parameter: Parameter, _ world: World) -> YAMLValue {
        let note = world.notes[parameter] ?? Note()
        var entries: Entries = [
            ("unit", .text(parameter.declaration.unit.rawValue)),
            ("symbol", .text(parameter.declaration.symbol)),
        ]
        if let range = note.range {
            entries.append(
                ("range", .list([.number(range.lowerBound), .number(range.upperBound)], inFlow: true)))
            entries.append(("rangeIs", .text(note.rangeIsFactor ? "factor" : "value")))
        }
        if let source = note.source { entries.append(("source", .text(source))) }
        if let text = note.note { entries.append(("note", .text(text))) }
        if let assurance = note.assurance {
            let words: Entries = [
                ("quality", .text(assurance.quality.rawValue)), ("disputedBy", .text(assurance.disputedBy)),
            ]
            entries.append(("assurance", .map(words, isFlow: true)))
        }
        return .map(entries + table(parameter, world, inFlow: true))
    }

    /// The entries of a parameter, those of a scalar under `value`.
    private static func table(_ parameter: Parameter, _ world: World, inFlow: Bool) -> Entries {
        let entries = parameter.entries(in: world)
        func number(_ position: Int) -> YAMLValue { .number(world.values[position]) }
        switch parameter {
        case .scalar: return entries.map { ("value", number($0.position)) }
        case .sectors, .jurisdictions: return entries.map { ($0.keys[0], number($0.position)) }
        case .matrix:
            return world.jurisdictions.map { place in
                let row = entries.filter { $0.keys[0] == place }
                return (place, .map(row.map { ($0.keys[1], number($0.position)) }, isFlow: inFlow))
            }
        }
    }

    private static func sizeBands(_ world: World) -> YAMLValue {
        .map(world.sizeBands.map { ($0.name, .number($0.shareOfWorks)) })
    }

    private static func regimes(_ world: World) -> YAMLValue {
        .map(world.regimes.map { ($0.name, .map(leverEntries($0.levers))) })
    }

    private static func baseRegimes(_ world: World) -> YAMLValue {
        .map(
            zip(world.jurisdictions, world.baseRegimes).map { place, base in
                (place, .map([("regime", .text(base.regime))] + leverEntries(base.with)))
            })
    }
}
