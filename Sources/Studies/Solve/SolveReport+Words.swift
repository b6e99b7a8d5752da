import Analysis
import Declarations
import Output
import Questions

/// What a search has found in words, for the terminal.
extension SolveReport {
    package var text: String {
        switch finding {
        case .breakEven(let finding): words(finding)
        case .best(let finding): words(finding)
        case .frontier(let finding): words(finding)
        }
    }

    private func words(_ finding: BreakEvenFinding) -> String {
        let number = finding.number
        var text = "\(question.quantity(question.outcomes[0])) is \(precise(finding.sought)) where\n"
        for root in finding.roots {
            let (low, high) = (root.bracket.lowerBound, root.bracket.upperBound)
            switch root.kind {
            case .root:
                text +=
                    "  \(number.path) = \(precise(root.point)), known to within \(precise(root.uncertainty))\n"
            case .stretch:
                text +=
                    "  \(number.path) is from \(precise(low)) to \(precise(high)), but for the solver's error\n"
            case .touch:
                text +=
                    "  \(number.path) = \(precise(root.point)), but for the solver's error: it comes as near and turns back, and may touch the value, pass it twice or miss it\n"
            case .jump: text += "  (it leaps over the value at \(number.path) = \(precise(root.point)))\n"
            }
        }
        func end(_ point: (value: Double, outcome: Double?)?) -> String {
            guard let point else { return "" }
            let outcome = point.outcome.map(precise) ?? "without a value, since a run failed,"
            return "\(outcome) at \(precise(point.value))"
        }
        text += "It is \(end(finding.scan.first)) and \(end(finding.scan.last)).\n"
        let failed = finding.scan.count { $0.outcome == nil }
        if failed > 0 { text += "\(failed) of \(finding.scan.count) values of the scan have none.\n" }
        return text
    }

    private func words(_ finding: BestFinding) -> String {
        let aim = finding.aim
        var text =
            "\(question.quantity(aim.outcome)) is \(aim.isMaximised ? "largest" : "smallest"), \(precise(finding.outcomes[0])), at\n"
        var rows = [["lever", "value", "where", "at lowest", "at highest"]]
        for (index, number) in question.numbers.enumerated() {
            let value = finding.levers[index]
            let place =
                switch number.end(value) {
                case "from": "its lower bound"
                case "to": "its upper bound"
                default: "from \(precise(number.range.lowerBound)) to \(precise(number.range.upperBound))"
                }
            let profile = finding.profile[index]
            rows.append(
                [number.path, precise(value), place]
                    + [profile.from, profile.to].map { $0.map(precise) ?? "no value" })
        }
        text += SummaryTable.aligned(rows, left: [0, 2])
        for condition in finding.best.conditions {
            guard let number = question.outcomes.firstIndex(of: condition.outcome) else { continue }
            text += "\(condition): it is \(precise(finding.outcomes[number]))\n"
        }
        let agreeing = finding.agreeing
        text += "\(agreeing.count) of \(counted(finding.ends.count, "start")) agree on this value"
        let loose = question.numbers.enumerated().filter { index, number in
            let values = agreeing.map { $0.levers[index] }
            let width = (values.max() ?? 0) - (values.min() ?? 0)
            return width > 0.01 * (number.range.upperBound - number.range.lowerBound)
        }
        if !loose.isEmpty {
            text += ", at different values of \(loose.map(\.element.path).joined(separator: ", "))"
        }
        return text + ". The last two columns give the outcome with that lever alone moved.\n"
    }

    private func words(_ finding: FrontierFinding) -> String {
        var rows = [[""] + finding.best.aims.map(\.outcome) + question.numbers.map(\.path)]
        for (name, number) in finding.remarkable {
            let point = finding.points[number]
            rows.append([name] + (point.aims + point.levers).map(precise))
        }
        let last = finding.progress.last
        let before = finding.progress[max(0, finding.progress.count - 1 - (finding.progress.count - 1) / 10)]
        let volume = last?.hypervolume ?? 0
        let growth = volume > 0 ? 100 * (volume - before.hypervolume) / volume : 0
        return
            "\(counted(finding.points.count, "point")) of \(question.subject)\(question.over.map { ", \($0)," } ?? "") that no other betters, of \(last?.points ?? 0) tried\n"
            + transposed(rows)
            + "In the last \(counted((last?.generation ?? 0) - before.generation, "generation")) the hypervolume has changed by \(precise(growth)) %"
            + " (progress.csv).\n"
    }

    /// Names of paths are long, and stand better in a column.
    private func transposed(_ rows: [[String]]) -> String {
        SummaryTable.aligned(rows[0].indices.map { column in rows.map { $0[column] } })
    }
}
