import Questions

/// Reads the claims that a scenario puts to its draws.
struct ClaimsReader {
    let context: SectionContext

    private static let changes = ["difference", "relative"]

    static let test = MapForm<Claim.Test>(
        "a limit that has to hold", expected: "a map with outcome, option and holds",
        [
            Key("outcome", "an outcome, or several that are added up", outcomes, required: true, \.outcomes),
            Key(
                "per", "an outcome, or several that are added up, by which the first is divided", outcomes,
                \.per
            )
            .written { !$0.per.isEmpty },
            Key("option", "option that it is about", .option, required: true, \.option),
            Key("against", "option from which the difference is taken", .option, \.against),
            Key(
                "change", "whether the difference is divided by the value under against",
                Form<String>.word(changes, "a change")
                    .mapped({ $0 == changes[1] }, { changes[$0 ? 1 : 0] }), unless: changes[0], \.isRelative
            ).written { $0.against != nil },
            Key("holds", "the limit", .threshold, required: true, \.holds),
        ])

    private static let outcomes = Form<String>.outcome.oneOrMore(least: "must have at least one outcome")

    /// What a claim says of itself.
    private static let words: [Key<Claim>] = [
        Key("id", "short name", .newName, required: true, \.id),
        Key("wording", "the statement, in one line", .cell, required: true, \.wording),
        Key("by", "who makes it", .cell, required: true, \.by),
        Key("source", "where it is made", .cell, required: true, \.source),
    ]

    private static let all = Key<Claim>.dependent(
        "all", "tests that all have to hold", kind: "list of tests",
        schema: [("type", "array"), ("items", SchemaParts.reference("test")), ("minItems", 1)]
    ) { .list($0.tests.map(test.description)) }

    static let form = MapForm<Claim>(
        "a statement, and what has to hold for it", expected: "a map with id, wording, by and source",
        words + [all])

    /// With `all`, or with the keys of its only test.
    static let schema: JSON = {
        let map = SchemaParts.map(
            form.shape.meaning, form.shape.properties + test.shape.properties, required: form.shape.required)
        guard case .object(let members) = map else { return map }
        return .object(
            members + [
                JSON.Member(
                    key: "oneOf",
                    value: [
                        ["required": [.text(all.description.name)]],
                        ["required": SchemaParts.words(test.shape.required)],
                    ])
            ])
    }()

    func read(_ node: Node?, _ problems: inout Problems) -> [Claim] {
        let path = Path([.key("claims")])
        guard let node, let items = problems.items(node, path, "a list of claims") else { return [] }
        var claims: [Claim] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let claim = claim(item, path, &problems) else { continue }
            if claims.contains(where: { $0.id == claim.id }) {
                problems.report(item.origin, path.appending("id"), "\(claim.id) is the id of two claims")
            }
            problems.checkCase(claim.id, among: claims.map(\.id), item.origin, path.appending("id"))
            claims.append(claim)
        }
        return claims
    }

    private func claim(_ node: Node, _ path: Path, _ problems: inout Problems) -> Claim? {
        guard problems.entries(node, path, Self.form.shape.expected) != nil else { return nil }
        let all = node[Self.all.description.name]
        problems.checkKeys(
            node, path, known: Self.form.shape.names + (all == nil ? Self.test.shape.names : []),
            required: Self.form.shape.required)
        var claim = Claim(id: "", wording: "", by: "", source: "", tests: [])
        Self.form.readKeys(node, path, context, &problems, into: &claim)
        let path = all == nil ? path : path.appending(Self.all.description.name)
        let tests: [Claim.Test?]
        if let all {
            let items = problems.items(all, path, "a list of tests") ?? []
            if items.isEmpty, all.items != nil {
                problems.report(all.origin, path, "must have at least one test")
            }
            tests = items.enumerated().map { index, item in
                let path = path.appending(.index(index))
                guard problems.entries(item, path, Self.test.shape.expected) != nil else { return nil }
                problems.checkKeys(item, path, known: Self.test.shape.names)
                return test(item, path, &problems)
            }
        } else {
            tests = [test(node, path, &problems)]
        }
        claim.tests = tests.compactMap { $0 }
        let isWhole = ![claim.id, claim.wording, claim.by, claim.source].contains("")
        return isWhole && claim.tests.count == tests.count && !tests.isEmpty ? claim : nil
    }

    private func test(_ node: Node, _ path: Path, _ problems: inout Problems) -> Claim.Test? {
        let missing = Self.test.shape.required.filter { node[$0] == nil }
        if !missing.isEmpty {
            problems.report(node.origin, path, "missing key \(missing.joined(separator: ", "))")
        }
        var test = Claim.Test(
            outcomes: [], per: [], option: "", against: nil, isRelative: false, holds: Threshold(.above, .nan)
        )
        Self.test.readKeys(node, path, context, &problems, into: &test)
        if let change = node["change"], node["against"] == nil {
            problems.report(change.origin, path.appending("change"), "is for a test with against only")
        }
        check(node, path, test, &problems)
        return test.option.isEmpty || test.holds.value.isNaN || test.outcomes.isEmpty ? nil : test
    }

    /// What can be asked, but would not mean anything.
    private func check(
        _ node: Node, _ path: Path, _ test: Claim.Test, _ problems: inout Problems
    ) {
        if test.option == test.against, let written = node["against"] {
            problems.report(written.origin, path.appending("against"), "is the option itself")
        }
        guard test.against != nil else { return }
        for outcome in context.outcomes
        where (test.outcomes + test.per).contains(outcome.name) && outcome.against != nil {
            problems.report(
                node.origin, path,
                "\(outcome.name) is a difference already, expected a test without against, or another outcome"
            )
        }
    }
}
