import Declarations
import Simulation

/// Reads the options of policy, each a map from place to dated steps.
struct OptionsReader {
    let context: SectionContext

    /// - Parameter file: where the scenario begins, for an option list that is missing.
    func read(_ node: Node?, _ file: Origin, _ problems: inout Problems) -> [PolicyOption] {
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
            return option(entry, path, &problems)
        }
    }

    private func option(_ entry: Node.Entry, _ path: Path, _ problems: inout Problems) -> PolicyOption {
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
                node[place].map { steps($0, path.appending(place), &problems) } ?? []
            })
    }

    private func steps(_ node: Node, _ path: Path, _ problems: inout Problems) -> [StepSettings] {
        guard let items = problems.items(node, path, "a list of steps") else { return [] }
        let steps = items.enumerated().map { index, item in
            step(item, path.appending(.index(index)), &problems)
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

    private func step(_ node: Node, _ path: Path, _ problems: inout Problems) -> StepSettings {
        var step = StepSettings(from: .nan, over: 0, regime: nil, with: LeverSettings())
        guard problems.entries(node, path, "a map with from") != nil else { return step }
        problems.checkKeys(node, path, known: ScenarioKeys.step, required: ["from"])
        if let from = node["from"] {
            let hasYears = context.world.baseYear.isFinite && context.horizon.end.isFinite
            step.from = problems.number(from, path.appending("from"), in: hasYears ? context.years : nil)
        }
        if let over = node["over"] {
            step.over = problems.number(over, path.appending("over"), in: StepSettings.phase, .years)
        }
        if let regime = node["regime"] {
            let names = context.world.regimes.map(\.name)
            step.regime = problems.word(regime, path.appending("regime"), oneOf: names, "a regime")
        }
        if let with = node["with"] { step.with = LeverReader.read(with, path.appending("with"), &problems) }
        if node["regime"] == nil, node["with"] == nil {
            problems.report(node.origin, path, "changes nothing, expected regime or with")
        }
        return step
    }
}
