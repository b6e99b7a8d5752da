import Declarations

/// Pieces of the JSON Schemas (draft-07), written from the declarations.
package enum SchemaParts {
    static let dialect: JSON = "http://json-schema.org/draft-07/schema#"
    /// What a name in a path looks like.
    static let name = "(?!World$)[A-Za-z][A-Za-z0-9_-]*"

    /// What names of places, sectors, regimes, options, outcomes and claims look like where they are given.
    /// - Parameter others: words that are taken besides, in any case.
    package static func newName(besides others: [String] = []) -> String {
        "^(?!(?:World|\(TableText.inAnyCase(TableText.takenNames + others)))$)[A-Za-z][A-Za-z0-9_-]*$"
    }

    /// A text for people, or a path, which is read as it is written: `2030` and `true` are texts there too.
    static let anyText: [(String, JSON)] = [("type", ["string", "number", "boolean"])]

    /// A text for people that tables hold.
    static let cellText = anyText + [("pattern", .text(TableText.pattern))]

    static func cell(_ description: String) -> JSON { described(description, cellText) }

    static func members(_ pairs: [(String, JSON)]) -> JSON {
        .object(pairs.map { JSON.Member(key: $0.0, value: $0.1) })
    }

    static func described(_ description: String, _ pairs: [(String, JSON)]) -> JSON {
        members([("description", .text(description))] + pairs)
    }

    /// With a description, but for a reference, beside which draft-07 passes over everything else.
    static func described(_ description: String, orReferring pairs: [(String, JSON)]) -> JSON {
        pairs.first?.0 == "$ref" ? members(pairs) : described(description, pairs)
    }

    /// A map with these keys and no others.
    static func map(
        _ description: String, _ properties: [(String, JSON)], patterns: [(String, JSON)] = [],
        required: [String] = []
    ) -> JSON {
        described(description, mapMembers(properties, patterns: patterns, required: required))
    }

    static func mapMembers(
        _ properties: [(String, JSON)], patterns: [(String, JSON)] = [], required: [String] = []
    ) -> [(String, JSON)] {
        var pairs: [(String, JSON)] = [("type", "object")]
        if !properties.isEmpty { pairs.append(("properties", members(properties))) }
        if !patterns.isEmpty { pairs.append(("patternProperties", members(patterns))) }
        if !required.isEmpty { pairs.append(("required", words(required))) }
        return pairs + [("additionalProperties", false)]
    }

    static func text(_ description: String) -> JSON { described(description, [("type", "string")]) }

    static func word(_ description: String, _ words: [String]) -> JSON {
        described(description, [("enum", self.words(words))])
    }

    static func words(_ words: [String]) -> JSON { .array(words.map(JSON.text)) }

    static func reference(_ definition: String) -> JSON { ["$ref": .text("#/definitions/\(definition)")] }

    /// The limits of a number, as draft-07 writes them.
    static func limits(_ bounds: Bounds) -> [(String, JSON)] {
        [
            (bounds.includesLower ? "minimum" : "exclusiveMinimum", .number(bounds.lower)),
            (bounds.includesUpper ? "maximum" : "exclusiveMaximum", .number(bounds.upper)),
        ]
    }

    static func number(_ description: String, _ bounds: Bounds? = nil) -> JSON {
        described(description, [("type", "number")] + (bounds.map(limits) ?? []))
    }

    static func number(_ declaration: Declaration) -> JSON {
        number(explanation(declaration), declaration.bounds)
    }

    static func explanation(_ declaration: Declaration) -> String {
        "\(declaration.meaning) [\(declaration.unit.rawValue)], symbol \(declaration.symbol)"
    }

    /// One definition for the number of each parameter and lever, which the schemas refer to.
    static let numberDefinitions: [(String, JSON)] =
        Parameter.allCases.map { ($0.name, number($0.declaration)) }
        + Lever.allCases.map { ("lever-\($0.name)", number($0.declaration)) }
        + [
            (
                "levers",
                map(
                    "values of some levers",
                    Lever.allCases.map { ($0.name, reference("lever-\($0.name)")) })
            )
        ]

    static let leverProperties = Lever.allCases.map { ($0.name, reference("lever-\($0.name)")) }

    static func document(_ title: String, _ pairs: [(String, JSON)], definitions: [(String, JSON)]) -> String
    {
        let all: [(String, JSON)] =
            [("$schema", dialect), ("title", .text(title))] + pairs + [("definitions", members(definitions))]
        return members(all).text() + "\n"
    }
}
