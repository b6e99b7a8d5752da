import Declarations
import Simulation

/// Reads what a search is asked for.
struct SolveReader {
    let finder: TargetFinder
    let options: [PolicyOption]
    let outcomes: [Outcome]
    /// What the draws move.
    let inputs: [Input]
    let hasDraws: Bool

    private typealias Question = SolveQuestion

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
        let own = isBreakEven ? ScenarioKeys.breakEven : ScenarioKeys.best
        problems.checkKeys(
            node, path, known: own + ScenarioKeys.solve,
            required: ["option"] + (isBreakEven ? ScenarioKeys.breakEven : []))
        let option = self.option("option", node, path, &problems)
        let against = self.option("against", node, path, &problems)
        if let option, option == against, let written = node["against"] {
            problems.report(written.origin, path.appending("against"), "is the option itself")
        }
        let over = node["over"].flatMap { statistic($0, path.appending("over"), &problems) }
        let seed = node["seed"].flatMap { problems.seed($0, path.appending("seed")) }
        let form =
            isBreakEven ? breakEven(node, path, &problems) : best(node, path, &problems)
        guard let form, let option else { return nil }
        let question = Question(form: form, option: option, against: against, over: over, seed: seed ?? 1)
        check(question, node, path, &problems)
        return question
    }

    // MARK: - Forms

    private func breakEven(_ node: Node, _ path: Path, _ problems: inout Problems) -> Question.Form? {
        guard let written = node["vary"], let text = problems.text(written, path.appending("vary")) else {
            return nil
        }
        let number = number(
            text, written.origin, node["between"], path.appending("vary"), path.appending("between"),
            &problems)
        let outcome = node["outcome"].flatMap { self.outcome($0, path.appending("outcome"), &problems) }
        let value = node["equals"].map { problems.number($0, path.appending("equals")) }
        guard let number, let outcome, let value else { return nil }
        return .breakEven(number, outcome: outcome, equals: value)
    }

    private func best(_ node: Node, _ path: Path, _ problems: inout Problems) -> Question.Form? {
        let numbers = levers(node["levers"], path.appending("levers"), &problems)
        let aims =
            aims("maximise", node, path, &problems) + aims("minimise", node, path, &problems)
        let written = ["maximise", "minimise"].reduce(0) { $0 + (node[$1]?.items?.count ?? 0) }
        if !(1...ScenarioKeys.mostAims).contains(written) {
            problems.report(
                node.origin, path,
                "has \(counted(written, "aim")), expected one to \(ScenarioKeys.mostAims) outcomes under maximise and minimise"
            )
        }
        for (index, aim) in aims.enumerated()
        where aims[..<index].contains(where: { $0.outcome == aim.outcome }) {
            problems.report(node.origin, path, "\(aim.outcome) is an aim twice")
        }
        let conditions = conditions(node["subjectTo"], path.appending("subjectTo"), &problems)
        func count(_ key: String, in range: ClosedRange<Int>, for isAsked: Bool, _ what: String) -> Int? {
            guard let written = node[key] else { return nil }
            if !isAsked {
                problems.report(written.origin, path.appending(key), "is for \(what) only")
                return nil
            }
            return problems.wholeNumber(written, path.appending(key), in: range)
        }
        let hasOneAim = aims.count < 2
        let starts = count("starts", in: ScenarioKeys.starts, for: hasOneAim, "one aim")
        let population = count(
            "population", in: ScenarioKeys.population, for: !hasOneAim, "two or three aims")
        if let population, population % 2 != 0, let written = node["population"] {
            problems.report(written.origin, path.appending("population"), "must be even, found \(population)")
        }
        let generations = count(
            "generations", in: ScenarioKeys.generations, for: !hasOneAim, "two or three aims")
        guard !numbers.isEmpty, !aims.isEmpty else { return nil }
        return .best(
            Question.Best(
                numbers: numbers, aims: aims, conditions: conditions,
                starts: starts ?? Question.Best.starts,
                population: population ?? Question.Best.population,
                generations: generations ?? Question.Best.generations))
    }

    private func levers(_ node: Node?, _ path: Path, _ problems: inout Problems) -> [SearchedNumber] {
        guard let node, let entries = problems.entries(node, path, "a map from path to [lowest, highest]")
        else { return [] }
        if entries.isEmpty { problems.report(node.origin, path, "must have at least one lever") }
        var taken: [Target.Slot: String] = [:]
        return entries.compactMap { entry in
            let own = path.appending(entry.key)
            guard let number = number(entry.key, entry.origin, entry.value, own, own, &problems) else {
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

    // MARK: - Parts

    private func number(
        _ text: String, _ origin: Origin, _ ends: Node?, _ path: Path, _ endsPath: Path,
        _ problems: inout Problems
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

    private func outcome(_ node: Node, _ path: Path, _ problems: inout Problems) -> String? {
        problems.word(node, path, oneOf: outcomes.map(\.name), "an outcome")
    }

    private func option(_ key: String, _ node: Node, _ path: Path, _ problems: inout Problems) -> String? {
        node[key].flatMap {
            problems.word($0, path.appending(key), oneOf: options.map(\.name), "an option")
        }
    }

    private func aims(
        _ key: String, _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> [SolveQuestion.Aim] {
        let path = path.appending(key)
        guard let node = node[key], let items = problems.items(node, path, "a list of outcomes") else {
            return []
        }
        return items.enumerated().compactMap { index, item in
            outcome(item, path.appending(.index(index)), &problems).map {
                SolveQuestion.Aim($0, isMaximised: key == "maximise")
            }
        }
    }

    private func conditions(
        _ node: Node?, _ path: Path, _ problems: inout Problems
    ) -> [Condition] {
        guard let node, let items = problems.items(node, path, "a list of conditions") else { return [] }
        return items.enumerated().compactMap { index, item in
            let path = path.appending(.index(index))
            guard let text = problems.text(item, path) else { return nil }
            guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }),
                let threshold = Threshold(text[sign...]),
                [.atLeast, .atMost].contains(threshold.comparison)
            else {
                problems.report(
                    item.origin, path,
                    "must be an outcome, >= or <=, and a number in quotes, found \(quoted(text))")
                return nil
            }
            let name = String(text[..<sign].filter { $0 != " " })
            guard outcomes.contains(where: { $0.name == name }) else {
                problems.report(
                    item.origin, path,
                    "must be of an outcome, found \(quoted(name))\(expectation(name, outcomes.map(\.name)))")
                return nil
            }
            return Condition(name, threshold)
        }
    }

    private func statistic(
        _ node: Node, _ path: Path, _ problems: inout Problems
    ) -> SolveQuestion.Statistic? {
        if !hasDraws {
            problems.report(
                node.origin, path, "needs draws, expected vary and design, whose points the statistic is over"
            )
        }
        guard node.entries != nil else {
            return problems.word(node, path, oneOf: ["mean"], "mean, or {quantile: 0.1}").map { _ in .mean }
        }
        problems.checkKeys(node, path, known: ["quantile"], required: ["quantile"])
        return node["quantile"].map {
            .quantile(problems.number($0, path.appending("quantile"), in: .share))
        }
    }

    /// What can be asked, but would not mean anything.
    private func check(
        _ question: SolveQuestion, _ node: Node, _ path: Path, _ problems: inout Problems
    ) {
        let asked = question.options(outcomes)
        let key = path.appending(node["vary"] == nil ? "levers" : "vary")
        for number in question.numbers {
            if case .step(let option, _, _, _) = number.target, !asked.contains(options[option].name) {
                problems.report(
                    node.origin, key,
                    "\(number.path) is of option \(options[option].name), and the question is about \(asked.joined(separator: " and "))"
                )
            }
            if question.over != nil,
                let input = inputs.first(where: {
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
        for outcome in outcomes where question.outcomes.contains(outcome.name) && outcome.against != nil {
            problems.report(
                node.origin, path,
                "\(outcome.name) is a difference already, expected a question without against, or another outcome"
            )
        }
    }
}
