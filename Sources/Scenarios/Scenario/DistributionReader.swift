import Declarations
import Questions

/// Reads a distribution, whose draws must stay within the bounds of the number wherever its support is finite.
struct DistributionReader {
    let target: Target
    /// Whether the draws are factors on the world's values of the target.
    let isFactor: Bool
    let finder: TargetFinder

    /// The parameters of each distribution, in order.
    static let parameters: [(name: String, parameters: [String])] = [
        ("uniform", ["min", "max"]),
        ("loguniform", ["min", "max"]),
        ("triangular", ["min", "mode", "max"]),
        ("pert", ["min", "mode", "max"]),
        ("normal", ["mean", "sd"]),
        ("truncatedNormal", ["mean", "sd", "min", "max"]),
        ("lognormal", ["mean of log", "sd of log"]),
        ("beta", ["a", "b", "min", "max"]),
        ("exponential", ["mean"]),
    ]
    static let names = parameters.map(\.name) + ["discrete"]

    static let kind = "range, or a map such as {uniform: [min, max]}"
    static let reference: [(String, JSON)] = [("$ref", "#/definitions/distribution")]

    static let schema: JSON = {
        let lists = parameters.map { name, parameters -> (String, JSON) in
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
                (
                    "additionalProperties",
                    SchemaParts.members([("type", "number")] + SchemaParts.limits(weights))
                ),
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

    /// Weights of single values.
    private static let weights = Bounds(0, 1e9, includesLower: false)

    static func description(_ distribution: Distribution) -> YAMLValue {
        func named(_ name: String, _ values: Double...) -> YAMLValue {
            .map([(name, .list(values.map(YAMLValue.number), inFlow: true))])
        }
        return switch distribution {
        case .range: .text("range")
        case .uniform(let min, let max): named("uniform", min, max)
        case .loguniform(let min, let max): named("loguniform", min, max)
        case .triangular(let min, let mode, let max): named("triangular", min, mode, max)
        case .pert(let min, let mode, let max): named("pert", min, mode, max)
        case .normal(let mean, let sd): named("normal", mean, sd)
        case .truncatedNormal(let mean, let sd, let min, let max):
            named("truncatedNormal", mean, sd, min, max)
        case .lognormal(let mean, let sd): named("lognormal", mean, sd)
        case .beta(let a, let b, let min, let max): named("beta", a, b, min, max)
        case .exponential(let mean): named("exponential", mean)
        case .discrete(let values):
            .map([("discrete", .map(values.map { (plain($0.value), .number($0.weight)) }))])
        }
    }

    /// - Returns: nil once a problem has been reported.
    func read(_ node: Node, _ path: Path, _ problems: inout Problems) -> Distribution? {
        if node.text == "range" { return range(node, path, &problems) }
        guard let entries = node.entries, entries.count == 1, let entry = entries.first else {
            problems.report(
                node.origin, path, "must be range or a map such as {uniform: [min, max]}, found \(node.found)"
            )
            return nil
        }
        let inner = path.appending(entry.key)
        if entry.key == "discrete" { return discrete(entry.value, inner, &problems) }
        guard let names = Self.parameters.first(where: { $0.name == entry.key })?.parameters else {
            problems.report(
                entry.origin, inner, "unknown distribution\(expectation(entry.key, Self.names + ["range"]))")
            return nil
        }
        guard let items = entry.value.items, items.count == names.count else {
            let list = "[\(names.joined(separator: ", "))]"
            let found = entry.value.items.map { counted($0.count, "number") } ?? entry.value.found
            problems.report(entry.value.origin, inner, "must be \(list), found \(found)")
            return nil
        }
        let values = items.enumerated().map { problems.number($1, inner.appending(.index($0))) }
        guard values.allSatisfy(\.isFinite) else { return nil }
        if let broken = Self.brokenRule(names, values, isLogarithmic: entry.key == "loguniform") {
            problems.report(entry.value.origin, inner, broken)
            return nil
        }
        for (index, name) in names.enumerated() where name == "min" || name == "max" {
            _ = finder.number(
                items[index], inner.appending(.index(index)), for: target, isFactor: isFactor, &problems)
        }
        return Self.distribution(entry.key, values)
    }

    private static func brokenRule(_ names: [String], _ values: [Double], isLogarithmic: Bool) -> String? {
        func value(_ name: String) -> Double? { names.firstIndex(of: name).map { values[$0] } }
        func found(_ keys: String...) -> String {
            "found " + keys.compactMap { value($0).map(plain) }.joined(separator: " and ")
        }
        if let min = value("min"), let max = value("max") {
            guard min < max else { return "min must be below max, \(found("min", "max"))" }
            if isLogarithmic, min <= 0 { return "min must be above 0, \(found("min"))" }
            if let mode = value("mode"), !(min...max).contains(mode) {
                return "mode must lie between min and max, \(found("mode"))"
            }
        }
        for name in ["sd", "sd of log", "a", "b"] {
            if let number = value(name), number <= 0 { return "\(name) must be above 0, \(found(name))" }
        }
        if names == ["mean"], let mean = value("mean"), mean <= 0 {
            return "mean must be above 0, \(found("mean"))"
        }
        return nil
    }

    private static func distribution(_ name: String, _ v: [Double]) -> Distribution? {
        switch name {
        case "uniform": .uniform(min: v[0], max: v[1])
        case "loguniform": .loguniform(min: v[0], max: v[1])
        case "triangular": .triangular(min: v[0], mode: v[1], max: v[2])
        case "pert": .pert(min: v[0], mode: v[1], max: v[2])
        case "normal": .normal(mean: v[0], sd: v[1])
        case "truncatedNormal": .truncatedNormal(mean: v[0], sd: v[1], min: v[2], max: v[3])
        case "lognormal": .lognormal(meanOfLog: v[0], sdOfLog: v[1])
        case "beta": .beta(a: v[0], b: v[1], min: v[2], max: v[3])
        case "exponential": .exponential(mean: v[0])
        default: nil
        }
    }

    private func discrete(_ node: Node, _ path: Path, _ problems: inout Problems) -> Distribution? {
        guard let entries = problems.entries(node, path, "a map from value to weight") else { return nil }
        if entries.isEmpty { problems.report(node.origin, path, "must have at least one value") }
        var values: [WeightedValue] = []
        for entry in entries {
            let path = path.appending(entry.key)
            let key = Node(.scalar(entry.key, plain: true), entry.origin)
            let value = finder.number(key, path, for: target, isFactor: isFactor, &problems)
            let weight = problems.number(entry.value, path, in: Self.weights)
            if values.contains(where: { $0.value == value }) {
                problems.report(entry.origin, path, "repeated value \(plain(value))")
            }
            values.append(WeightedValue(value: value, weight: weight))
        }
        return .discrete(values)
    }

    /// The parameter's default range, which the world must give; factors must keep every entry in bounds.
    private func range(_ node: Node, _ path: Path, _ problems: inout Problems) -> Distribution? {
        guard let (range, areFactors) = finder.range(of: target) else {
            problems.report(
                node.origin, path,
                "has no default range, expected a distribution such as {uniform: [min, max]}")
            return nil
        }
        guard areFactors else {
            guard isFactor else { return .range }
            problems.report(
                node.origin, path,
                "is of values, expected the parameter without *, or a distribution such as {loguniform: [min, max]}"
            )
            return nil
        }
        for factor in [range.lowerBound, range.upperBound] {
            guard let obstacle = finder.obstacle(to: factor, on: target) else { continue }
            problems.report(node.origin, path, obstacle)
            return nil
        }
        return .range
    }
}
