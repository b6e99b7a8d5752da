import Declarations
import Questions

/// Reads the options of policy, each a map from place to dated steps.
enum OptionsReader {
    static let step = MapForm<StepSettings>(
        "a dated change of the law", expected: "a map with from", choice: .atLeastOne(["regime", "with"]),
        [
            Key("from", "year in which the step begins", .year, required: true, \.from),
            Key(
                "over", "years of phasing in, 0 for at once", .number(StepSettings.phase, .years),
                unless: "0",
                unit: .years, \.over),
            Key("regime", "name of a preset of levers", .regime, \.regime),
            Key("with", "values of levers, on top of those of the regime", .levers, \.with)
                .written { $0.regime == nil || !leverEntries($0.with).isEmpty },
        ])

    static let steps = SchemaParts.described(
        "dated steps, in order", [("type", "array"), ("items", SchemaParts.reference("step"))])

    static let option = SchemaParts.map(
        "dated steps by place; {} keeps today's law", [],
        patterns: [("^\(SchemaParts.name)$", SchemaParts.reference("steps"))])

    static let options = SchemaParts.map(
        "the courses of policy, each of them one run", [],
        patterns: [(SchemaParts.newName(), SchemaParts.reference("option"))])

    /// - Parameter file: where the scenario begins, for an option list that is missing.
    static func read(
        _ node: Node?, _ context: SectionContext, _ file: Origin, _ problems: inout Problems
    ) -> [PolicyOption] {
        let path = Path([.key("options")])
        guard let node else {
            problems.report(file, path, "missing key, expected at least one option, such as status-quo: {}")
            return []
        }
        guard let entries = problems.entries(node, path, "a map of options") else { return [] }
        if entries.isEmpty { problems.report(node.origin, path, "must have at least one option") }
        return entries.enumerated().map { index, entry in
            let path = path.appending(entry.key)
            if problems.checkName(entry.key, entry.origin, path) {
                problems.checkCase(entry.key, among: entries[..<index].map(\.key), entry.origin, path)
            }
            return option(entry, path, context, &problems)
        }
    }

    private static func option(
        _ entry: Node.Entry, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> PolicyOption {
        let places = context.world.jurisdictions
        let none = [[StepSettings]](repeating: [], count: places.count)
        let node = entry.value
        guard problems.entries(node, path, "a map from place to steps, {} for today's law") != nil else {
            return PolicyOption(name: entry.key, steps: none)
        }
        problems.checkKeys(node, path, known: places, "place")
        return PolicyOption(
            name: entry.key,
            steps: places.map { place in
                node[place].map { steps($0, path.appending(place), context, &problems) } ?? []
            })
    }

    private static func steps(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> [StepSettings] {
        guard let items = problems.items(node, path, "a list of steps") else { return [] }
        let steps = items.enumerated().map { index, item in
            step(item, path.appending(.index(index)), context, &problems)
        }
        for index in steps.indices.dropFirst() where steps[index].from <= steps[index - 1].from {
            let from = path.appending(.index(index)).appending("from")
            problems.report(
                (items[index]["from"] ?? items[index]).origin, from,
                "must be after the step before it, found \(plain(steps[index].from)) "
                    + "after \(plain(steps[index - 1].from))")
        }
        return steps
    }

    private static func step(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> StepSettings {
        var settings = StepSettings(from: .nan, over: 0, regime: nil, with: LeverSettings())
        if step.read(node, path, context, &problems, into: &settings), node["regime"] == nil,
            node["with"] == nil
        {
            problems.report(node.origin, path, "changes nothing, expected regime or with")
        }
        return settings
    }

    static func description(_ option: PolicyOption, _ places: [String]) -> YAMLValue {
        .map(
            zip(places, option.steps).filter { !$0.1.isEmpty }.map { place, steps in
                (place, .list(steps.map(step.description)))
            })
    }
}
