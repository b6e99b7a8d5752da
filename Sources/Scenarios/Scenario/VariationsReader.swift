import Declarations
import Questions

/// Reads what a sweep varies.
struct VariationsReader {
    let finder: TargetFinder

    /// The path of a number that can be moved.
    static let path = Form<String>(
        kind: "path of a number",
        schema: [
            ("type", "string"),
            (
                "pattern",
                .text(
                    "^\(SchemaParts.name)(\\[[0-9]+\\])*(\\.\(SchemaParts.name)(\\[[0-9]+\\])*)*(\\.\\*)?\\*?$"
                )
            ),
        ], read: { $3.text($0, $1) }, write: { .text($0) })

    static let form = MapForm<Variation>(
        "a number that varies", expected: "a map with parameter",
        choice: .exactlyOne(["distribution", "grid"]),
        [
            .dependent(
                "parameter", "the number that varies, with * behind it for a factor on the world's values",
                path,
                required: true
            ) { $0.path },
            .dependent(
                "distribution", "its distribution", kind: DistributionReader.kind,
                schema: DistributionReader.reference
            ) {
                if case .distribution(let distribution) = $0.values {
                    DistributionReader.description(distribution)
                } else {
                    nil
                }
            },
            .dependent("grid", "its values", grid) {
                if case .grid(let values) = $0.values { values } else { nil }
            },
        ])

    private static let grid = Form<Double>.number()
        .list("a list of numbers", least: "must have at least one number", inFlow: true)

    /// - Parameter path: of the list.
    func read(
        _ node: Node?, at path: Path = Path([.key("vary")]), _ problems: inout Problems
    ) -> [Variation] {
        guard let node, let items = problems.items(node, path, "a list of parameters") else { return [] }
        var variations: [Variation] = []
        var taken: [Target.Slot: String] = [:]
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let variation = variation(item, path, &problems) else { continue }
            let slots = variation.target.slots
            if let other = slots.lazy.compactMap({ taken[$0] }).first {
                let what =
                    other == variation.path ? "is varied twice" : "moves a number that \(other) moves too"
                problems.report(
                    (item["parameter"] ?? item).origin, path.appending("parameter"),
                    "\(variation.path) \(what)")
            }
            for slot in slots { taken[slot] = variation.path }
            variations.append(variation)
        }
        return variations
    }

    private func variation(_ node: Node, _ path: Path, _ problems: inout Problems) -> Variation? {
        guard Self.form.shape.check(node, path, &problems) else { return nil }
        guard let written = node["parameter"],
            let text = problems.text(written, path.appending("parameter"))
        else { return nil }
        let name: InputName
        let target: Target
        do throws(TargetFinder.Obstacle) {
            (name, target) = try finder.find(text)
        } catch {
            problems.report(written.origin, path.appending("parameter"), error.message)
            return nil
        }
        let values: Variation.Values
        switch (node["distribution"], node["grid"]) {
        case (let node?, nil):
            let reader = DistributionReader(target: target, isFactor: name.isFactor, finder: finder)
            guard let distribution = reader.read(node, path.appending("distribution"), &problems) else {
                return nil
            }
            values = .distribution(distribution)
        case (nil, let node?):
            values = .grid(grid(node, path.appending("grid"), name, target, &problems))
        case (nil, nil), (_?, _?):
            problems.report(node.origin, path, "must have either distribution or grid")
            return nil
        }
        return Variation(path: text, target: target, values: values)
    }

    private func grid(
        _ node: Node, _ path: Path, _ name: InputName, _ target: Target, _ problems: inout Problems
    ) -> [Double] {
        guard let items = problems.items(node, path, "a list of numbers") else { return [] }
        if items.isEmpty { problems.report(node.origin, path, "must have at least one number") }
        var known: Set<Double> = []
        return items.enumerated().map { index, item in
            let path = path.appending(.index(index))
            let value = finder.number(item, path, for: target, isFactor: name.isFactor, &problems)
            if !known.insert(value).inserted {
                problems.report(item.origin, path, "repeated value \(plain(value))")
            }
            return value
        }
    }
}

extension Variation {
    var isGrid: Bool {
        if case .grid = values { return true }
        return false
    }
}
