import Declarations
import Simulation

/// The keys of the game between jurisdictions.
enum GameSchema {
    private static let name = SchemaParts.name

    /// Given once for all players, or in a map from each of them.
    private static func perPlayer(_ description: String, _ common: [JSON], _ own: JSON) -> JSON {
        SchemaParts.described(
            description,
            [
                (
                    "anyOf",
                    .array(
                        common + [
                            [
                                "type": "object",
                                "patternProperties": SchemaParts.members([("^\(name)$", own)]),
                                "additionalProperties": false,
                            ]
                        ])
                )
            ])
    }

    static let game = SchemaParts.map(
        "a game between jurisdictions, each of which chooses a rule",
        [
            (
                "players",
                SchemaParts.described(
                    "jurisdictions, in the order in which they answer one another",
                    [("type", "array"), ("items", ["type": "string"]), ("minItems", .number(2))])
            ),
            (
                "strategies",
                perPlayer(
                    "what each player can do, for all or in a map from player",
                    [SchemaParts.reference("choices")], SchemaParts.reference("choices"))
            ),
            ("from", SchemaParts.number("year in which the rules begin")),
            ("over", SchemaParts.number("years of phasing in [yr], 0 for at once", StepSettings.phase)),
            (
                "background",
                SchemaParts.text("option that all places follow, players until the rules begin")
            ),
            (
                "payoff",
                perPlayer(
                    "what each player wants more of, for all or in a map from player",
                    [SchemaParts.reference("payoff")], SchemaParts.reference("payoff"))
            ),
            ("world", SchemaParts.reference("payoff")),
            (
                "indifference",
                SchemaParts.number(
                    "gain that a player cares for at least, as a share of its largest absolute payoff; 1e-6 unless it is given",
                    ScenarioKeys.indifference)
            ),
        ])

    static let choices: JSON = SchemaParts.described(
        "regimes, or values of a lever",
        [
            (
                "anyOf",
                [
                    [
                        "type": "array", "items": ["type": "string"], "minItems": .number(2),
                        "description": .text("names of regimes, and \(Game.statusQuo) for the law as it is"),
                    ],
                    SchemaParts.map(
                        "values of a lever",
                        [
                            (
                                "lever",
                                SchemaParts.word("the lever", Lever.allCases.map(\.name))
                            ),
                            (
                                "grid",
                                SchemaParts.described(
                                    "its values",
                                    [
                                        ("type", "array"), ("items", ["type": "number"]),
                                        ("minItems", .number(2)),
                                    ])
                            ),
                            (
                                "regime",
                                SchemaParts.text(
                                    "regime that the values go with; the law as it is unless given")
                            ),
                        ], required: ["lever", "grid"]),
                ]
            )
        ])

    static let payoff: JSON = SchemaParts.described(
        "an outcome without place, the name of an outcome, or several that are added up",
        [
            (
                "anyOf",
                [
                    ["type": "string"], VariationSchema.payoff,
                    [
                        "type": "array", "minItems": .number(1),
                        "items": ["anyOf": [["type": "string"], VariationSchema.payoff]],
                    ],
                ]
            )
        ])
}
