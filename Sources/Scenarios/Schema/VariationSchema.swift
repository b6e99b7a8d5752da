import Declarations
import Simulation

/// The keys of `vary`, `design` and `outcomes`.
enum VariationSchema {
    private static let name = SchemaParts.name

    static let path = SchemaParts.described(
        "path of the number, with * behind it for a factor on the world's values",
        [
            ("type", "string"),
            ("pattern", .text("^\(name)(\\[[0-9]+\\])*(\\.\(name)(\\[[0-9]+\\])*)*(\\.\\*)?\\*?$")),
        ])

    static let variation: JSON = exactlyOne(
        of: ["distribution", "grid"],
        SchemaParts.map(
            "a number that varies",
            [
                ("parameter", path),
                ("distribution", SchemaParts.reference("distribution")),
                (
                    "grid",
                    SchemaParts.described(
                        "its values", [("type", "array"), ("minItems", 1), ("items", ["type": "number"])])
                ),
            ], required: ["parameter"]))

    static let distribution: JSON = {
        let lists = DistributionReader.parameters.map { name, parameters -> (String, JSON) in
            let count = JSON.number(Double(parameters.count))
            let items: JSON = ["type": "number"]
            return (
                name,
                SchemaParts.described(
                    "[\(parameters.joined(separator: ", "))]",
                    [("type", "array"), ("items", items), ("minItems", count), ("maxItems", count)])
            )
        }
        let discrete = SchemaParts.described(
            "weight of each value",
            [
                ("type", "object"), ("minProperties", 1),
                ("additionalProperties", ["type": "number", "exclusiveMinimum": 0]),
            ])
        let map = SchemaParts.map("one distribution", lists + [("discrete", discrete)])
        guard case .object(let members) = map else { return map }
        let single = [
            JSON.Member(key: "minProperties", value: 1), JSON.Member(key: "maxProperties", value: 1),
        ]
        return SchemaParts.described(
            "range for the parameter's default range, or a distribution",
            [("oneOf", [["const": "range"], .object(members + single)])])
    }()

    static let designProperties: [(String, JSON)] = [
        ("method", SchemaParts.word("how points are drawn", Design.Method.allCases.map(\.rawValue))),
        ("runs", SchemaParts.wholeNumber("number of drawn points", from: 1)),
        ("seed", SchemaParts.wholeNumber("seed of the draws, 1 unless it is given", from: 0)),
        (
            "correlations",
            SchemaParts.described(
                "rank correlations between drawn numbers",
                [("type", "array"), ("items", SchemaParts.reference("correlation"))])
        ),
        ("points", SchemaParts.prose("CSV of points, relative to this file")),
    ]

    static let correlation: JSON = SchemaParts.map(
        "a rank correlation",
        [
            (
                "between",
                SchemaParts.described(
                    "paths of the two numbers",
                    [("type", "array"), ("items", path), ("minItems", 2), ("maxItems", 2)])
            ),
            ("rank", SchemaParts.number("Spearman's rank correlation", ScenarioKeys.rank)),
        ], required: ScenarioKeys.correlation)

    static let design: JSON = exactlyOne(
        of: ["method", "points"], SchemaParts.map("at which points a sweep runs", designProperties))

    static let outcome: JSON = exactlyOne(
        of: ["year", "aggregate"],
        SchemaParts.map(
            "a number that is kept of each run",
            [
                variable,
                ("place", SchemaParts.text("a place of the world, or World")),
            ] + reduction(OutcomesReader.aggregates) + [
                ("above", SchemaParts.number("value that is crossed")),
                ("against", SchemaParts.text("option from which the outcome is a difference")),
                ("enough", SchemaParts.number("the least that is good enough, for the command robust")),
            ], required: ["variable", "place"]))

    /// An outcome of a player's own place.
    static let payoff: JSON = exactlyOne(
        of: ["year", "aggregate"],
        SchemaParts.map(
            "a number that a player wants more of",
            [variable] + reduction(OutcomesReader.aggregates.filter { $0 != OutcomesReader.crossing }),
            required: ["variable"]))

    private static let variable = (
        "variable", SchemaParts.word("variable of the tables", Variable.allCases.map(\.rawValue))
    )

    private static func reduction(_ aggregates: [String]) -> [(String, JSON)] {
        [
            ("sector", SchemaParts.text("a sector of the world")),
            ("year", SchemaParts.number("year of the value")),
            ("aggregate", SchemaParts.word("how the years are made one number", aggregates)),
        ]
    }

    private static func exactlyOne(of keys: [String], _ map: JSON) -> JSON {
        guard case .object(let members) = map else { return map }
        let choices = keys.map { key -> JSON in ["required": .array([.text(key)])] }
        return .object(members + [JSON.Member(key: "oneOf", value: .array(choices))])
    }
}
