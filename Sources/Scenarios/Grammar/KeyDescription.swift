import Declarations

/// What is known of a key before a file gives it a value.
package struct KeyDescription: Sendable {
    package let name: String
    /// With its unit.
    package let meaning: String
    /// What is written: `whole number, 1 to 101`.
    package let kind: String
    package let isRequired: Bool
    /// What stands for it where it is not given.
    package let fallback: String?
    let schema: JSON

    init(
        _ name: String, _ meaning: String, _ kind: String, _ schema: [(String, JSON)], isRequired: Bool,
        fallback: String?, unit: Unit?
    ) {
        self.name = name
        self.meaning = meaning + (unit.map { " [\($0.rawValue)]" } ?? "")
        self.kind = kind
        self.isRequired = isRequired
        self.fallback = fallback
        self.schema = SchemaParts.described(
            self.meaning + (fallback.map { "; \($0) unless it is given" } ?? ""), orReferring: schema)
    }
}

/// A map with declared keys, whatever is made of it.
struct MapShape: Sendable {
    /// Which of some keys have to stand.
    enum Choice: Sendable {
        case exactlyOne([String])
        case atLeastOne([String])
    }

    let meaning: String
    /// In the words of a message, where something else is written.
    let expected: String
    /// In the order in which they are read and written.
    let keys: [KeyDescription]
    let choice: Choice?

    var names: [String] { keys.map(\.name) }
    var required: [String] { keys.filter(\.isRequired).map(\.name) }
    /// Each key with its schema.
    var properties: [(String, JSON)] { keys.map { ($0.name, $0.schema) } }

    var schema: JSON { SchemaParts.described(meaning, members) }

    /// The schema without its description.
    var members: [(String, JSON)] { SchemaParts.mapMembers(properties) + rules }

    /// The schema of a map of which what is extended may have a part.
    var partSchema: JSON { SchemaParts.map(meaning, properties) }

    /// Which keys have to stand, as members of a schema.
    var rules: [(String, JSON)] {
        func each(_ keys: [String]) -> JSON { .array(keys.map { ["required": .array([.text($0)])] }) }
        let words: [(String, JSON)] = required.isEmpty ? [] : [("required", SchemaParts.words(required))]
        return switch choice {
        case .exactlyOne(let keys): words + [("oneOf", each(keys))]
        case .atLeastOne(let keys): words + [("anyOf", each(keys))]
        case nil: words
        }
    }

    /// Whether a map is written; unknown and missing keys are reported. Which of some keys have to stand is left to the section,
    /// whose words say why.
    func check(_ node: Node, _ path: Path, _ problems: inout Problems) -> Bool {
        guard problems.entries(node, path, expected) != nil else { return false }
        problems.checkKeys(node, path, known: names, required: required)
        return true
    }
}
