import Declarations
import Questions

/// Reads which drawn numbers are correlated.
struct CorrelationsReader {
    let inputs: [Input]

    static let form = MapForm<RankCorrelation>(
        "a rank correlation", expected: "a map with between and rank",
        [
            .dependent(
                "between", "paths of the two numbers", kind: "list of two paths",
                schema: [
                    ("type", "array"), ("items", VariationsReader.path.bareSchema), ("minItems", 2),
                    ("maxItems", 2),
                ], required: true
            ) { .list([.text($0.first), .text($0.second)], inFlow: true) },
            .dependent("rank", "Spearman's rank correlation", .number(ranks), required: true) { $0.rank },
        ])
    private static let ranks = Bounds(-1, 1, includesLower: false, includesUpper: false)

    func read(_ node: Node, _ problems: inout Problems) -> [RankCorrelation] {
        let path = Path([.key("design"), .key("correlations")])
        guard let items = problems.items(node, path, "a list of rank correlations") else { return [] }
        var correlations: [RankCorrelation] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let correlation = correlation(item, path, &problems) else { continue }
            let pair = [correlation.first, correlation.second]
            if correlations.contains(where: {
                pair == [$0.first, $0.second] || pair == [$0.second, $0.first]
            }
            ) {
                problems.report(
                    item.origin, path, "\(correlation.first) and \(correlation.second) are correlated twice")
            } else {
                correlations.append(correlation)
            }
        }
        do throws(CorrelatedGroup.Contradiction) {
            _ = try CorrelatedGroup.groups(correlations)
        } catch {
            problems.report(
                node.origin, path,
                "no numbers have these ranks of \(error.names.joined(separator: ", ")), their matrix is not "
                    + "positive definite, expected correlations nearer to 0")
        }
        return correlations
    }

    private func correlation(_ node: Node, _ path: Path, _ problems: inout Problems) -> RankCorrelation? {
        guard Self.form.shape.check(node, path, &problems) else { return nil }
        let rank = node["rank"].map {
            problems.number($0, path.appending("rank"), in: Self.ranks)
        }
        guard let between = node["between"] else { return nil }
        let inner = path.appending("between")
        guard let items = between.items, items.count == 2 else {
            problems.report(
                between.origin, inner, "must be two paths of vary, such as [substitution, valueTail]")
            return nil
        }
        let names = items.enumerated().compactMap { index, item in
            self.path(item, inner.appending(.index(index)), &problems)
        }
        guard names.count == 2, let rank, rank.isFinite else { return nil }
        guard names[0] != names[1] else {
            problems.report(between.origin, inner, "\(names[0]) is correlated with itself")
            return nil
        }
        return RankCorrelation(names[0], names[1], rank: rank)
    }

    /// The path of an input, which a factor may be named by without its `*`: here are no numbers to mistake.
    private func path(_ node: Node, _ path: Path, _ problems: inout Problems) -> String? {
        guard let name = problems.text(node, path) else { return nil }
        guard let input = inputs.first(where: { $0.name == name || $0.path == name }) else {
            let names = inputs.map(\.name)
            let remedy =
                name.hasSuffix(".*")
                ? ", expected one entry of it"
                : expectation(name, names)
            problems.report(node.origin, path, "\(quoted(name)) is not drawn\(remedy)")
            return nil
        }
        if case .grid = input.values {
            problems.report(node.origin, path, "\(name) has a grid and is not drawn, expected a distribution")
            return nil
        }
        return input.path
    }
}
