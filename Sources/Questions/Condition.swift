/// A condition on an outcome: `uk-creators-gain < -0.5`.
package struct Condition: Sendable, Equatable, CustomStringConvertible {
    package var outcome: String
    package var threshold: Threshold

    package init(_ outcome: String, _ threshold: Threshold) {
        self.outcome = outcome
        self.threshold = threshold
    }

    /// Reads an outcome, one of `<`, `<=`, `>`, `>=`, and a number.
    package init?(_ text: String) {
        guard let place = text.firstIndex(where: { $0 == "<" || $0 == ">" }),
            let threshold = Threshold(text[place...])
        else { return nil }
        let outcome = text[..<place].split(separator: " ").joined(separator: " ")
        guard !outcome.isEmpty else { return nil }
        self.init(outcome, threshold)
    }

    package var description: String { "\(outcome) \(threshold)" }

    /// By how much a value misses the limit; 0 or less where it keeps it.
    package func excess(_ value: Double) -> Double {
        switch threshold.comparison {
        case .atLeast, .above: threshold.value - value
        case .atMost, .below: value - threshold.value
        }
    }
}
