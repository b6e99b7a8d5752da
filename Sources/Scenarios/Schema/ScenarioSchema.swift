import Declarations
import Simulation

/// The JSON Schemas of the files that the program reads, for editors and other programs.
///
/// They hold keys, types and bounds; sums, cross-references and dates are left to the reader.
package enum Schemas {
    package static func scenario() -> String {
        let parts: [(String, JSON)] = [
            ("type", "object"),
            ("properties", SchemaParts.members(ScenarioSchema.properties)),
            ("additionalProperties", false),
            // Options may come from an extended scenario, but not from the embedded world.
            ("if", ["properties": ["extends": ["const": "baseline"]]]),
            ("then", ["required": ["options"]]),
        ]
        return SchemaParts.document(
            "Equipoise scenario", parts,
            definitions: SchemaParts.numberDefinitions + ScenarioSchema.definitions)
    }

    package static func world() -> String {
        let parts: [(String, JSON)] = [
            ("type", "object"),
            ("properties", SchemaParts.members(WorldSchema.properties)),
            ("required", SchemaParts.words(WorldKeys.topLevel)),
            ("additionalProperties", false),
        ]
        return SchemaParts.document(
            "Equipoise world", parts, definitions: SchemaParts.numberDefinitions + WorldSchema.definitions)
    }
}

/// The keys of scenario files.
enum ScenarioSchema {
    static let properties: [(String, JSON)] = [
        ("name", SchemaParts.cell("name in the tables; the file's name unless it is given")),
        ("title", SchemaParts.prose("one line for people")),
        (
            "extends",
            SchemaParts.prose("baseline, or the path of a world or a scenario, relative to this file")
        ),
        ("horizon", SchemaParts.reference("horizon")),
        ("set", SetSchema.map),
        ("options", SchemaParts.reference("options")),
        ("compare", SchemaParts.reference("compare")),
        ("solver", SchemaParts.reference("solver")),
        ("vary", SchemaParts.reference("vary")),
        ("design", SchemaParts.reference("design")),
        ("outcomes", SchemaParts.reference("outcomes")),
        ("claims", SchemaParts.reference("claims")),
        ("solve", SchemaParts.reference("solve")),
        ("game", SchemaParts.reference("game")),
        ("calibrate", SchemaParts.reference("calibrate")),
        ("backtest", SchemaParts.reference("backtest")),
    ]

    static let definitions: [(String, JSON)] = [
        ("horizon", SchemaParts.map("which years are reported", horizon)),
        (
            "options",
            SchemaParts.map(
                "the courses of policy, each of them one run", [],
                patterns: [(SchemaParts.newName(), SchemaParts.reference("option"))])
        ),
        (
            "option",
            SchemaParts.map(
                "dated steps by place; {} keeps today's law", [],
                patterns: [("^\(SchemaParts.name)$", SchemaParts.reference("steps"))])
        ),
        (
            "steps",
            SchemaParts.described(
                "dated steps, in order", [("type", "array"), ("items", SchemaParts.reference("step"))])
        ),
        ("step", step),
        ("compare", SchemaParts.map("what the options are compared with", compare)),
        ("solver", SchemaParts.map("how a run is integrated", solver)),
        (
            "vary",
            SchemaParts.described(
                "what a sweep varies", [("type", "array"), ("items", SchemaParts.reference("variation"))])
        ),
        ("variation", VariationSchema.variation),
        ("distribution", VariationSchema.distribution),
        ("design", VariationSchema.design),
        ("correlation", VariationSchema.correlation),
        (
            "outcomes",
            SchemaParts.map(
                "what a sweep keeps of each run", [],
                patterns: [
                    (SchemaParts.newName(besides: Outcome.columnsBeside), SchemaParts.reference("outcome"))
                ])
        ),
        ("outcome", VariationSchema.outcome),
        (
            "claims",
            SchemaParts.described(
                "statements of the debate that are put to the draws",
                [("type", "array"), ("items", SchemaParts.reference("claim"))])
        ),
        ("claim", ClaimSchema.claim),
        ("test", ClaimSchema.test),
        ("solve", SolveSchema.solve),
        ("game", GameSchema.game),
        ("choices", GameSchema.choices),
        ("payoff", GameSchema.payoff),
        ("calibrate", EvidenceSchema.calibrate),
        ("backtest", EvidenceSchema.backtest),
    ]

    static let horizon: [(String, JSON)] = [
        ("end", SchemaParts.number("last year; fifteen years after the base year unless it is given")),
        (
            "step",
            SchemaParts.number(
                "years between rows [yr], 1 unless it is given",
                Bounds(0, ScenarioKeys.longestHorizon, includesLower: false))
        ),
    ]

    static let stepProperties: [(String, JSON)] = [
        ("from", SchemaParts.number("year in which the step begins")),
        ("over", SchemaParts.number("years of phasing in [yr], 0 for at once", StepSettings.phase)),
        ("regime", text("name of a preset of levers")),
        ("with", SchemaParts.reference("levers")),
    ]

    private static let step: JSON = {
        let map = SchemaParts.map("a dated change of the law", stepProperties, required: ["from"])
        guard case .object(let members) = map else { return map }
        return .object(
            members + [
                JSON.Member(key: "anyOf", value: [["required": ["regime"]], ["required": ["with"]]])
            ])
    }()

    static let compare: [(String, JSON)] = [
        ("against", text("option that the others are compared with")),
        (
            "from",
            SchemaParts.number("first year of the sums; the one after the base year unless it is given")
        ),
        ("years", SchemaParts.wholeNumber("number of yearly flows in the sums", from: 1)),
        (
            "discountRate",
            SchemaParts.number(
                "discount rate [1/yr]; the world's unless it is given",
                Scalar.discountRate.declaration.bounds)
        ),
    ]

    static let solver: [(String, JSON)] = [
        ("method", SchemaParts.word("method of integration", Solver.Method.allCases.map(\.rawValue))),
        (
            "tolerance",
            SchemaParts.number(
                "relative tolerance; by default 1e-8 in run and 1e-6 in sweeps", ScenarioKeys.tolerance)
        ),
    ]

    private static func text(_ description: String) -> JSON { SchemaParts.text(description) }
}
