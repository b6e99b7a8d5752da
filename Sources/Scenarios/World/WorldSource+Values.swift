import Declarations

extension WorldSource {
    /// The world of these values, each within its bounds.
    ///
    /// - Returns: values that could not be read are NaN, and their problem has been reported.
    func world(_ problems: inout Problems) -> World {
        let year = tree["baseYear"].map {
            problems.number($0, Path([.key("baseYear")]), in: WorldKeys.baseYears)
        }
        let regimes = regimes(&problems)
        var world = World(
            baseYear: year ?? .nan, jurisdictions: jurisdictions, sectors: sectors,
            values: Array(
                repeating: .nan,
                count: Layout(jurisdictions: jurisdictions.count, sectors: sectors.count).count),
            regimes: regimes, baseRegimes: baseRegimes(regimes, &problems), sizeBands: sizeBands(&problems),
            notes: notes)
        for parameter in Parameter.allCases {
            let declaration = parameter.declaration
            for (keys, position) in parameter.entries(in: world) {
                let path = Path(([parameter.name] + keys).map(Path.Step.key))
                guard let node = tree.node(at: path.steps[...]) else { continue }
                world.values[position] = problems.number(node, path, in: declaration.bounds, declaration.unit)
            }
        }
        return world
    }

    private func regimes(_ problems: inout Problems) -> [Regime] {
        let path = Path([.key("regimes")])
        guard let node = tree["regimes"], let entries = problems.entries(node, path, "a map of regimes")
        else { return [] }
        return entries.enumerated().compactMap { index, entry in
            let path = path.appending(entry.key)
            guard problems.checkName(entry.key, entry.origin, path) else { return nil }
            problems.checkCase(entry.key, among: entries[..<index].map(\.key), entry.origin, path)
            return Regime(name: entry.key, levers: LeverReader.read(entry.value, path, &problems))
        }
    }

    private func baseRegimes(_ regimes: [Regime], _ problems: inout Problems) -> [BaseRegime] {
        jurisdictions.map { place in
            let path = Path([.key("baseRegime"), .key(place)])
            guard let node = tree["baseRegime"]?[place] else { return BaseRegime(regime: "", with: .init()) }
            let levers = LeverReader.read(node, path, besides: ["regime"], &problems)
            guard let name = node["regime"] else {
                if node.entries != nil { problems.report(node.origin, path, "missing key regime") }
                return BaseRegime(regime: "", with: levers)
            }
            let known = regimes.map(\.name)
            let regime = problems.word(name, path.appending("regime"), oneOf: known, "a regime")
            let preset = regimes.first { $0.name == regime }?.levers
            let missing = Lever.allCases.filter { levers[$0] == nil && preset?[$0] == nil }.map(\.name)
            if regime != nil, !missing.isEmpty {
                problems.report(
                    node.origin, path,
                    "missing lever \(missing.joined(separator: ", ")), which the regime \(regime ?? "") leaves out"
                )
            }
            return BaseRegime(regime: regime ?? "", with: levers)
        }
    }

    private func sizeBands(_ problems: inout Problems) -> [SizeBand] {
        let path = Path([.key("sizeBands")])
        guard let node = tree["sizeBands"], let entries = problems.entries(node, path, "a map of shares")
        else { return [] }
        if entries.isEmpty { problems.report(node.origin, path, "must have at least one band") }
        return entries.enumerated().compactMap { index, entry in
            let path = path.appending(entry.key)
            guard problems.checkName(entry.key, entry.origin, path) else { return nil }
            problems.checkCase(entry.key, among: entries[..<index].map(\.key), entry.origin, path)
            return SizeBand(
                name: entry.key,
                shareOfWorks: problems.number(entry.value, path, in: .share, .shareOfWorks))
        }
    }
}

/// Reads a map from lever to value.
enum LeverReader {
    static func read(
        _ node: Node, _ path: Path, besides others: [String] = [], _ problems: inout Problems
    ) -> LeverSettings {
        var settings = LeverSettings()
        guard let entries = problems.entries(node, path, "a map of levers") else { return settings }
        problems.checkKeys(node, path, known: others + WorldKeys.levers, others.isEmpty ? "lever" : "key")
        for lever in Lever.allCases {
            guard let entry = entries.first(where: { $0.key == lever.name }) else { continue }
            let declaration = lever.declaration
            let value = problems.number(
                entry.value, path.appending(entry.key), in: declaration.bounds, declaration.unit)
            settings[lever] = value
        }
        return settings
    }
}
