import Declarations

/// The keys of world files.
enum WorldSchema {
    /// A name that is not among the keys which tables hold beside their entries.
    private static let entry = "^(?!(?:\(WorldKeys.reserved.joined(separator: "|")))$)\(SchemaParts.name)$"
    private static let name = SchemaParts.newName()

    static let properties: [(String, JSON)] =
        [
            ("baseYear", SchemaParts.number("first year", WorldKeys.baseYears)),
            ("jurisdictions", names("places")), ("sectors", names("creative sectors")),
        ] + WorldKeys.matrices.map { ($0.name, described($0)) } + [
            group("byJurisdiction", "parameters of places", WorldKeys.jurisdictionRows),
            group("bySector", "parameters of sectors", WorldKeys.sectorRows),
            group("scalars", "parameters of the world", WorldKeys.scalars),
            (
                "sizeBands",
                SchemaParts.map(
                    "shares of works by size of owner, from the least valuable works to the most", [],
                    patterns: [(name, SchemaParts.number("share of works", .share))])
            ),
            ("levers", levers),
            (
                "regimes",
                SchemaParts.map("presets of levers", [], patterns: [(name, SchemaParts.reference("levers"))])
            ),
            (
                "baseRegime",
                SchemaParts.map(
                    "law of the base year by place", [],
                    patterns: [
                        (
                            name,
                            SchemaParts.map(
                                "a preset and what differs from it",
                                [("regime", SchemaParts.text("name of a preset"))]
                                    + SchemaParts.leverProperties,
                                required: ["regime"])
                        )
                    ])
            ),
            (WorldKeys.initialReservation.name, described(WorldKeys.initialReservation)),
        ]

    /// What a world says of each parameter in words.
    static let definitions: [(String, JSON)] = [
        ("source", SchemaParts.cell("where the value comes from")), ("note", SchemaParts.cell("remark")),
        ("disputedBy", SchemaParts.cell("who would contest it, and why")),
    ]

    private static func names(_ description: String) -> JSON {
        let item: JSON = [
            "type": "string", "pattern": .text(name), "not": ["enum": SchemaParts.words(WorldKeys.reserved)],
        ]
        return SchemaParts.described(
            description, [("type", "array"), ("items", item), ("minItems", 1), ("uniqueItems", true)])
    }

    private static var levers: JSON {
        let count = JSON.number(Double(WorldKeys.levers.count))
        return SchemaParts.described(
            "every lever once",
            [
                ("type", "array"), ("items", ["enum": SchemaParts.words(WorldKeys.levers)]),
                ("minItems", count), ("maxItems", count), ("uniqueItems", true),
            ])
    }

    private static func group(
        _ key: String, _ description: String, _ parameters: [Parameter]
    ) -> (String, JSON) {
        (
            key,
            SchemaParts.map(
                description, parameters.map { ($0.name, described($0)) }, required: parameters.map(\.name))
        )
    }

    private static func described(_ parameter: Parameter) -> JSON {
        let declaration = parameter.declaration
        let number = SchemaParts.reference(parameter.name)
        let metadata: [(String, JSON)] = [
            ("unit", ["const": .text(declaration.unit.rawValue)]),
            ("symbol", ["const": .text(declaration.symbol)]),
            (
                "range",
                SchemaParts.described(
                    "[min, max] of what a sweep draws by default",
                    [("type", "array"), ("items", ["type": "number"]), ("minItems", 2), ("maxItems", 2)])
            ),
            (
                "rangeIs",
                SchemaParts.word("whether the range is of factors on the value", ["factor", "value"])
            ),
            ("source", SchemaParts.reference("source")),
            ("note", SchemaParts.reference("note")),
            (
                "assurance",
                SchemaParts.map(
                    "how far the value can be relied on",
                    [
                        (
                            "quality",
                            SchemaParts.word(
                                "what it rests on", Assurance.Quality.allCases.map(\.rawValue))
                        ),
                        ("disputedBy", SchemaParts.reference("disputedBy")),
                    ], required: WorldKeys.assurance)
            ),
        ]
        let meaning = SchemaParts.explanation(declaration)
        switch parameter {
        case .scalar:
            return SchemaParts.map(meaning, [("value", number)] + metadata, required: ["value"])
        case .sectors, .jurisdictions:
            return SchemaParts.map(meaning, metadata, patterns: [(entry, number)])
        case .matrix:
            return SchemaParts.map(
                meaning, metadata,
                patterns: [(entry, SchemaParts.map("entries of one row", [], patterns: [(entry, number)]))])
        }
    }
}
