import Analysis
package import Output
import Questions
package import Scenarios
package import Sweeps

/// What a search for boxes has found, as tables, scenario files and words.
package struct DiscoveryReport {
    private let tables: SweepTables
    private let loaded: LoadedScenario
    private let prim: Prim
    private let found: FoundBoxes
    private let density: Double
    private let condition: String
    /// Points left out since the solver's error would decide.
    private let tooClose: Int
    private let sweep: String
    private let quasi: [[(input: Int, low: Double?, high: Double?)]]
    private let whole: Limits
    /// By box, then input.
    private let frequencies: [[(coverage: Double, density: Double)]]

    /// - Parameters:
    ///   - condition: what decides the cases, in words.
    ///   - boxes: to look for, each among the points that the last one leaves.
    ///   - density: that a box is to have.
    ///   - resamples: random halves by which a box's inputs are tried.
    ///   - sweep: the folder's name.
    package init(
        _ tables: SweepTables, _ loaded: LoadedScenario, _ cases: DiscoveryCases, condition: String,
        boxes: Int, density: Double, resamples: Int, seed: UInt64, sweep: String
    ) {
        self.tables = tables
        self.loaded = loaded
        self.condition = condition
        self.density = density
        self.sweep = sweep
        tooClose = cases.tooClose
        let prim = Prim(tables.draws.map { column in cases.points.map { column[$0] } }, cases.isCase)
        self.prim = prim
        whole = prim.whole
        found = FoundBoxes(prim, boxes: boxes, density: density)
        frequencies = found.chosen.map {
            prim.resamplingFrequencies($0.box, resamples: resamples, seed: seed)
        }
        quasi = found.chosen.map { prim.quasiPValues($0.box, among: $0.remaining) }
    }

    /// Whether the first box is as dense as was asked for.
    package var isDense: Bool { found.chosen.first.map { $0.box.density >= density } ?? false }

    /// - Returns: the tables.
    package func write(to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, .discovery, of: loaded)
        try folder.add(
            DiscoveryTables.trajectory,
            found.chosen.enumerated().flatMap { number, chosen in
                chosen.trajectory.enumerated().map { step, box in
                    .init(number: number + 1, step: step, box: box, isChosen: step == chosen.step)
                }
            })
        try folder.add(
            DiscoveryTables.boxes,
            found.chosen.enumerated().flatMap { number, chosen in
                quasi[number].map { limit in
                    .init(
                        number: number + 1,
                        limit: BoxLimit(chosen.box, limit, tables.inputs[limit.input], in: whole),
                        frequency: frequencies[number][limit.input])
                }
            })
        try folder.add(
            DiscoveryTables.tree,
            ClassificationTree(prim).leaves.enumerated().flatMap { leafRows($0 + 1, $1) })
        for number in found.chosen.indices { try writeScenario(of: number, folder) }
        return try folder.commit()
    }

    private func leafRows(_ number: Int, _ leaf: Box) -> [DiscoveryTables.LeafRow] {
        guard !leaf.restricted.isEmpty else { return [.init(number: number, leaf: leaf, limit: nil)] }
        return leaf.restricted.map { input in
            let limits = (tables.inputs[input], leaf.low(input, in: whole), leaf.high(input, in: whole))
            return .init(number: number, leaf: leaf, limit: limits)
        }
    }

    /// The scenario whose points are drawn from the box; where the sweep had a file of points, those of them that lie in it.
    private func writeScenario(of number: Int, _ folder: AnalysisFolder) throws {
        let box = found.chosen[number].box
        let name = DiscoveryTables.scenario(number + 1)
        var limits: [String: (low: Double?, high: Double?)] = [:]
        for input in box.restricted {
            limits[tables.inputs[input]] = (box.low(input, in: whole), box.high(input, in: whole))
        }
        let observed = Dictionary(
            tables.inputs.indices.map { (tables.inputs[$0], whole.low[$0]...whole.high[$0]) },
            uniquingKeysWith: { first, _ in first })
        var inside = BoxScenario(
            loaded.scenario, name: "\(loaded.scenario.name)-\(name)", limits: limits, observed: observed
        ).scenario
        inside.title = "\(condition): \(name) of \(trimmed(sweep))"
        var file: String?
        if loaded.points != nil {
            inside.experiment.variations = loaded.scenario.experiment.variations
            inside.world = loaded.scenario.world
            let points = "\(name).points.csv"
            file = points
            try folder.write(points, pointsText(in: box))
        }
        try folder.write(
            "\(name).yaml", ScenarioDescription.resolved(inside, world: "\(name).world.yaml", points: file))
        try folder.write("\(name).world.yaml", WorldDescription.resolved(inside.world))
    }

    private func pointsText(in box: Box) -> String {
        let inside = (0..<prim.count).filter { box.limits.contains(prim.columns, $0) }
        return CSVRows.points(tables.inputs, inside) { prim.columns[$1][$0] }
    }

    /// In plain words, for the terminal.
    package var text: String {
        let cases = prim.cases
        var lines = [
            "\(condition): \(cases) of \(prim.count) points (\(percent(Proportion(cases, of: prim.count))))"
        ]
        if tooClose > 0 {
            lines.append("\(tooCloseToTell(tooClose, "point")), and left out")
        }
        for (number, chosen) in found.chosen.enumerated() {
            let box = chosen.box
            guard !box.restricted.isEmpty else {
                lines.append("box \(number + 1): no limit of any input makes it more frequent")
                continue
            }
            lines.append(
                "box \(number + 1): holds in \(percent(Proportion(box.cases, of: box.count))) of its \(box.count) points, "
                    + "which are \(short(100 * box.coverage)) % of the cases, where")
            for limit in quasi[number] {
                let name = tables.inputs[limit.input]
                let weak = [limit.low, limit.high].compactMap { $0 }.contains { $0 > 0.05 }
                let frequency = frequencies[number][limit.input].density
                lines.append(
                    "  \(name) is \(box.words(limit.input, in: whole))"
                        + (weak ? "; may be chance (quasi-p-value above 0.05)" : "")
                        + (frequency < 0.5
                            ? "; found in \(short(100 * frequency)) % of random halves only" : ""))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
