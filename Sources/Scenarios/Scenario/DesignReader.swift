import Declarations
import Foundation
import Simulation

/// Reads at which points a sweep runs.
enum DesignReader {
    /// - Parameters:
    ///   - variations: what the scenario varies, as far as it could be read.
    ///   - inputs: the same, an input each.
    static func read(
        _ node: Node?, _ variations: [Variation], _ inputs: [Input], _ problems: inout Problems
    ) -> (Design?, NamedFile?) {
        let path = Path([.key("design")])
        guard let node, problems.entries(node, path) != nil else { return (nil, nil) }
        problems.checkKeys(node, path, known: ScenarioKeys.design)
        if let points = node["points"] { return (nil, self.points(points, node, path, &problems)) }
        guard let written = node["method"] else {
            problems.report(node.origin, path, "missing key method, or points for a file")
            return (nil, nil)
        }
        let methods = Design.Method.allCases.map(\.rawValue)
        let word = problems.word(written, path.appending("method"), oneOf: methods, "a method")
        let runs = node["runs"].flatMap {
            problems.wholeNumber($0, path.appending("runs"), in: 1...ScenarioKeys.mostRuns)
        }
        let seed = node["seed"].flatMap { problems.seed($0, path.appending("seed")) }
        guard let method = word.flatMap(Design.Method.init) else { return (nil, nil) }
        if method == .grid {
            for variation in variations {
                guard case .distribution = variation.values else { continue }
                problems.report(
                    written.origin, path.appending("method"),
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
                    written.origin, path.appending("method"),
                    "there is nothing to draw, every parameter of vary has a grid, expected method: grid")
            }
        }
        let correlations = node["correlations"].map { CorrelationsReader(inputs: inputs).read($0, &problems) }
        return (Design(method: method, runs: runs, seed: seed ?? 1, correlations: correlations ?? []), nil)
    }

    private static func points(
        _ node: Node, _ design: Node, _ path: Path, _ problems: inout Problems
    ) -> NamedFile? {
        for key in ["method", "runs", "correlations"] {
            guard let other = design[key] else { continue }
            problems.report(other.origin, path.appending(key), "stands beside points, which give the design")
            return nil
        }
        let file = problems.file(node, path.appending("points"))
        if let file, !FileManager.default.isReadableFile(atPath: file.path) {
            problems.report(
                node.origin, path.appending("points"), "there is no file \(quoted(file.path)) to read")
        }
        return file
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

extension Variation {
    var isGrid: Bool {
        if case .grid = values { return true }
        return false
    }
}
