import Declarations
import Simulation

/// Reads what a scenario holds against observations: `calibrate` and `backtest`.
///
/// The file of observations is read by the commands that use it (`observations(_:from:)`).
struct EvidenceReader {
    let context: SectionContext
    let options: [PolicyOption]
    let finder: TargetFinder

    func calibration(_ node: Node?, _ problems: inout Problems) -> Calibration? {
        let path = Path([.key("calibrate")])
        guard let node, problems.entries(node, path) != nil else { return nil }
        problems.checkKeys(
            node, path, known: ScenarioKeys.calibrate, required: ["observations", "parameters"])
        let observations = node["observations"].flatMap {
            problems.file($0, path.appending("observations"))
        }
        let from = year(node["from"], path.appending("from"), &problems)
        let parameters = parameters(node["parameters"], path.appending("parameters"), &problems)
        let option = option(node["option"], path.appending("option"), &problems)
        var holdOut: Double?
        if let written = node["holdOut"] {
            let path = path.appending("holdOut")
            if problems.entries(written, path, "a map with from") != nil {
                problems.checkKeys(
                    written, path, known: ScenarioKeys.holdOut, required: ScenarioKeys.holdOut)
                holdOut = year(written["from"], path.appending("from"), &problems)
            }
        }
        func count(_ key: String, in range: ClosedRange<Int>) -> Int? {
            node[key].flatMap { problems.wholeNumber($0, path.appending(key), in: range) }
        }
        let steps = count("steps", in: ScenarioKeys.steps)
        let draws = count("draws", in: ScenarioKeys.draws)
        let kept = count("keep", in: ScenarioKeys.draws)
        let seed = node["seed"].flatMap { problems.seed($0, path.appending("seed")) }
        guard let observations, let option else { return nil }
        return Calibration(
            observations: observations, from: from, parameters: parameters, option: option,
            holdOut: holdOut, steps: steps ?? Calibration.defaultSteps,
            draws: draws ?? Calibration.defaultDraws, kept: kept ?? Calibration.defaultKept, seed: seed ?? 1)
    }

    func backtest(_ node: Node?, _ problems: inout Problems) -> Backtest? {
        let path = Path([.key("backtest")])
        guard let node, problems.entries(node, path) != nil else { return nil }
        problems.checkKeys(node, path, known: ScenarioKeys.backtest, required: ["observations", "from"])
        let observations = node["observations"].flatMap {
            problems.file($0, path.appending("observations"))
        }
        let from = year(node["from"], path.appending("from"), &problems)
        let option = option(node["option"], path.appending("option"), &problems)
        let thresholds = thresholds(node["thresholds"], path.appending("thresholds"), &problems)
        guard let observations, let from, let option else { return nil }
        return Backtest(observations: observations, from: from, option: option, thresholds: thresholds)
    }

    private func year(_ node: Node?, _ path: Path, _ problems: inout Problems) -> Double? {
        node.map {
            let hasYears = context.years.lower.isFinite && context.years.upper.isFinite
            return problems.number($0, path, in: hasYears ? context.years : nil)
        }
    }

    /// Today's law, or the first option, unless the scenario says otherwise.
    private func option(_ node: Node?, _ path: Path, _ problems: inout Problems) -> String? {
        guard let node else { return Scenario.reference(among: options) }
        return problems.word(node, path, oneOf: options.map(\.name), "an option")
    }

    /// A path alone stands for the parameter's default range.
    private func parameters(_ node: Node?, _ path: Path, _ problems: inout Problems) -> [Variation] {
        guard let node, let items = problems.items(node, path, "a list of paths") else { return [] }
        if items.isEmpty { problems.report(node.origin, path, "must have at least one path") }
        let written = items.map { item -> Node in
            guard case .scalar = item.content, !item.isNull else { return item }
            let range = Node(.scalar("range", plain: true), item.origin)
            return Node(
                .map([
                    Node.Entry("parameter", item.origin, item),
                    Node.Entry("distribution", item.origin, range),
                ]), item.origin)
        }
        let read = VariationsReader(finder: finder)
            .read(Node(.list(written), node.origin), at: path, &problems)
        for (index, item) in items.enumerated() {
            if let grid = item["grid"] {
                problems.report(
                    grid.origin, path.appending(.index(index)), "has a grid, expected a distribution")
            } else if let discrete = item["distribution"]?["discrete"] {
                problems.report(
                    discrete.origin, path.appending(.index(index)),
                    "has single values, and a fit needs a distribution without gaps")
            }
        }
        return read
    }

    private func thresholds(
        _ node: Node?, _ path: Path, _ problems: inout Problems
    ) -> [(score: Backtest.Score, holds: Threshold)] {
        guard let node, let entries = problems.entries(node, path, "a map of scores") else { return [] }
        problems.checkKeys(node, path, known: Backtest.Score.allCases.map(\.rawValue), "score")
        return entries.compactMap { entry in
            guard let score = Backtest.Score(rawValue: entry.key),
                let threshold = problems.threshold(entry.value, path.appending(entry.key))
            else { return nil }
            return (score, threshold)
        }
    }
}
