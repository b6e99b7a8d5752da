import Declarations
import Questions

/// A scenario with the names of what it is beside, as its file is written.
struct WrittenScenario: Sendable {
    let scenario: Scenario
    /// The world or the scenario that it extends.
    let extends: String
    /// The file of points in place of a design.
    let points: String?
}

/// The keys of scenario files, and the maps below them.
enum ScenarioForm {
    static let form = MapForm<WrittenScenario>(
        "a scenario",
        heading + [
            .dependent(
                "extends", "baseline, or the path of a world or a scenario, relative to this file", .prose,
                unless: "baseline"
            ) { $0.extends },
            .dependent(
                "set",
                "values of the world, and keys of what is extended, by path: within a file the longer path wins, between files the later one",
                kind: "map from path to value", schema: SetSchema.members
            ) { _ in nil },
        ] + sections)

    /// What paths can address besides the world.
    static let addressable = (heading + sections).map(\.description.name)

    static let heading: [Key<WrittenScenario>] = [
        .dependent("name", "name in the tables", .cell, unless: "the file's name") { $0.scenario.name },
        .dependent("title", "one line for people", .prose) { $0.scenario.title },
    ]

    static let sections: [Key<WrittenScenario>] = [
        section("horizon", HorizonReader.form.shape) { HorizonReader.form.description($0.scenario.horizon) },
        section("options", "the courses of policy, each of them one run", "map from name to option") {
            let places = $0.scenario.world.jurisdictions
            return .map($0.scenario.options.map { ($0.name, OptionsReader.description($0, places)) })
        },
        section("compare", ComparisonReader.form.shape) {
            ComparisonReader.form.description($0.scenario.comparison)
        },
        section("solver", SolverReader.form.shape) { SolverReader.form.description($0.scenario.solver) },
        section("vary", "what a sweep varies", "list of variations") {
            .list($0.scenario.experiment.variations.map(VariationsReader.form.description))
        },
        section("design", DesignReader.form.shape) {
            DesignReader.description($0.scenario.experiment.design, points: $0.points)
        },
        section("outcomes", "what a sweep keeps of each run", "map from name to outcome") {
            let outcomes = $0.scenario.experiment.outcomes
            // the defaults follow the horizon, so that a resolved scenario can be run over another
            guard outcomes != OutcomesReader.defaults($0.scenario.world, $0.scenario.horizon) else {
                return nil
            }
            return .map(outcomes.map { ($0.name, OutcomesReader.description($0)) })
        },
        section("claims", "statements of the debate that are put to the draws", "list of claims") {
            let claims = $0.scenario.experiment.claims
            return claims.isEmpty ? nil : .list(claims.map(ClaimsReader.form.description))
        },
        section("solve", "what a search is asked for", "map with vary or levers") {
            $0.scenario.experiment.solve.map(SolveReader.description)
        },
        section("game", GameReader.form.shape) {
            $0.scenario.experiment.game.map(GameReader.form.description)
        },
        section("calibrate", EvidenceReader.calibrate.shape) {
            $0.scenario.experiment.calibration.map(EvidenceReader.calibrate.description)
        },
        section("backtest", EvidenceReader.backtest.shape) {
            $0.scenario.experiment.backtest.map(EvidenceReader.backtest.description)
        },
    ]

    private static func section(
        _ name: String, _ map: MapShape,
        write: @escaping @Sendable (WrittenScenario) -> YAMLValue?
    ) -> Key<WrittenScenario> {
        section(name, map.meaning, "map, below", write: write)
    }

    private static func section(
        _ name: String, _ meaning: String, _ kind: String,
        write: @escaping @Sendable (WrittenScenario) -> YAMLValue?
    ) -> Key<WrittenScenario> {
        .dependent(
            name, meaning, kind: kind, schema: [("$ref", .text("#/definitions/\(name)"))], write: write)
    }

    /// The maps and lists below, by the names under which schemas refer to them.
    static let definitions: [(String, JSON)] = [
        ("horizon", HorizonReader.form.shape.schema),
        ("options", OptionsReader.options), ("option", OptionsReader.option), ("steps", OptionsReader.steps),
        ("step", OptionsReader.step.shape.schema),
        ("compare", ComparisonReader.form.shape.schema), ("solver", SolverReader.form.shape.schema),
        ("vary", list("what a sweep varies", of: "variation")),
        ("variation", VariationsReader.form.shape.schema), ("distribution", DistributionReader.schema),
        ("design", DesignReader.form.shape.partSchema), ("correlation", CorrelationsReader.form.shape.schema),
        (
            "outcomes",
            SchemaParts.map(
                "what a sweep keeps of each run", [],
                patterns: [
                    (SchemaParts.newName(besides: Outcome.columnsBeside), SchemaParts.reference("outcome"))
                ])
        ),
        ("outcome", OutcomesReader.form.shape.partSchema),
        ("claims", list("statements of the debate that are put to the draws", of: "claim")),
        ("claim", ClaimsReader.schema), ("test", ClaimsReader.test.shape.schema),
        ("solve", SolveReader.schema), ("game", GameReader.form.shape.partSchema),
        ("choices", GameReader.choicesSchema), ("payoff", GameReader.payoffSchema),
        ("calibrate", EvidenceReader.calibrate.shape.partSchema),
        ("backtest", EvidenceReader.backtest.shape.partSchema),
    ]

    /// Which keys have to stand in a file that extends the embedded world; another may leave them to what it extends.
    static let rules: [(String, JSON)] = [
        ("required", ["options"]),
        (
            "properties",
            SchemaParts.members(
                [
                    ("design", DesignReader.form.shape.rules), ("solve", SolveReader.rules),
                    ("game", GameReader.form.shape.rules),
                    ("calibrate", EvidenceReader.calibrate.shape.rules),
                    ("backtest", EvidenceReader.backtest.shape.rules),
                    (
                        "outcomes",
                        [("additionalProperties", SchemaParts.members(OutcomesReader.form.shape.rules))]
                    ),
                ].map { ($0.0, SchemaParts.members($0.1)) })
        ),
    ]

    private static func list(_ meaning: String, of definition: String) -> JSON {
        SchemaParts.described(
            meaning, [("type", "array"), ("items", SchemaParts.reference(definition))])
    }

    /// Maps whose keys paths address one by one.
    static let flat: [(section: String, properties: [(String, JSON)])] = [
        ("horizon", HorizonReader.form.shape.properties), ("compare", ComparisonReader.form.shape.properties),
        ("solver", SolverReader.form.shape.properties), ("design", DesignReader.form.shape.properties),
    ]

    /// Whether a path begins with something that can be set; the problem is reported if not.
    static func isKnown(_ path: Path, _ origin: Origin, _ problems: inout Problems) -> Bool {
        guard case .key(let key) = path.steps.first else { return false }
        let known = WorldKeys.settable + addressable
        if known.contains(key) { return true }
        let message =
            switch key {
            case "jurisdictions", "sectors", "levers":
                "cannot be set, expected a world file with other \(key)"
            case "extends", "set":
                "cannot be set, expected a key of the file"
            case _ where WorldKeys.levers.contains(key):
                "unknown key, levers belong to regimes.NAME, baseRegime.PLACE or with of a step"
            default:
                "unknown key\(nearest(to: key, in: known).map { ", did you mean \($0)?" } ?? "")"
            }
        problems.report(origin, path, message)
        return false
    }
}
