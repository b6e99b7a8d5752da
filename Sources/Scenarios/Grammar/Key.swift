import Declarations

/// A key of a map in a file, declared once: reading, the schema, resolved files and the reference follow.
///
/// `Owner` is what is made of the map.
struct Key<Owner: Sendable>: Sendable {
    let name: String
    /// What it means, with its unit.
    let meaning: String
    /// What is written, in the words of the reference.
    let kind: String
    let isRequired: Bool
    /// What stands for it where it is not given.
    let fallback: String?
    let schema: JSON
    /// Puts what is written into the owner; what cannot be read leaves it as it is.
    let read: @Sendable (Node, Path, SectionContext, inout Problems, inout Owner) -> Void
    /// nil where there is nothing to write.
    let write: @Sendable (Owner) -> YAMLValue?

    private init(
        _ name: String, _ meaning: String, kind: String, isRequired: Bool, fallback: String?, unit: Unit?,
        schema: (String) -> JSON,
        read: @escaping @Sendable (Node, Path, SectionContext, inout Problems, inout Owner) -> Void,
        write: @escaping @Sendable (Owner) -> YAMLValue?
    ) {
        self.name = name
        self.meaning = meaning + (unit.map { " [\($0.rawValue)]" } ?? "")
        self.kind = kind
        self.isRequired = isRequired
        self.fallback = fallback
        self.schema = schema(self.meaning + (fallback.map { "; \($0) unless it is given" } ?? ""))
        self.read = read
        self.write = write
    }

    /// A key whose value the owner always has.
    init<Value>(
        _ name: String, _ meaning: String, _ form: Form<Value>, required isRequired: Bool = false,
        unless fallback: String? = nil, unit: Unit? = nil,
        _ value: any WritableKeyPath<Owner, Value> & Sendable
    ) {
        self.init(
            name, meaning, kind: form.kind, isRequired: isRequired, fallback: fallback, unit: unit,
            schema: form.schema,
            read: { node, path, context, problems, owner in
                if let read = form.read(node, path, context, &problems) { owner[keyPath: value] = read }
            }, write: { form.write($0[keyPath: value]) })
    }

    /// A key whose value the owner may lack.
    init<Value>(
        _ name: String, _ meaning: String, _ form: Form<Value>, required isRequired: Bool = false,
        unless fallback: String? = nil, unit: Unit? = nil,
        _ value: any WritableKeyPath<Owner, Value?> & Sendable
    ) {
        self.init(
            name, meaning, kind: form.kind, isRequired: isRequired, fallback: fallback, unit: unit,
            schema: form.schema,
            read: { node, path, context, problems, owner in
                if let read = form.read(node, path, context, &problems) { owner[keyPath: value] = read }
            }, write: { $0[keyPath: value].map(form.write) })
    }

    /// The same key, written only where a condition holds.
    func written(where holds: @escaping @Sendable (Owner) -> Bool) -> Key {
        let (schema, write) = (self.schema, self.write)
        return Key(
            name, meaning, kind: kind, isRequired: isRequired, fallback: nil, unit: nil,
            schema: { _ in schema },
            read: read, write: { holds($0) ? write($0) : nil })
    }

    /// A key that its section reads by a function, since it depends on other keys.
    static func dependent(
        _ name: String, _ meaning: String, kind: String, schema: [(String, JSON)],
        required isRequired: Bool = false, unless fallback: String? = nil,
        write: @escaping @Sendable (Owner) -> YAMLValue?
    ) -> Key {
        Key(
            name, meaning, kind: kind, isRequired: isRequired, fallback: fallback, unit: nil,
            schema: { SchemaParts.described($0, orReferring: schema) }, read: { _, _, _, _, _ in },
            write: write)
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
