import Declarations
import Simulation

extension ScenarioDescription {
    static func solve(_ question: SolveQuestion) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = []
        switch question.form {
        case .breakEven(let number, let outcome, let value):
            entries = [
                ("vary", .text(number.path)), ("between", ends(number)), ("outcome", .text(outcome)),
                ("equals", .number(value)),
            ]
        case .best(let best):
            entries = [("levers", .map(best.numbers.map { ($0.path, ends($0)) }))]
            for (key, isMaximised) in [("maximise", true), ("minimise", false)] {
                let names = best.aims.filter { $0.isMaximised == isMaximised }.map(\.outcome)
                if !names.isEmpty { entries.append((key, .list(names.map(YAMLValue.text), inFlow: true))) }
            }
            if !best.conditions.isEmpty {
                entries.append(("subjectTo", .list(best.conditions.map { .text("\($0)") }, inFlow: true)))
            }
            if best.aims.count == 1 {
                entries.append(("starts", .number(Double(best.starts))))
            } else {
                entries.append(("population", .number(Double(best.population))))
                entries.append(("generations", .number(Double(best.generations))))
            }
        }
        entries.append(("option", .text(question.option)))
        if let against = question.against { entries.append(("against", .text(against))) }
        switch question.over {
        case nil: break
        case .mean: entries.append(("over", .text("mean")))
        case .quantile(let probability):
            entries.append(("over", .map([("quantile", .number(probability))], isFlow: true)))
        }
        entries.append(("seed", .whole(question.seed)))
        return .map(entries)
    }

    private static func ends(_ number: SearchedNumber) -> YAMLValue {
        .list([.number(number.range.lowerBound), .number(number.range.upperBound)], inFlow: true)
    }
}
