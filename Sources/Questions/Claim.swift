/// A statement of the debate as data: who makes it, and what would have to be true of a draw for it to hold.
package struct Claim: Sendable, Equatable {
    package var id: String
    package var wording: String
    /// Who makes it.
    package var by: String
    /// Where it is made.
    package var source: String
    /// All of them have to hold; at least one.
    package var tests: [Test]

    package init(id: String, wording: String, by: String, source: String, tests: [Test]) {
        self.id = id
        self.wording = wording
        self.by = by
        self.source = source
        self.tests = tests
    }

    /// A limit for an outcome of an option, or for its difference from another option.
    package struct Test: Sendable, Equatable {
        /// Names of outcomes, which are added up.
        package var outcomes: [String]
        /// Names of outcomes whose sum divides the first; none for no division.
        package var per: [String]
        package var option: String
        /// The option from which the difference is taken.
        package var against: String?
        /// Whether the difference is divided by the value under `against`.
        package var isRelative: Bool
        package var holds: Threshold

        package init(
            outcomes: [String], per: [String], option: String, against: String?, isRelative: Bool,
            holds: Threshold
        ) {
            self.outcomes = outcomes
            self.per = per
            self.option = option
            self.against = against
            self.isRelative = isRelative
            self.holds = holds
        }

        /// The number that is held against the limit.
        ///
        /// - Parameter value: of an outcome under an option at the draw: infinity for a crossing that never happens, not a
        ///   number for a run that failed.
        /// - Returns: nil where a run failed, where it would be a division by 0 or a difference of two things that
        ///   never happen, or where it is too large to be a number.
        package func quantity(_ value: (_ outcome: String, _ option: String) -> Inexact) -> Inexact? {
            var isFinite = true
            func level(_ option: String) -> Inexact {
                func sum(_ outcomes: [String]) -> Inexact {
                    outcomes.reduce(Inexact(0, within: 0)) { sum, outcome in
                        let value = value(outcome, option)
                        isFinite = isFinite && value.value.isFinite
                        return sum + value
                    }
                }
                return per.isEmpty ? sum(outcomes) : sum(outcomes) / sum(per)
            }
            var quantity = level(option)
            if let against {
                let reference = level(against)
                quantity = quantity - reference
                if isRelative { quantity = quantity / reference.magnitude }
            }
            // a quotient by 0 is as little a number as 0 by 0, though it compares; only what never happens is beyond all numbers
            if isFinite { return quantity.value.isFinite ? quantity : nil }
            return quantity.value.isNaN || isRelative || !per.isEmpty ? nil : quantity
        }

        /// In words: `ai-revenue of permission, relative to status-quo, < -0.1`.
        package var text: String {
            var text = outcomes.joined(separator: " + ")
            if !per.isEmpty { text += " per " + per.joined(separator: " + ") }
            text += " of \(option)"
            if let against { text += isRelative ? ", relative to \(against)," : " less \(against)" }
            return "\(text) \(holds)"
        }
    }
}
