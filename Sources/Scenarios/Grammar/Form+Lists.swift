extension Form {
    /// A list of such values, of which those that cannot be read are left out.
    ///
    /// - Parameters:
    ///   - expected: in the words of a message, where something else is written.
    ///   - least: the message where the list is empty, if it must not be.
    func list(
        _ expected: String, least: String? = nil, most: Int? = nil, inFlow: Bool = false
    ) -> Form<[Value]> {
        let (read, write) = (self.read, self.write)
        return Form<[Value]>(
            kind: "list of: \(kind)",
            schema: [("type", "array"), ("items", bareSchema)]
                + (least == nil ? [] : [("minItems", 1)])
                + (most.map { [("maxItems", .number(Double($0)))] } ?? []),
            read: { node, path, context, problems in
                guard let items = problems.items(node, path, expected) else { return nil }
                if items.isEmpty, let least { problems.report(node.origin, path, least) }
                return items.enumerated().compactMap { index, item in
                    read(item, path.appending(.index(index)), context, &problems)
                }
            },
            write: { .list($0.map(write), inFlow: inFlow) })
    }
}

extension Form where Value: Sendable {
    /// One such value, or a list of them.
    func oneOrMore(least: String) -> Form<[Value]> {
        let read = self.read
        let several = list("a list", least: least, inFlow: true)
        return Form<[Value]>(
            kind: "\(kind), or a list of them",
            schema: [("anyOf", .array([bareSchema, several.bareSchema]))],
            read: { node, path, context, problems in
                guard node.items == nil else { return several.read(node, path, context, &problems) }
                return read(node, path, context, &problems).map { [$0] }
            }, write: several.write)
    }
}
