import Declarations

/// A key of a map in a file, declared once: reading, the schema, resolved files and the reference follow.
///
/// `Owner` is what is made of the map.
struct Key<Owner: Sendable>: Sendable {
    let description: KeyDescription
    /// Puts what is written into the owner; what cannot be read leaves it as it is.
    let read: @Sendable (Node, Path, SectionContext, inout Problems, inout Owner) -> Void
    /// nil where there is nothing to write.
    let write: @Sendable (Owner) -> YAMLValue?

    /// A key whose value the owner always has.
    init<Value>(
        _ name: String, _ meaning: String, _ form: Form<Value>, required isRequired: Bool = false,
        unless fallback: String? = nil, unit: Unit? = nil,
        _ value: any WritableKeyPath<Owner, Value> & Sendable
    ) {
        description = KeyDescription(
            name, meaning, form.kind, form.schema, isRequired: isRequired, fallback: fallback, unit: unit)
        read = { node, path, context, problems, owner in
            if let read = form.read(node, path, context, &problems) { owner[keyPath: value] = read }
        }
        write = { form.write($0[keyPath: value]) }
    }

    /// A key whose value the owner may lack.
    init<Value>(
        _ name: String, _ meaning: String, _ form: Form<Value>, required isRequired: Bool = false,
        unless fallback: String? = nil, unit: Unit? = nil,
        _ value: any WritableKeyPath<Owner, Value?> & Sendable
    ) {
        description = KeyDescription(
            name, meaning, form.kind, form.schema, isRequired: isRequired, fallback: fallback, unit: unit)
        read = { node, path, context, problems, owner in
            if let read = form.read(node, path, context, &problems) { owner[keyPath: value] = read }
        }
        write = { $0[keyPath: value].map(form.write) }
    }

    private init(
        _ description: KeyDescription,
        read: @escaping @Sendable (Node, Path, SectionContext, inout Problems, inout Owner) -> Void,
        write: @escaping @Sendable (Owner) -> YAMLValue?
    ) {
        self.description = description
        self.read = read
        self.write = write
    }

    /// The same key, written only where a condition holds.
    func written(where holds: @escaping @Sendable (Owner) -> Bool) -> Key {
        let write = self.write
        return Key(description, read: read, write: { holds($0) ? write($0) : nil })
    }

    /// A key that its section reads by a function, since it depends on other keys.
    static func dependent(
        _ name: String, _ meaning: String, kind: String, schema: [(String, JSON)],
        required isRequired: Bool = false, unless fallback: String? = nil,
        write: @escaping @Sendable (Owner) -> YAMLValue?
    ) -> Key {
        Key(
            KeyDescription(
                name, meaning, kind, schema, isRequired: isRequired, fallback: fallback, unit: nil),
            read: { _, _, _, _, _ in }, write: write)
    }

    static func dependent<Value>(
        _ name: String, _ meaning: String, _ form: Form<Value>, required isRequired: Bool = false,
        unless fallback: String? = nil, write: @escaping @Sendable (Owner) -> Value?
    ) -> Key {
        dependent(
            name, meaning, kind: form.kind, schema: form.schema, required: isRequired, unless: fallback,
            write: { write($0).map(form.write) })
    }
}
