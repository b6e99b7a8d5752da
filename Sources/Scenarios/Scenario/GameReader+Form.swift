import Declarations
import Questions

extension GameReader {
    /// Given once for all players, or in a map from each of them.
    static func perPlayer(_ definition: String) -> [(String, JSON)] {
        let own = SchemaParts.reference(definition)
        let map = SchemaParts.mapMembers([], patterns: [("^\(SchemaParts.name)$", own)])
        return [("anyOf", [own, SchemaParts.members(map)])]
    }

    static let choicesSchema: JSON = SchemaParts.described(
        "regimes, or values of a lever",
        [
            (
                "anyOf",
                [
                    [
                        "type": "array", "items": ["type": "string"], "minItems": 2,
                        "description": .text("names of regimes, and \(Game.statusQuo) for the law as it is"),
                    ], grid.shape.partSchema,
                ]
            )
        ])

    static let payoffSchema: JSON = SchemaParts.described(
        "an outcome without place, the name of an outcome, or several that are added up",
        [
            (
                "anyOf",
                [
                    ["type": "string"], OutcomesReader.payoff.shape.partSchema,
                    [
                        "type": "array", "minItems": 1,
                        "items": ["anyOf": [["type": "string"], OutcomesReader.payoff.shape.partSchema]],
                    ],
                ]
            )
        ])

    static func payoff(_ outcomes: [Outcome]) -> YAMLValue {
        .list(outcomes.map { $0.name.isEmpty ? OutcomesReader.description($0) : .text($0.name) })
    }

    static func description(_ choices: Game.Choices) -> YAMLValue {
        switch choices {
        case .regimes(let names): .list(names.map(YAMLValue.text), inFlow: true)
        case .grid(let lever, let values, let regime):
            grid.description(Grid(lever: lever, values: values, regime: regime))
        }
    }
}
