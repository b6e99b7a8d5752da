import ArgumentParser
import Scenarios

/// A condition on an outcome, as on the command line: `uk-creators-gain < -0.5`.
struct Condition: ExpressibleByArgument, CustomStringConvertible {
    enum Comparison: String, CaseIterable {
        // the longer ones first, since they begin with the others
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    let outcome: String
    let comparison: Comparison
    let value: Double

    init?(argument: String) {
        for comparison in Comparison.allCases {
            guard let range = argument.firstRange(of: comparison.rawValue) else { continue }
            let outcome = argument[..<range.lowerBound].trimmingPrefix { $0 == " " }
            let number = argument[range.upperBound...].filter { $0 != " " }
            guard let value = Double(number), value.isFinite, !outcome.isEmpty else { return nil }
            self.outcome = outcome.split(separator: " ").joined(separator: " ")
            self.comparison = comparison
            self.value = value
            return
        }
        return nil
    }

    var description: String { "\(outcome) \(comparison.rawValue) \(value)" }

    func holds(_ number: Double) -> Bool {
        switch comparison {
        case .atMost: number <= value
        case .atLeast: number >= value
        case .below: number < value
        case .above: number > value
        }
    }
}
