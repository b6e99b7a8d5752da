import Declarations

/// The key `set`: paths, dotted or as nested maps.
enum SetSchema {
    private static let name = SchemaParts.name

    /// Within a file the longer path wins, between files the later one.
    static let members = SchemaParts.mapMembers(
        plainPaths,
        patterns: Parameter.allCases.flatMap(tablePatterns) + factorPatterns + policyPatterns
            + scenarioPatterns)

    private static let factor = SchemaParts.number("factor on what the value is otherwise", .positive)

    private static let factorPatterns: [(String, JSON)] = ["", "(\\.\(name))?", "(\\.\(name)(\\.\(name))?)?"]
        .enumerated().map { keys, below in
            let names = Parameter.allCases.filter { depth($0) == keys }.map(\.name).joined(separator: "|")
            return ("^(\(names))\(below)\\*$", factor)
        }

    private static let plainPaths: [(String, JSON)] =
        [("baseYear", SchemaParts.number("first year", WorldKeys.baseYears))]
        + Parameter.allCases.map { ($0.name, value($0, keysAbove: 0)) }
        + [
            ("sizeBands", sizeBands),
            (
                "regimes",
                SchemaParts.map(
                    "presets of levers, new ones too", [],
                    patterns: [(SchemaParts.newName(), SchemaParts.reference("levers"))]
                        + leverPatterns("^\(name)\\."))
            ),
            (
                "baseRegime",
                SchemaParts.map(
                    "law of the base year by place", [],
                    patterns: [("^\(name)$", baseRegime)] + leverPatterns("^\(name)\\.")
                        + [("^\(name)\\.regime$", ["type": "string"])])
            ),
        ] + scenarioPaths

    /// How many keys follow the name of the parameter.
    private static func depth(_ parameter: Parameter) -> Int { parameter.entryNames([], []).count }

    /// A number, or a map of what lies deeper; a number sets every entry.
    private static func value(_ parameter: Parameter, keysAbove: Int) -> JSON {
        let open = depth(parameter) - keysAbove
        guard open > 0 else { return SchemaParts.reference(parameter.name) }
        let declaration = parameter.declaration
        var patterns = [("^\(name)$", value(parameter, keysAbove: keysAbove + 1))]
        if open == 2 { patterns.append(("^\(name)\\.\(name)$", SchemaParts.reference(parameter.name))) }
        patterns.append((open == 2 ? "^\(name)(\\.\(name))?\\*$" : "^\(name)\\*$", factor))
        return SchemaParts.described(
            SchemaParts.explanation(declaration),
            [("type", ["number", "object"])] + SchemaParts.limits(declaration.bounds)
                + [("patternProperties", SchemaParts.members(patterns)), ("additionalProperties", false)])
    }

    private static func tablePatterns(_ parameter: Parameter) -> [(String, JSON)] {
        (0..<depth(parameter)).map { index in
            let keys = String(repeating: "\\.\(name)", count: index + 1)
            return ("^\(parameter.name)\(keys)$", value(parameter, keysAbove: index + 1))
        }
    }

    private static func leverPatterns(_ prefix: String) -> [(String, JSON)] {
        Lever.allCases.map { ("\(prefix)\($0.name)$", SchemaParts.reference("lever-\($0.name)")) }
    }

    private static let baseRegime = SchemaParts.map(
        "a preset and what differs from it",
        [("regime", SchemaParts.text("name of a preset"))] + SchemaParts.leverProperties)

    private static let sizeBands: JSON = SchemaParts.described(
        "shares of works by size of owner",
        [("type", ["number", "object"])] + SchemaParts.limits(.share)
            + [
                ("patternProperties", SchemaParts.members([("^\(name)$", share)])),
                ("additionalProperties", false),
            ])

    private static let share = SchemaParts.number("share of works", .share)

    private static let policyPatterns: [(String, JSON)] =
        [
            ("^sizeBands\\.\(name)$", share),
            ("^regimes\\.\(name)$", SchemaParts.reference("levers")),
            ("^baseRegime\\.\(name)$", baseRegime),
            ("^baseRegime\\.\(name)\\.regime$", SchemaParts.text("name of a preset")),
        ] + leverPatterns("^(regimes|baseRegime)\\.\(name)\\.")

    /// Keys of the scenario itself, which matter where a file extends another.
    private static let scenarioPaths: [(String, JSON)] =
        (ScenarioForm.heading + ScenarioForm.sections).map { ($0.description.name, $0.description.schema) }
        + ScenarioForm.flat.flatMap { section, properties in
            properties.map { ("\(section).\($0.0)", $0.1) }
        }

    private static let scenarioPatterns: [(String, JSON)] = {
        let place = "^options\\.\(name)\\.\(name)"
        let step = place + "\\[[0-9]+\\]"
        return [
            ("^options\\.\(name)$", SchemaParts.reference("option")),
            ("\(place)$", SchemaParts.reference("steps")),
            ("\(step)$", SchemaParts.map("keys of a step", OptionsReader.step.shape.properties)),
        ] + OptionsReader.step.shape.properties.map { ("\(step)\\.\($0.0)$", $0.1) }
            + leverPatterns("\(step)\\.with\\.")
            + [("^(vary\\[|outcomes\\.|claims\\[|(solve|game|calibrate|backtest)\\.)", [:])]
    }()
}
