/// How a value stands in a file, declared once: what the schema says of it, how it is read, and how it is written out again.
struct Form<Value>: Sendable {
    /// In the words of the reference: `whole number, 1 to 101`.
    let kind: String
    /// Members of its schema, which a description precedes.
    let schema: [(String, JSON)]
    /// - Returns: nil once a problem has been reported.
    let read: @Sendable (Node, Path, SectionContext, inout Problems) -> Value?
    let write: @Sendable (Value) -> YAMLValue

    /// With a description, but for a reference, beside which draft-07 passes over everything else.
    func schema(_ description: String) -> JSON { SchemaParts.described(description, orReferring: schema) }

    /// The schema where no description stands before it, as in a list.
    var bareSchema: JSON { SchemaParts.members(schema) }

    /// Another value that is written the same way.
    func mapped<Other>(
        _ from: @escaping @Sendable (Value) -> Other?, _ to: @escaping @Sendable (Other) -> Value
    ) -> Form<Other> {
        let (read, write) = (self.read, self.write)
        return Form<Other>(
            kind: kind, schema: schema, read: { read($0, $1, $2, &$3).flatMap(from) },
            write: { write(to($0)) })
    }
}
