import ArgumentParser
import Simulation

/// A condition on an outcome, as on the command line: `uk-creators-gain < -0.5`.
struct Condition: ExpressibleByArgument, CustomStringConvertible {
    let outcome: String
    let threshold: Threshold

    init?(argument: String) {
        guard let place = argument.firstIndex(where: { $0 == "<" || $0 == ">" }),
            let threshold = Threshold(argument[place...])
        else { return nil }
        let outcome = argument[..<place].split(separator: " ").joined(separator: " ")
        guard !outcome.isEmpty else { return nil }
        self.outcome = outcome
        self.threshold = threshold
    }

    var description: String { "\(outcome) \(threshold)" }
}
