import Declarations
import Questions

/// Reads which numbers a sweep keeps of each run.
struct OutcomesReader {
    let context: SectionContext

    /// An outcome as it is written.
    struct Written: Sendable {
        var variable: Variable?
        var place: String?
        var sector: String?
        var year: Double?
        var aggregate: String?
        var above: Double?
        var against: String?
        var enough: Double?
    }

    private static let aggregates = Outcome.Reduction.plain.map(\.word) + [crossing]
    private static let crossing = Outcome.Reduction.crossing(above: 0).word
    private static let whole = Outcome.world

    static let form = MapForm<Written>(
        "a number that is kept of each run", expected: "a map with variable and place",
        choice: .exactlyOne(["year", "aggregate"]),
        [
            variable,
            Key(
                "place", "a place of the world, or \(whole)",
                .name(of: "a place") { $0.world.jurisdictions + [whole] }, required: true, \.place),
            sector, year,
            Key(
                "aggregate", "how the years are made one number", .word(aggregates, "an aggregate"),
                \.aggregate),
            Key("above", "value that is crossed", .number(), \.above),
            Key("against", "option from which the outcome is a difference", .option, \.against),
            Key("enough", "the least that is good enough, for the command robust", .number(), \.enough),
        ])

    /// An outcome of a player's own place.
    static let payoff = MapForm<Written>(
        "a number that a player wants more of", expected: "a map with variable",
        choice: .exactlyOne(["year", "aggregate"]),
        [
            variable, sector, year,
            Key(
                "aggregate", "how the years are made one number",
                .word(Outcome.Reduction.plain.map(\.word), "an aggregate"), \.aggregate),
        ])

    private static let variable = Key<Written>(
        "variable", "variable of the tables", .cases("a variable"), required: true, \.variable)
    private static let sector = Key<Written>(
        "sector", "a sector of the world", .sector, unless: "the sum over sectors", \.sector)
    private static let year = Key<Written>("year", "year of the value", .year, \.year)

    /// One without a name is written without its place too.
    static func description(_ outcome: Outcome) -> YAMLValue {
        var written = Written(
            variable: outcome.variable, place: outcome.name.isEmpty ? nil : outcome.place,
            sector: outcome.sector, against: outcome.against, enough: outcome.enough)
        switch outcome.reduction {
        case .year(let year): written.year = year
        case .crossing(let above): (written.aggregate, written.above) = (outcome.reduction.word, above)
        case .presentValue, .sum, .mean, .peak, .yearOfPeak: written.aggregate = outcome.reduction.word
        }
        return form.description(written)
    }

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
            guard problems.checkName(entry.key, entry.origin, path) else { return nil }
            var written = Written()
            guard Self.form.read(entry.value, path, context, &problems, into: &written) else { return nil }
            return outcome(entry.key, written, entry.value, path, &problems)
        }
    }

    /// An outcome without a name, of a place that is not written with it.
    func outcome(at place: String, _ node: Node, _ path: Path, _ problems: inout Problems) -> Outcome? {
        guard let entries = problems.entries(node, path, Self.payoff.shape.expected) else { return nil }
        let elsewhere = [
            "place": "is the player's own", "against": "would be a difference",
            "enough": "is for the outcomes of a sweep",
        ]
        for entry in entries {
            guard let what = elsewhere[entry.key] else { continue }
            problems.report(
                entry.origin, path.appending(entry.key), "\(what), expected an outcome without it")
        }
        guard node["aggregate"]?.text != Self.crossing else {
            problems.report(node.origin, path, Self.noCrossing)
            return nil
        }
        let own = Node(.map(entries.filter { elsewhere[$0.key] == nil }), node.origin)
        var written = Written(place: place)
        _ = Self.payoff.read(own, path, context, &problems, into: &written)
        return outcome("", written, own, path, &problems)
    }

    /// Why a crossing is no payoff.
    static let noCrossing = "a crossing may never happen, expected another aggregate"

    private func outcome(
        _ name: String, _ written: Written, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome? {
        let reduction = reduction(written, node, path, &problems)
        guard let variable = written.variable, let place = written.place else { return nil }
        check(variable, place, node, path, &problems)
        guard let reduction else { return nil }
        return Outcome(
            name: name, variable: variable, place: place, sector: written.sector, reduction: reduction,
            against: written.against, enough: written.enough)
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
        _ written: Written, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> Outcome.Reduction? {
        if let above = node["above"], written.aggregate != Self.crossing {
            problems.report(above.origin, path.appending("above"), "is for aggregate: crossing only")
        }
        guard (node["year"] == nil) != (node["aggregate"] == nil) else {
            problems.report(node.origin, path, "must have either year or aggregate")
            return nil
        }
        if let year = written.year { return .year(year) }
        guard let word = written.aggregate else { return nil }
        if let plain = Outcome.Reduction.plain.first(where: { $0.word == word }) { return plain }
        guard node["above"] != nil else {
            problems.report(node.origin, path, "missing key above, the value that is crossed")
            return nil
        }
        return written.above.map { .crossing(above: $0) }
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
