import Declarations
import Foundation
import Questions

/// Reads at which points a sweep runs.
enum DesignReader {
    /// A design as it is written: a method, or a file of points in place of it.
    struct Written: Sendable {
        var method: Design.Method?
        var runs: Int?
        var seed: UInt64 = 1
        var correlations: [RankCorrelation] = []
        var points: NamedFile?
    }

    static let mostRuns = 1_000_000_000

    static let form = MapForm<Written>(
        "at which points a sweep runs", choice: .exactlyOne(["method", "points"]),
        [
            Key("method", "how points are drawn", .cases("a method"), \.method),
            Key("runs", "number of drawn points", .wholeNumber(1...mostRuns), \.runs),
            Key("seed", "seed of the draws", .seed, unless: "1", \.seed).written { $0.points == nil },
            .dependent(
                "correlations", "rank correlations between drawn numbers", kind: "list of rank correlations",
                schema: [("type", "array"), ("items", SchemaParts.reference("correlation"))]
            ) {
                $0.correlations.isEmpty
                    ? nil : .list($0.correlations.map(CorrelationsReader.form.description))
            },
            Key("points", "CSV of points, relative to this file", .file, \.points),
        ])

    /// - Parameter variations: what the scenario varies, as far as it could be read.
    static func read(
        _ node: Node?, _ variations: [Variation], _ context: SectionContext, _ problems: inout Problems
    ) -> (Design?, NamedFile?) {
        let path = Path([.key("design")])
        guard let node, problems.entries(node, path) != nil else { return (nil, nil) }
        problems.checkKeys(node, path, known: form.shape.names)
        if node["points"] != nil, hasMore(node, path, &problems) { return (nil, nil) }
        var written = Written()
        form.readKeys(node, path, context, &problems, into: &written)
        if let points = node["points"] { return (nil, readable(written.points, points, path, &problems)) }
        guard let method = node["method"] else {
            problems.report(node.origin, path, "missing key method, or points for a file")
            return (nil, nil)
        }
        check(written, method, node, path, variations, &problems)
        if let correlations = node["correlations"] {
            written.correlations = CorrelationsReader(inputs: context.inputs).read(correlations, &problems)
        }
        let design = written.method.map {
            Design(method: $0, runs: written.runs, seed: written.seed, correlations: written.correlations)
        }
        return (design, nil)
    }

    /// What the method needs, and what it has no use for.
    private static func check(
        _ written: Written, _ method: Node, _ node: Node, _ path: Path, _ variations: [Variation],
        _ problems: inout Problems
    ) {
        guard written.method != nil else { return }
        if written.method == .grid {
            for variation in variations {
                guard case .distribution = variation.values else { continue }
                problems.report(
                    method.origin, path.appending("method"),
                    "a grid has no draws for \(variation.path), expected another method or a grid of its values"
                )
            }
            if let runs = node["runs"] {
                problems.report(runs.origin, path.appending("runs"), "a grid alone has no runs to draw")
            }
        } else {
            if node["runs"] == nil { problems.report(node.origin, path, "missing key runs") }
            if !variations.isEmpty, variations.allSatisfy(\.isGrid) {
                problems.report(
                    method.origin, path.appending("method"),
                    "there is nothing to draw, every parameter of vary has a grid, expected method: grid")
            }
        }
    }

    /// Whether there is something beside a file of points that it leaves nothing to say of.
    private static func hasMore(_ node: Node, _ path: Path, _ problems: inout Problems) -> Bool {
        for key in ["method", "runs", "correlations"] {
            guard let other = node[key] else { continue }
            problems.report(other.origin, path.appending(key), "stands beside points, which give the design")
            return true
        }
        return false
    }

    private static func readable(
        _ file: NamedFile?, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> NamedFile? {
        if let file, !FileManager.default.isReadableFile(atPath: file.path) {
            problems.report(
                node.origin, path.appending("points"), "there is no file \(quoted(file.path)) to read")
        }
        return file
    }

    /// - Parameter points: the name of a file of points, which stands in place of a design.
    static func description(_ design: Design?, points: String?) -> YAMLValue? {
        if let points { return form.description(Written(points: NamedFile(name: points, path: points))) }
        return design.map {
            form.description(
                Written(method: $0.method, runs: $0.runs, seed: $0.seed, correlations: $0.correlations))
        }
    }
}

extension Problems {
    /// Any whole number of 64 bits; a `Double` could not hold them all.
    mutating func seed(_ node: Node, _ path: Path) -> UInt64? {
        if case .scalar(let text, plain: true) = node.content, StrictNumber.isWellFormed(text),
            let seed = UInt64(text)
        {
            return seed
        }
        report(
            node.origin, path,
            "must be a whole number of at least 0 and at most \(UInt64.max), found \(node.found)")
        return nil
    }
}
