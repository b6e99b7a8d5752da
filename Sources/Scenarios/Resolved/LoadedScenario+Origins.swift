import Declarations
import Questions

extension LoadedScenario {
    /// The scenario with every value of its world, and behind each value where it comes from.
    ///
    /// The text is itself a scenario on top of the same world.
    package var annotated: String {
        var entries = ScenarioForm.form.entries(
            WrittenScenario(scenario: scenario, extends: source.worldName, points: points?.name))
        entries.append(("set", WorldDescription.values(scenario.world)))
        return YAMLValue.map(entries).document { path, value in comment(path, value) }
    }

    private func comment(_ path: Path, _ value: YAMLValue) -> String? {
        if path.steps == [.key("extends")] { return nil }
        let inner = path.steps.first == .key("set") ? Path(Array(path.steps.dropFirst())) : path
        guard case .list(let items, _) = value, !items.isEmpty else { return origins[inner].comment }
        var comments: [String] = []
        for index in items.indices {
            let comment = origins[inner.appending(.index(index))].comment
            if !comments.contains(comment) { comments.append(comment) }
        }
        return comments.joined(separator: ", ")
    }
}
