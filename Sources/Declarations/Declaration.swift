/// What the program knows of a parameter or a lever before a world or a scenario gives it a value.
///
/// Validation, error messages, the JSON Schema, `equipoise list` and the documentation are all read from here.
package struct Declaration: Sendable {
    /// The symbol of the model page, in ASCII (`kappa_Q`).
    package let symbol: String
    package let unit: Unit
    package let bounds: Bounds
    /// Section of the model page in which the parameter first appears.
    package let section: Int
    package let meaning: String

    package init(_ symbol: String, _ unit: Unit, _ bounds: Bounds, section: Int, _ meaning: String) {
        self.symbol = symbol
        self.unit = unit
        self.bounds = bounds
        self.section = section
        self.meaning = meaning
    }
}

/// The unit of a value, as written in worlds, CSV files and messages.
package enum Unit: String, CaseIterable, Sendable {
    case billionPerYear = "GBP bn/yr"
    case billion = "GBP bn"
    case perYear = "1/yr"
    case years = "yr"
    case share = "share"
    case shareOfMarket = "share of market"
    case shareOfRevenue = "share of revenue"
    case shareOfBaseRevenue = "share of base-year revenue"
    case shareOfSpending = "share of spending"
    case shareOfValue = "share of value"
    case shareOfLicenceIncome = "share of licence income"
    case shareOfWorks = "share of works"
    case millionWorks = "million works"
    case poundsPerWork = "GBP/work"
    case poundsPerPound = "GBP per GBP"
    case count = "count"
    case index = "index"
    case one = "1"
}

/// The interval of values that have a meaning; its ends may be left out.
package struct Bounds: Sendable, Equatable {
    package let lower: Double
    package let upper: Double
    package let includesLower: Bool
    package let includesUpper: Bool

    package init(
        _ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true
    ) {
        self.lower = lower
        self.upper = upper
        self.includesLower = includesLower
        self.includesUpper = includesUpper
    }

    /// Zero to one.
    package static let share = Bounds(0, 1)
    /// Zero to one, without zero.
    package static let positiveShare = Bounds(0, 1, includesLower: false)
    /// Zero to one, without one.
    package static let shareBelowOne = Bounds(0, 1, includesUpper: false)
    /// Exponents and elasticities: the upper end keeps powers of the model's quantities finite.
    package static let elasticity = Bounds(0, 20)
    package static let elasticityAboveOne = Bounds(1, 20, includesLower: false)
    /// Growth rates a year, as instantaneous rates.
    package static let growth = Bounds(-1, 1)
    /// Rates a year at which a stock moves.
    package static let rate = Bounds(0, 20)
    /// Times in years.
    package static let time = Bounds(0, 100, includesLower: false)
    package static let positive = Bounds(0, 1e9, includesLower: false)
    package static let nonNegative = Bounds(0, 1e9)

    package func contains(_ value: Double) -> Bool {
        (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
    }

    /// The interval in words, for messages.
    package var description: String {
        let from = includesLower ? "at least \(plain(lower))" : "above \(plain(lower))"
        let to = includesUpper ? "at most \(plain(upper))" : "below \(plain(upper))"
        return "\(from) and \(to)"
    }
}

/// A number as people write it: without `.0` where it is whole.
package func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// `1 step`, `2 steps`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
