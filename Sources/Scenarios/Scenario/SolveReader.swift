import Declarations
import Questions

/// Reads what a search is asked for.
struct SolveReader {
    let context: SectionContext

    /// Aims of one search: the hypervolume of more has no plain reading, and nobody looks at four axes.
    static let mostAims = 3

    /// A question as it is written.
    struct Written: Sendable {
        var vary: String?
        var between: ClosedRange<Double>?
        var outcome: String?
        var equals: Double?
        var levers: [SearchedNumber] = []
        var maximise: [String] = []
        var minimise: [String] = []
        var subjectTo: [Condition] = []
        var starts: Int?
        var population: Int?
        var generations: Int?
        var option: String?
        var against: String?
        var over: SolveQuestion.Statistic?
        var seed: UInt64 = 1

        var aims: [SolveQuestion.Aim] {
            maximise.map { SolveQuestion.Aim($0, isMaximised: true) }
                + minimise.map { SolveQuestion.Aim($0, isMaximised: false) }
        }
    }

    static let breakEven = MapForm<Written>(
        "the value of a number at which an outcome is reached",
        [
            Key("vary", "the number that is sought", VariationsReader.path, required: true, \.vary),
            .dependent(
                "between", "between which values it is sought", kind: "[lowest, highest]", schema: endsSchema,
                required: true
            ) { $0.between.map(ends) },
            Key("outcome", "name of an outcome", .outcome, required: true, \.outcome),
            Key("equals", "value that the outcome is to have", .number(), required: true, \.equals),
        ] + common)

    static let best = MapForm<Written>(
        "the best values of several numbers",
        [
            Key(
                "levers", "path of each number, and between which values it is sought",
                Form(
                    kind: "map from path to [lowest, highest]",
                    schema: [
                        ("type", "object"), ("minProperties", 1),
                        ("additionalProperties", SchemaParts.members(endsSchema)),
                    ], read: levers, write: { .map($0.map { ($0.path, ends($0.range)) }) }),
                required: true, \.levers),
            Key("maximise", "outcomes of which more is better", aims, \.maximise).written {
                !$0.maximise.isEmpty
            },
            Key("minimise", "outcomes of which less is better", aims, \.minimise).written {
                !$0.minimise.isEmpty
            },
            Key(
                "subjectTo", "limits that a solution keeps, such as \"uk-creators-gain >= 0\"",
                condition.list("a list of conditions", inFlow: true), \.subjectTo
            ).written { !$0.subjectTo.isEmpty },
            Key(
                "starts", "starts of the search for one aim", .wholeNumber(1...1000),
                unless: "\(SolveQuestion.Best.starts)", \.starts),
            Key(
                "population", "points of the search for a frontier, even", .wholeNumber(8...10_000),
                unless: "\(SolveQuestion.Best.population)", \.population),
            Key(
                "generations", "generations of the search for a frontier", .wholeNumber(1...100_000),
                unless: "\(SolveQuestion.Best.generations)", \.generations),
        ] + common)

    static let schema: JSON = {
        let own = breakEven.shape.properties.filter { !best.shape.names.contains($0.0) }
        return SchemaParts.map("what a search is asked for", own + best.shape.properties)
    }()

    static let rules: [(String, JSON)] = [("oneOf", [breakEven.shape.schema, best.shape.schema])]

    /// What both questions have.
    private static let common: [Key<Written>] = [
        Key("option", "option that it is about", .option, required: true, \.option),
        Key("against", "option from which every outcome of the question is a difference", .option, \.against),
        Key(
            "over", "what is taken of the draws of vary and design", statistic, unless: "central values",
            \.over),
        Key("seed", "seed of the search", .seed, unless: "1", \.seed),
    ]

    private static let aims = Form<String>.outcome.list("a list of outcomes", most: mostAims, inFlow: true)

    private static let endsSchema: [(String, JSON)] = [
        ("type", "array"), ("items", ["type": "number"]), ("minItems", 2), ("maxItems", 2),
    ]

    private static func ends(_ range: ClosedRange<Double>) -> YAMLValue {
        .list([.number(range.lowerBound), .number(range.upperBound)], inFlow: true)
    }

    static func description(_ question: SolveQuestion) -> YAMLValue {
        var written = Written(
            option: question.option, against: question.against, over: question.over, seed: question.seed)
        switch question.form {
        case .breakEven(let number, let outcome, let value):
            (written.vary, written.between) = (number.path, number.range)
            (written.outcome, written.equals) = (outcome, value)
            return breakEven.description(written)
        case .best(let question):
            written.levers = question.numbers
            written.maximise = question.aims.filter(\.isMaximised).map(\.outcome)
            written.minimise = question.aims.filter { !$0.isMaximised }.map(\.outcome)
            written.subjectTo = question.conditions
            if question.aims.count == 1 {
                written.starts = question.starts
            } else {
                (written.population, written.generations) = (question.population, question.generations)
            }
            return best.description(written)
        }
    }

