/// The keys of a scenario's claims.
enum ClaimSchema {
    private static let names: JSON = [
        "description": "an outcome, or several that are added up",
        "anyOf": [
            ["type": "string"], ["type": "array", "items": ["type": "string"], "minItems": 1],
        ],
    ]

    private static let testProperties: [(String, JSON)] = [
        ("outcome", names),
        ("per", names),
        ("option", SchemaParts.text("option that it is about")),
        ("against", SchemaParts.text("option from which the difference is taken")),
        (
            "change",
            SchemaParts.word(
                "whether the difference is divided by the value under against", ClaimsReader.changes)
        ),
        ("holds", SchemaParts.threshold),
    ]

    private static let whole = ["outcome", "option", "holds"]

    static let test: JSON = SchemaParts.map(
        "a limit that has to hold", testProperties, required: whole)

    static let claim: JSON = {
        let map = SchemaParts.map(
            "a statement, and what has to hold for it",
            [
                (
                    "id",
                    SchemaParts.described(
                        "short name", [("type", "string"), ("pattern", .text(SchemaParts.newName()))])
                ),
                ("wording", SchemaParts.cell("the statement, in one line")),
                ("by", SchemaParts.cell("who makes it")),
                ("source", SchemaParts.cell("where it is made")),
                (
                    "all",
                    SchemaParts.described(
                        "tests that all have to hold",
                        [
                            ("type", "array"), ("items", SchemaParts.reference("test")),
                            ("minItems", .number(1)),
                        ])
                ),
            ] + testProperties, required: ScenarioKeys.claim)
        guard case .object(let members) = map else { return map }
        let own = JSON.array(whole.map(JSON.text))
        return .object(
            members + [
                JSON.Member(key: "oneOf", value: [["required": ["all"]], ["required": own]])
            ])
    }()
}
