/// A map with declared keys, of which an owner is made.
struct MapForm<Owner: Sendable>: Sendable {
    /// Which of some keys have to stand.
    enum Choice: Sendable {
        case exactlyOne([String])
        case atLeastOne([String])
    }

    let meaning: String
    /// In the words of a message, where something else is written.
    let expected: String
    /// In the order in which they are read and written.
    let keys: [Key<Owner>]
    let choice: Choice?

    init(_ meaning: String, expected: String = "a map", choice: Choice? = nil, _ keys: [Key<Owner>]) {
        self.meaning = meaning
        self.expected = expected
        self.keys = keys
        self.choice = choice
    }

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

    /// The map as the value of another key.
    ///
    /// - Parameter initial: what the keys that are not written leave as it is.
    func form(from initial: Owner) -> Form<Owner> {
        Form(
            kind: "map with \(names.joined(separator: ", "))", schema: members,
            read: { node, path, context, problems in
                var owner = initial
                return read(node, path, context, &problems, into: &owner) ? owner : nil
            }, write: description)
    }

    /// Puts what is written into the owner. Which of some keys have to stand is left to the section, whose words say why.
    ///
    /// - Parameter checkingKeys: whether unknown and missing keys are reported here.
    /// - Returns: whether a map is written.
    func read(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems,
        into owner: inout Owner, checkingKeys: Bool = true
    ) -> Bool {
        guard problems.entries(node, path, expected) != nil else { return false }
        if checkingKeys { problems.checkKeys(node, path, known: names, required: required) }
        for key in keys {
            if let value = node[key.name] {
                key.read(value, path.appending(key.name), context, &problems, &owner)
            }
        }
        return true
    }

    func entries(_ owner: Owner) -> [(key: String, value: YAMLValue)] {
        keys.compactMap { key in key.write(owner).map { (key.name, $0) } }
    }

    func description(_ owner: Owner) -> YAMLValue { .map(entries(owner)) }
}
