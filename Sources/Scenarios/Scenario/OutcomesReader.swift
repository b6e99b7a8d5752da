import Declarations
import Simulation

/// Reads which numbers a sweep keeps of each run.
struct OutcomesReader {
    let context: SectionContext
    let options: [PolicyOption]

    static let aggregates = Outcome.Reduction.plain.map(\.word) + [crossing]
    static let crossing = Outcome.Reduction.crossing(above: 0).word
    private static let whole = "World"

    func read(_ node: Node?, _ problems: inout Problems) -> [Outcome] {
        guard let node else { return Self.defaults(context.world, context.horizon) }
        let path = Path([.key("outcomes")])
        guard let entries = problems.entries(node, path, "a map of outcomes") else { return [] }
        return entries.enumerated().compactMap { index, entry in
            let path = path.appending(entry.key)
            problems.checkCase(entry.key, among: entries[..<index].map(\.key), entry.origin, path)
            if Outcome.columnsBeside.contains(entry.key.lowercased()) {
                problems.report(
                    entry.origin, path,
                    "\(quoted(entry.key)) is a column of its own in tables of outcomes, choose another name")
            }
            guard problems.checkName(entry.key, entry.origin, path),
                problems.entries(entry.value, path, "a map with variable and place") != nil
            else { return nil }
            return outcome(entry.key, entry.value, path, &problems)
        }
    }

    private func outcome(
        _ name: String, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome? {
        problems.checkKeys(node, path, known: ScenarioKeys.outcome, required: ["variable", "place"])
        let places = context.world.jurisdictions + [Self.whole]
        let place = node["place"].flatMap {
            problems.word($0, path.appending("place"), oneOf: places, "a place")
        }
        let against = node["against"].flatMap {
            problems.word($0, path.appending("against"), oneOf: options.map(\.name), "an option")
        }
        guard var outcome = outcome(name, place, node, path, &problems) else { return nil }
        outcome.against = against
        return outcome
    }

    /// An outcome without a name, of a place that is not written with it.
    func outcome(at place: String, _ node: Node, _ path: Path, _ problems: inout Problems) -> Outcome? {
        guard problems.entries(node, path, "a map with variable") != nil else { return nil }
        let elsewhere = [
            "place": "is the player's own", "against": "would be a difference",
            "enough": "is for the outcomes of a sweep",
        ]
        let known = ScenarioKeys.outcome.filter { elsewhere[$0] == nil }
        for entry in node.entries ?? [] {
            guard let what = elsewhere[entry.key] else { continue }
            problems.report(
                entry.origin, path.appending(entry.key), "\(what), expected an outcome without it")
        }
        problems.checkKeys(node, path, known: known + elsewhere.keys, required: ["variable"])
        return outcome("", place, node, path, &problems)
    }

    private func outcome(
        _ name: String, _ place: String?, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome? {
        let variables = Variable.allCases.map(\.rawValue)
        let variable = node["variable"]
            .flatMap { problems.word($0, path.appending("variable"), oneOf: variables, "a variable") }
            .flatMap(Variable.init)
        let sector = node["sector"].flatMap {
            problems.word($0, path.appending("sector"), oneOf: context.world.sectors, "a sector")
        }
        let reduction = reduction(node, path, &problems)
        let enough = node["enough"].map { problems.number($0, path.appending("enough")) }
        guard let variable, let place else { return nil }
        check(variable, place, node, path, &problems)
        guard let reduction else { return nil }
        return Outcome(
            name: name, variable: variable, place: place, sector: sector, reduction: reduction, against: nil,
            enough: enough)
    }

    private func check(
        _ variable: Variable, _ place: String, _ node: Node, _ path: Path, _ problems: inout Problems
    ) {
        let declaration = variable.declaration
        if place == Self.whole, !declaration.addsUp {
            let key = node["place"] == nil ? "variable" : "place"
            problems.report(
                (node[key] ?? node).origin, path.appending(key),
                "\(variable.rawValue) does not add up over the World, "
                    + "expected \(alternatives(context.world.jurisdictions))")
        }
        if let sector = node["sector"], !declaration.bySector {
            problems.report(
                sector.origin, path.appending("sector"), "\(variable.rawValue) has no sectors")
        }
        if node["sector"] == nil, declaration.bySector, !declaration.addsUp {
            problems.report(
                node.origin, path,
                "missing key sector, \(variable.rawValue) does not add up over sectors")
        }
    }

    private func reduction(
        _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome.Reduction? {
        let word = node["aggregate"].flatMap {
            problems.word($0, path.appending("aggregate"), oneOf: Self.aggregates, "an aggregate")
        }
        if let above = node["above"], word != Self.crossing {
            problems.report(above.origin, path.appending("above"), "is for aggregate: crossing only")
        }
        switch (node["year"], node["aggregate"]) {
        case (let year?, nil):
            let hasYears = context.years.lower.isFinite && context.years.upper.isFinite
            return .year(
                problems.number(year, path.appending("year"), in: hasYears ? context.years : nil))
        case (nil, _?):
            return word.flatMap { aggregate($0, node, path, &problems) }
        case (nil, nil), (_?, _?):
            problems.report(node.origin, path, "must have either year or aggregate")
            return nil
        }
    }

    private func aggregate(
        _ word: String, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome.Reduction? {
        if let plain = Outcome.Reduction.plain.first(where: { $0.word == word }) { return plain }
        guard let above = node["above"] else {
            problems.report(node.origin, path, "missing key above, the value that is crossed")
            return nil
        }
        return .crossing(above: problems.number(above, path.appending("above")))
    }

    /// Revenue, licence income and creators' income at the end, and the present value of every gain, for each
    /// place and the world.
    static func defaults(_ world: World, _ horizon: Horizon) -> [Outcome] {
        let atEnd: [Variable] = [.aiSectorRevenue, .creativeSectorRevenue, .licenceIncome, .creatorIncome]
        return (world.jurisdictions + [whole]).flatMap { place in
            atEnd.map { outcome($0, place, "end", .year(horizon.end)) }
                + Variable.gains.map { outcome($0.variable, place, "pv", .presentValue) }
        }
    }

    private static func outcome(
        _ variable: Variable, _ place: String, _ suffix: String, _ reduction: Outcome.Reduction
    ) -> Outcome {
        Outcome(
            name: "\(variable.rawValue)_\(place)_\(suffix)", variable: variable, place: place, sector: nil,
            reduction: reduction, against: nil)
    }
}
