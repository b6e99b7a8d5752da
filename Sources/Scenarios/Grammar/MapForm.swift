/// A map with declared keys, of which an owner is made.
struct MapForm<Owner: Sendable>: Sendable {
    let shape: MapShape
    /// In the order in which they are read and written.
    let keys: [Key<Owner>]

    init(
        _ meaning: String, expected: String = "a map", choice: MapShape.Choice? = nil, _ keys: [Key<Owner>]
    ) {
        shape = MapShape(
            meaning: meaning, expected: expected, keys: keys.map(\.description), choice: choice)
        self.keys = keys
    }

    /// The map as the value of another key.
    ///
    /// - Parameter initial: what the keys that are not written leave as it is.
    func form(from initial: Owner) -> Form<Owner> {
        Form(
            kind: "map with \(shape.names.joined(separator: ", "))", schema: shape.members,
            read: { node, path, context, problems in
                var owner = initial
                return read(node, path, context, &problems, into: &owner) ? owner : nil
            }, write: description)
    }

    /// Puts what is written into the owner, once unknown and missing keys are reported.
    ///
    /// - Returns: whether a map is written.
    func read(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems,
        into owner: inout Owner
    ) -> Bool {
        guard shape.check(node, path, &problems) else { return false }
        readKeys(node, path, context, &problems, into: &owner)
        return true
    }

    /// Puts what is written into the owner; other keys are passed over.
    func readKeys(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems,
        into owner: inout Owner
    ) {
        for key in keys {
            if let value = node[key.description.name] {
                key.read(value, path.appending(key.description.name), context, &problems, &owner)
            }
        }
    }

    func entries(_ owner: Owner) -> [(key: String, value: YAMLValue)] {
        keys.compactMap { key in key.write(owner).map { (key.description.name, $0) } }
    }

    func description(_ owner: Owner) -> YAMLValue { .map(entries(owner)) }
}
