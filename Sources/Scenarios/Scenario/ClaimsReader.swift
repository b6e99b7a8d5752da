import Simulation

/// Reads the claims that a scenario puts to its draws.
struct ClaimsReader {
    let options: [PolicyOption]
    let outcomes: [Outcome]

    private static let relative = "relative"
    static let changes = ["difference", relative]

    func read(_ node: Node?, _ problems: inout Problems) -> [Claim] {
        let path = Path([.key("claims")])
        guard let node, let items = problems.items(node, path, "a list of claims") else { return [] }
        var claims: [Claim] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let claim = claim(item, path, &problems) else { continue }
            if claims.contains(where: { $0.id == claim.id }) {
                problems.report(item.origin, path.appending("id"), "\(claim.id) is the id of two claims")
            }
            problems.checkCase(claim.id, among: claims.map(\.id), item.origin, path.appending("id"))
            claims.append(claim)
        }
        return claims
    }

    private func claim(_ node: Node, _ path: Path, _ problems: inout Problems) -> Claim? {
        guard problems.entries(node, path, "a map with id, wording, by and source") != nil else { return nil }
        let hasAll = node["all"] != nil
        problems.checkKeys(
            node, path, known: ScenarioKeys.claim + (hasAll ? ["all"] : ScenarioKeys.claimTest + ["all"]),
            required: ScenarioKeys.claim)
        func cell(_ key: String) -> String? {
            node[key].flatMap { problems.cell($0, path.appending(key)) }
        }
        let id = node["id"].flatMap { problems.line($0, path.appending("id")) }
        let (wording, by, source) = (cell("wording"), cell("by"), cell("source"))
        let tests: [Claim.Test?]
        if let all = node["all"] {
            let items = problems.items(all, path.appending("all"), "a list of tests") ?? []
            if items.isEmpty, all.items != nil {
                problems.report(all.origin, path.appending("all"), "must have at least one test")
            }
            tests = items.enumerated().map { index, item in
                let path = path.appending("all").appending(.index(index))
                guard problems.entries(item, path, "a map with outcome, option and holds") != nil else {
                    return nil
                }
                problems.checkKeys(item, path, known: ScenarioKeys.claimTest)
                return test(item, path, &problems)
            }
        } else {
            tests = [test(node, path, &problems)]
        }
        guard let id, let written = node["id"],
            problems.checkName(id, written.origin, path.appending("id")), let wording, let by, let source
        else { return nil }
        let read = tests.compactMap { $0 }
        guard read.count == tests.count, !read.isEmpty else { return nil }
        return Claim(id: id, wording: wording, by: by, source: source, tests: read)
    }

    private func test(_ node: Node, _ path: Path, _ problems: inout Problems) -> Claim.Test? {
        let missing = ["outcome", "option", "holds"].filter { node[$0] == nil }
        if !missing.isEmpty {
            problems.report(node.origin, path, "missing key \(missing.joined(separator: ", "))")
        }
        let added = names(node["outcome"], path.appending("outcome"), &problems)
        let per = names(node["per"], path.appending("per"), &problems)
        let option = self.option("option", node, path, &problems)
        let against = self.option("against", node, path, &problems)
        let change = node["change"].flatMap {
            problems.word($0, path.appending("change"), oneOf: Self.changes, "a change")
        }
        if let node = node["change"], against == nil, change != nil {
            problems.report(node.origin, path.appending("change"), "is for a test with against only")
        }
        check(node, path, added + per, option, against, &problems)
        let threshold = node["holds"].flatMap { problems.threshold($0, path.appending("holds")) }
        guard let option, let threshold, !added.isEmpty else { return nil }
        return Claim.Test(
            outcomes: added, per: per, option: option, against: against,
            isRelative: change == Self.relative, holds: threshold)
    }

    /// One name of an outcome, or several that are added up.
    private func names(_ node: Node?, _ path: Path, _ problems: inout Problems) -> [String] {
        guard let node else { return [] }
        let known = outcomes.map(\.name)
        guard let items = node.items else {
            return problems.word(node, path, oneOf: known, "an outcome").map { [$0] } ?? []
        }
        if items.isEmpty { problems.report(node.origin, path, "must have at least one outcome") }
        return items.enumerated().compactMap { index, item in
            problems.word(item, path.appending(.index(index)), oneOf: known, "an outcome")
        }
    }

    private func option(_ key: String, _ node: Node, _ path: Path, _ problems: inout Problems) -> String? {
        node[key].flatMap {
            problems.word($0, path.appending(key), oneOf: options.map(\.name), "an option")
        }
    }

    /// What can be asked, but would not mean anything.
    private func check(
        _ node: Node, _ path: Path, _ names: [String], _ option: String?, _ against: String?,
        _ problems: inout Problems
    ) {
        if let option, option == against, let written = node["against"] {
            problems.report(written.origin, path.appending("against"), "is the option itself")
        }
        guard against != nil else { return }
        for outcome in outcomes where names.contains(outcome.name) && outcome.against != nil {
            problems.report(
                node.origin, path,
                "\(outcome.name) is a difference already, expected a test without against, or another outcome"
            )
        }
    }
}