    func read(_ node: Node?, _ problems: inout Problems) -> SolveQuestion? {
        let path = Path([.key("solve")])
        guard let node, problems.entries(node, path, "a map with vary or levers") != nil else { return nil }
        let isBreakEven = node["vary"] != nil
        if isBreakEven, let levers = node["levers"] {
            problems.report(
                levers.origin, path.appending("levers"),
                "stands beside vary, expected vary for the value at which an outcome is reached, or levers for the best values"
            )
            return nil
        }
        guard isBreakEven || node["levers"] != nil else {
            problems.report(node.origin, path, "missing key vary, or levers")
            return nil
        }
        var written = Written()
        let form = isBreakEven ? Self.breakEven : Self.best
        _ = form.read(node, path, context, &problems, into: &written)
        if let option = written.option, option == written.against, let against = node["against"] {
            problems.report(against.origin, path.appending("against"), "is the option itself")
        }
        let asked =
            isBreakEven
            ? breakEven(written, node, path, &problems) : best(written, node, path, &problems)
        guard let asked, let option = written.option else { return nil }
        let question = SolveQuestion(
            form: asked, option: option, against: written.against, over: written.over, seed: written.seed)
        check(question, node, path, &problems)
        return question
    }

    // MARK: - Forms

    private func breakEven(
        _ written: Written, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> SolveQuestion.Form? {
        guard let text = written.vary, let vary = node["vary"] else { return nil }
        let number = Self.number(
            text, vary.origin, node["between"], path.appending("vary"), path.appending("between"),
            context.finder, &problems)
        guard let number, let outcome = written.outcome, let value = written.equals else { return nil }
        return .breakEven(number, outcome: outcome, equals: value)
    }

    private func best(
        _ written: Written, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> SolveQuestion.Form? {
        let aims = written.aims
        let count = ["maximise", "minimise"].reduce(0) { $0 + (node[$1]?.items?.count ?? 0) }
        if !(1...Self.mostAims).contains(count) {
            problems.report(
                node.origin, path,
                "has \(counted(count, "aim")), expected one to \(Self.mostAims) outcomes under maximise and minimise"
            )
        }
        for (index, aim) in aims.enumerated()
        where aims[..<index].contains(where: { $0.outcome == aim.outcome }) {
            problems.report(node.origin, path, "\(aim.outcome) is an aim twice")
        }
        let others = aims.count < 2 ? ["population", "generations"] : ["starts"]
        for key in others {
            guard let other = node[key] else { continue }
            let what = aims.count < 2 ? "two or three aims" : "one aim"
            problems.report(other.origin, path.appending(key), "is for \(what) only")
        }
        if let population = written.population, population % 2 != 0, let key = node["population"] {
            problems.report(key.origin, path.appending("population"), "must be even, found \(population)")
        }
        guard !written.levers.isEmpty, !aims.isEmpty else { return nil }
        typealias Best = SolveQuestion.Best
        return .best(
            Best(
                numbers: written.levers, aims: aims, conditions: written.subjectTo,
                starts: written.starts ?? Best.starts, population: written.population ?? Best.population,
                generations: written.generations ?? Best.generations))
    }

    // MARK: - Parts

    private static func levers(
        _ node: Node, _ path: Path, _ context: SectionContext, _ problems: inout Problems
    ) -> [SearchedNumber]? {
        guard let entries = problems.entries(node, path, "a map from path to [lowest, highest]") else {
            return nil
        }
        if entries.isEmpty { problems.report(node.origin, path, "must have at least one lever") }
        var taken: [Target.Slot: String] = [:]
        return entries.compactMap { entry in
            let own = path.appending(entry.key)
            guard
                let number = number(
                    entry.key, entry.origin, entry.value, own, own, context.finder, &problems)
            else {
                return nil
            }
            let slots = number.target.slots
            if let other = slots.lazy.compactMap({ taken[$0] }).first {
                problems.report(entry.origin, own, "moves a number that \(other) moves too")
            }
            for slot in slots { taken[slot] = number.path }
            return number
        }
    }

    private static func number(
        _ text: String, _ origin: Origin, _ ends: Node?, _ path: Path, _ endsPath: Path,
        _ finder: TargetFinder, _ problems: inout Problems
    ) -> SearchedNumber? {
        let name: InputName
        let target: Target
        do throws(TargetFinder.Obstacle) {
            (name, target) = try finder.find(text)
        } catch {
            problems.report(origin, path, error.message)
            return nil
        }
        if case .each = target {
            problems.report(
                origin, path, "\(text) is several numbers, expected one, or a table that gets one value")
            return nil
        }
        guard let ends, let items = problems.items(ends, endsPath, "[lowest, highest]") else { return nil }
        guard items.count == 2 else {
            problems.report(
                ends.origin, endsPath, "must be [lowest, highest], found \(counted(items.count, "number"))")
            return nil
        }
        let values = items.enumerated().map { index, item in
            finder.number(
                item, endsPath.appending(.index(index)), for: target, isFactor: name.isFactor, &problems)
        }
        guard values.allSatisfy(\.isFinite) else { return nil }
        guard values[0] < values[1] else {
            problems.report(
                ends.origin, endsPath,
                "must be [lowest, highest], found \(plain(values[0])) and then \(plain(values[1]))")
            return nil
        }
        return SearchedNumber(path: text, target: target, range: values[0]...values[1])
    }

    private static let condition = Form<Condition>(
        kind: "outcome, >= or <=, and a number, in quotes",
        schema: [("type", "string"), ("pattern", "^ *[A-Za-z][A-Za-z0-9_-]* *[<>]= *[-+.0-9]")],
        read: { node, path, context, problems in
            guard let text = problems.text(node, path) else { return nil }
            guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }),
                let threshold = Threshold(text[sign...]),
                [.atLeast, .atMost].contains(threshold.comparison)
            else {
                problems.report(
                    node.origin, path,
                    "must be an outcome, >= or <=, and a number in quotes, found \(quoted(text))")
                return nil
            }
            let name = String(text[..<sign].filter { $0 != " " })
            let outcomes = context.outcomes.map(\.name)
            guard outcomes.contains(name) else {
                problems.report(
                    node.origin, path,
                    "must be of an outcome, found \(quoted(name))\(expectation(name, outcomes))")
                return nil
            }
            return Condition(name, threshold)
        }, write: { .text("\($0)") })

