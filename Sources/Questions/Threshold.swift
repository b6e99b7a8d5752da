private import Declarations

/// A limit that a number may hold: `< -0.1`.
package struct Threshold: Sendable, Equatable, CustomStringConvertible {
    package enum Comparison: String, CaseIterable, Sendable {
        // the longer ones first, since they begin with the others
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    package let comparison: Comparison
    package let value: Double

    package init(_ comparison: Comparison, _ value: Double) {
        self.comparison = comparison
        self.value = value
    }

    /// Reads one of `<`, `<=`, `>`, `>=` and a number.
    package init?(_ text: some StringProtocol) {
        let text = String(text.filter { $0 != " " })
        guard let comparison = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) }),
            let value = Double(text.dropFirst(comparison.rawValue.count)), value.isFinite
        else { return nil }
        self.comparison = comparison
        self.value = value
    }

    package var description: String { "\(comparison.rawValue) \(plain(value))" }

    package func holds(_ number: Double) -> Bool {
        switch comparison {
        case .atMost: number <= value
        case .atLeast: number >= value
        case .below: number < value
        case .above: number > value
        }
    }
}
