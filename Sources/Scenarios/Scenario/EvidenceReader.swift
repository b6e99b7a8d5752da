import Declarations
import Questions

/// Reads what a scenario holds against observations: `calibrate` and `backtest`.
///
/// The file of observations is read by the commands that use it (`observations(_:from:)`).
enum EvidenceReader {
    static let calibrate = MapForm<Calibration>(
        "which numbers are held to which observations",
        [
            Key(
                "observations", "CSV of observations, relative to this file", .file, required: true,
                \.observations),
            Key("from", "observations before this year are left out", .year, \.from),
            Key(
                "parameters", "paths of the numbers; a path alone stands for its default range",
                Form(
                    kind: "list of paths, or of maps with parameter and distribution",
                    schema: [
                        ("type", "array"), ("minItems", 1),
                        ("items", ["anyOf": [VariationsReader.path.bareSchema, prior]]),
                    ], read: parameters, write: { .list($0.map(VariationsReader.form.description)) }),
                required: true, \.parameters),
            option(\.option),
            Key(
                "holdOut", "observations that are predicted instead of fitted",
                holdOut.form(from: nil), \.holdOut
            ).written { $0.holdOut != nil },
            Key(
                "steps", "steps that the fit may take", .wholeNumber(1...100_000),
                unless: "\(Calibration.defaultSteps)", \.steps),
            Key(
                "draws", "draws that the observations weigh", .wholeNumber(draws),
                unless: "\(Calibration.defaultDraws)", \.draws),
            Key(
                "keep", "points that are kept of them", .wholeNumber(draws),
                unless: "\(Calibration.defaultKept)", \.kept),
            Key("seed", "seed of the draws", .seed, unless: "1", \.seed),
        ])

    static let backtest = MapForm<Backtest>(
        "which observations the draws are to predict",
        [
            Key(
                "observations", "CSV of observations, relative to this file", .file, required: true,
                \.observations),
            Key(
                "from", "observations before this year are known, the others predicted", .year,
                required: true,
                \.from),
            option(\.option),
            Key("thresholds", "what has to be reached", thresholds, \.thresholds)
                .written { !$0.thresholds.isEmpty },
        ])

    private static let draws = 64...16_777_216

    private static func option<Owner>(_ value: any WritableKeyPath<Owner, String> & Sendable) -> Key<Owner> {
        Key("option", "course of policy that was taken", .option, unless: "the one that keeps the law", value)
    }

    /// What `vary` has, with a distribution.
    private static let prior: JSON = {
        let keys = VariationsReader.form.shape.keys.filter { $0.name != "grid" }
        return SchemaParts.map(
            "a number that is calibrated, and what is known of it without the observations",
            keys.map { ($0.name, $0.schema) }, required: keys.map(\.name))
    }()

    private static let holdOut = MapForm<Double?>(
        "observations that are predicted instead of fitted", expected: "a map with from",
        [Key("from", "the first year of them", .year, required: true, \.self)])

    private static let thresholds = Form<[(score: Backtest.Score, holds: Threshold)]>(
        kind: "map from score to threshold",
        schema: SchemaParts.mapMembers(
            Backtest.Score.allCases.map { score in
                (score.rawValue, Form<Threshold>.threshold.schema("the least or the most of it"))
            }),
        read: { node, path, _, problems in
            guard let entries = problems.entries(node, path, "a map of scores") else { return nil }
            problems.checkKeys(node, path, known: Backtest.Score.allCases.map(\.rawValue), "score")
            return entries.compactMap { entry in
                guard let score = Backtest.Score(rawValue: entry.key),
                    let threshold = problems.threshold(entry.value, path.appending(entry.key))
                else { return nil }
                return (score, threshold)
            }
        },
        write: { .map($0.map { ($0.score.rawValue, Form<Threshold>.threshold.write($0.holds)) }) })

    static func calibration(
        _ node: Node?, _ context: SectionContext, _ problems: inout Problems
    ) -> Calibration? {
        let path = Path([.key("calibrate")])
        var calibration = Calibration(
            observations: NamedFile(name: "", path: ""), from: nil, parameters: [],
            option: Scenario.reference(among: context.options) ?? "", holdOut: nil,
            steps: Calibration.defaultSteps, draws: Calibration.defaultDraws, kept: Calibration.defaultKept,
            seed: 1)
        guard let node, calibrate.read(node, path, context, &problems, into: &calibration) else { return nil }
        return calibration
    }

    static func backtest(_ node: Node?, _ context: SectionContext, _ problems: inout Problems) -> Backtest? {
        let path = Path([.key("backtest")])
        var test = Backtest(
            observations: NamedFile(name: "", path: ""), from: .nan,
            option: Scenario.reference(among: context.options) ?? "", thresholds: [])
        guard let node, backtest.read(node, path, context, &problems, into: &test) else { return nil }
        return test
    }

    /// A path alone stands for the parameter's default range.
    private static func parameters(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> [Variation]? {
        guard let items = problems.items(node, path, "a list of paths") else { return nil }
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
        let read = VariationsReader(finder: context.finder)
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
}
