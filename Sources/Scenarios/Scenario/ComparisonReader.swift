import Declarations
import Simulation

/// Reads which option the others are compared with, and over which years.
struct ComparisonReader {
    let context: SectionContext
    let options: [PolicyOption]

    func read(_ node: Node?, _ problems: inout Problems) -> Comparison {
        let path = Path([.key("compare")])
        if let node {
            _ = problems.entries(node, path)
            problems.checkKeys(node, path, known: ScenarioKeys.compare)
        }
        let from = from(node?["from"], path.appending("from"), &problems)
        return Comparison(
            against: against(node?["against"], path.appending("against"), &problems), from: from,
            years: years(node?["years"], path.appending("years"), from, &problems),
            discountRate: discountRate(node?["discountRate"], path.appending("discountRate"), &problems))
    }

    private func against(_ node: Node?, _ path: Path, _ problems: inout Problems) -> String {
        let byDefault = Scenario.reference(among: options) ?? ""
        guard let node, !options.isEmpty else { return byDefault }
        return problems.word(node, path, oneOf: options.map(\.name), "an option") ?? byDefault
    }

    private func from(_ node: Node?, _ path: Path, _ problems: inout Problems) -> Double {
        let years = context.years
        guard let node else { return min(years.lower + 1, years.upper) }
        guard years.lower.isFinite, years.upper.isFinite else { return problems.number(node, path) }
        return problems.number(node, path, in: years)
    }

    /// Ten, or as many as the horizon holds.
    private func years(_ node: Node?, _ path: Path, _ from: Double, _ problems: inout Problems) -> Int {
        let span = context.horizon.end - from
        // A sum of steps that rounds just past the end still counts as the end.
        let whole = (span + 1e-9).rounded(.down)
        let held = span.isFinite ? Int(min(max(whole, 0), ScenarioKeys.longestHorizon)) + 1 : 1
        guard let node else { return min(10, held) }
        let most = Int(ScenarioKeys.longestHorizon) + 1
        guard let years = problems.wholeNumber(node, path, in: 1...most) else { return 1 }
        if span.isFinite, years > held {
            problems.report(
                node.origin, path,
                "must be at most \(held), so that \(plain(from)) + \(years - 1) is within the horizon "
                    + "\(plain(context.horizon.end)), found \(years)")
        }
        return years
    }

    private func discountRate(_ node: Node?, _ path: Path, _ problems: inout Problems) -> Double {
        guard let node else { return context.world[.discountRate] }
        let declared = Scalar.discountRate.declaration
        return problems.number(node, path, in: declared.bounds, declared.unit)
    }
}
