import Declarations

/// The keys of a scenario's question to a search.
enum SolveSchema {
    private static let ends: JSON = SchemaParts.described(
        "[lowest, highest]",
        [
            ("type", "array"), ("items", ["type": "number"]), ("minItems", .number(2)),
            ("maxItems", .number(2)),
        ])

    private static func names(_ description: String) -> JSON {
        SchemaParts.described(
            description,
            [
                ("type", "array"), ("items", ["type": "string"]),
                ("maxItems", .number(Double(ScenarioKeys.mostAims))),
            ])
    }

    private static func count(_ description: String, _ range: ClosedRange<Int>) -> JSON {
        SchemaParts.described(
            description,
            [
                ("type", "integer"), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ])
    }

    private static let common: [(String, JSON)] = [
        ("option", SchemaParts.text("option that it is about")),
        ("against", SchemaParts.text("option from which every outcome of the question is a difference")),
        (
            "over",
            SchemaParts.described(
                "what is taken of the draws of vary and design; central values unless it is given",
                [
                    (
                        "oneOf",
                        [
                            ["const": "mean"],
                            SchemaParts.map(
                                "a quantile",
                                [("quantile", SchemaParts.number("probability, from 0 to 1", .share))],
                                required: ["quantile"]),
                        ]
                    )
                ])
        ),
        ("seed", SchemaParts.wholeNumber("seed of the search, 1 unless it is given", from: 0)),
    ]

    private static let breakEven: JSON = SchemaParts.map(
        "the value of a number at which an outcome is reached",
        [
            ("vary", VariationSchema.path),
            ("between", ends),
            ("outcome", SchemaParts.text("name of an outcome")),
            ("equals", SchemaParts.number("value that the outcome is to have")),
        ] + common, required: ScenarioKeys.breakEven + ["option"])

    private static let best: JSON = SchemaParts.map(
        "the best values of several numbers",
        [
            (
                "levers",
                SchemaParts.described(
                    "path of each number, and between which values it is sought",
                    [("type", "object"), ("minProperties", .number(1)), ("additionalProperties", ends)])
            ),
            ("maximise", names("outcomes of which more is better")),
            ("minimise", names("outcomes of which less is better")),
            (
                "subjectTo",
                SchemaParts.described(
                    "limits that a solution keeps, such as \"uk-creators-gain >= 0\"",
                    [
                        ("type", "array"),
                        (
                            "items",
                            ["type": "string", "pattern": "^ *[A-Za-z][A-Za-z0-9_-]* *[<>]= *[-+.0-9]"]
                        ),
                    ])
            ),
            ("starts", count("starts of the search for one aim, 16 unless it is given", ScenarioKeys.starts)),
            (
                "population",
                count(
                    "points of the search for a frontier, even, 100 unless it is given",
                    ScenarioKeys.population)
            ),
            (
                "generations",
                count(
                    "generations of the search for a frontier, 100 unless it is given",
                    ScenarioKeys.generations)
            ),
        ] + common, required: ["levers", "option"])

    static let solve: JSON = SchemaParts.described(
        "what a search is asked for", [("oneOf", .array([breakEven, best]))])
}
