import Declarations
import Questions

extension Form where Value == String {
    /// A text for people.
    static let prose = Form(
        kind: "text", schema: SchemaParts.anyText, read: { $3.text($0, $1) }, write: { .text($0) })

    /// A text for people that tables hold, in one line.
    static let cell = Form(
        kind: "text in one line", schema: SchemaParts.cellText, read: { $3.cell($0, $1) },
        write: { .text($0) })

    /// What something new is called.
    static let newName = Form(
        kind: "name", schema: [("type", "string"), ("pattern", .text(SchemaParts.newName()))],
        read: { node, path, _, problems in
            guard let name = problems.line(node, path), problems.checkName(name, node.origin, path) else {
                return nil
            }
            return name
        }, write: { .text($0) })

    /// The name of something that the scenario or its world has.
    static func name(
        of noun: String, _ known: @escaping @Sendable (SectionContext) -> [String]
    ) -> Form {
        Form(
            kind: "name of \(noun)", schema: [("type", "string")],
            read: { $3.word($0, $1, oneOf: known($2), noun) }, write: { .text($0) })
    }

    /// Of a scenario without options that alone is reported.
    static let option = Form(
        kind: "name of an option", schema: [("type", "string")],
        read: { node, path, context, problems in
            context.options.isEmpty
                ? nil : problems.word(node, path, oneOf: context.options.map(\.name), "an option")
        }, write: { .text($0) })
    static let outcome = name(of: "an outcome") { $0.outcomes.map(\.name) }
    static let place = name(of: "a place") { $0.world.jurisdictions }
    static let sector = name(of: "a sector") { $0.world.sectors }
    static let regime = name(of: "a regime") { $0.world.regimes.map(\.name) }

    static func word(_ words: [String], _ noun: String) -> Form {
        Form(
            kind: words.joined(separator: ", "), schema: [("enum", SchemaParts.words(words))],
            read: { $3.word($0, $1, oneOf: words, noun) }, write: { .text($0) })
    }
}

extension Form where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of the cases, by its raw value.
    static func cases(_ noun: String) -> Form {
        Form<String>.word(Value.allCases.map(\.rawValue), noun).mapped(Value.init(rawValue:)) { $0.rawValue }
    }
}

extension Form where Value == Lever {
    static let lever = Form<String>.word(Lever.allCases.map(\.name), "a lever")
        .mapped({ name in Lever.allCases.first { $0.name == name } }, { $0.name })
}

extension Form where Value == LeverSettings {
    static let levers = Form(
        kind: "map from lever to value", schema: [("$ref", "#/definitions/levers")],
        read: { LeverReader.read($0, $1, &$3) }, write: { .map(leverEntries($0)) })
}

/// Levers that are set, in their order.
func leverEntries(_ settings: LeverSettings) -> [(key: String, value: YAMLValue)] {
    Lever.allCases.compactMap { lever in settings[lever].map { (lever.name, .number($0)) } }
}

extension Form where Value == NamedFile {
    /// A file beside the one in which its name is written.
    static let file = Form(
        kind: "path of a file", schema: SchemaParts.anyText, read: { $3.file($0, $1) },
        write: { .text($0.name) })
}

extension Form where Value == Threshold {
    static let threshold = Form(
        kind: "<, <=, > or >= and a number, in quotes",
        schema: [("type", "string"), ("pattern", "^ *[<>]=? *[-+.0-9]")],
        read: { $3.threshold($0, $1) }, write: { .text($0.description) })
}