    private static let statistic: Form<SolveQuestion.Statistic> = {
        let quantile = MapForm<Double>(
            "a quantile", [Key("quantile", "probability", .number(.share), required: true, \.self)])
        return Form(
            kind: "mean, or {quantile: 0.1}",
            schema: [("oneOf", [["const": "mean"], quantile.shape.schema])],
            read: { node, path, context, problems in
                if !context.hasDraws {
                    problems.report(
                        node.origin, path,
                        "needs draws, expected vary and design, whose points the statistic is over")
                }
                guard node.entries != nil else {
                    return problems.word(node, path, oneOf: ["mean"], "mean, or {quantile: 0.1}").map { _ in
                        .mean
                    }
                }
                var probability = Double.nan
                _ = quantile.read(node, path, context, &problems, into: &probability)
                return .quantile(probability)
            },
            write: {
                switch $0 {
                case .mean: .text("mean")
                case .quantile(let probability): .map(quantile.entries(probability), isFlow: true)
                }
            })
    }()

    /// What can be asked, but would not mean anything.
    private func check(
        _ question: SolveQuestion, _ node: Node, _ path: Path, _ problems: inout Problems
    ) {
        let asked = question.options(context.outcomes)
        let key = path.appending(node["vary"] == nil ? "levers" : "vary")
        for number in question.numbers {
            if case .step(let option, _, _, _) = number.target, !asked.contains(context.options[option].name)
            {
                problems.report(
                    node.origin, key,
                    "\(number.path) is of option \(context.options[option].name), and the question is about \(asked.joined(separator: " and "))"
                )
            }
            if question.over != nil,
                let input = context.inputs.first(where: {
                    !Set($0.target.slots).isDisjoint(with: number.target.slots)
                })
            {
                problems.report(
                    node.origin, key,
                    "\(number.path) moves a number that the draws move too (\(input.name) of vary)")
            }
        }
        for outcome in question.outcomes {
            guard let number = question.numbers.first(where: { $0.path.lowercased() == outcome.lowercased() })
            else { continue }
            problems.report(
                node.origin, key,
                "\(number.path) would have the same column as the outcome \(outcome), call that another name")
        }
        guard question.against != nil else { return }
        for outcome in context.outcomes
        where question.outcomes.contains(outcome.name) && outcome.against != nil {
            problems.report(
                node.origin, path,
                "\(outcome.name) is a difference already, expected a question without against, or another outcome"
            )
        }
    }
}
