/// What the solver's error leaves open: two numbers of a run that lie no farther apart are the same for all that can be told.
///
/// The error of a level, and of the difference of two levels of the same draw, goes by the size of the levels and not by that of
/// the difference. Every comparison of options, and of a number with a limit, asks this one question.
package struct Indifference: Sendable, Equatable {
    /// As a share of the largest of the levels that are compared.
    package let share: Double

    package init(share: Double) { self.share = share }

    /// Errors are twice the solver's tolerance at most, but for outcomes that next to nothing is left of.
    package init(tolerance: Double) { share = 2 * tolerance }

    /// The same for someone who cares for nothing less than a share of the levels.
    package func atLeast(_ share: Double) -> Indifference { Indifference(share: max(self.share, share)) }

    /// In the unit of the levels. A crossing that never happens has none.
    package func among(_ levels: some Sequence<Double>) -> Double {
        share * levels.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    }

    /// Numbers of the values than which none is larger by more than the indifference, in order: one value is the largest alone, of
    /// several none is.
    package static func largest(_ values: [Double], within indifference: Double) -> [Int] {
        guard let most = values.max() else { return [] }
        return values.indices.filter { values[$0] >= most - indifference }
    }
}

/// A number that is made of levels, with what the solver's error leaves open of it.
package struct Inexact: Sendable, Equatable {
    package let value: Double
    /// In the number's own unit; 0 for one that is exact, such as a year.
    package let indifference: Double

    package init(_ value: Double, within indifference: Double) {
        self.value = value
        self.indifference = indifference
    }

    package static func + (one: Inexact, other: Inexact) -> Inexact {
        Inexact(one.value + other.value, within: one.indifference + other.indifference)
    }

    /// Runs of the same draw err alike, so that their difference is off by no more than the less exact of them.
    package static func - (one: Inexact, other: Inexact) -> Inexact {
        Inexact(one.value - other.value, within: max(one.indifference, other.indifference))
    }

    package static func / (one: Inexact, other: Inexact) -> Inexact {
        let quotient = one.value / other.value
        return Inexact(
            quotient,
            within: (one.indifference + abs(quotient) * other.indifference) / abs(other.value))
    }

    var magnitude: Inexact { Inexact(abs(value), within: indifference) }
}

extension Threshold {
    /// Whether a number holds it; nil where it is too close to tell.
    package func decision(_ number: Inexact) -> Bool? {
        let isClose = number.indifference > 0 && abs(number.value - value) <= number.indifference
        return isClose ? nil : holds(number.value)
    }

    /// Whether all hold: one that fails decides, whatever is too close to tell beside it.
    package static func all(_ decisions: some Sequence<Bool?>) -> Bool? {
        var isOpen = false
        for decision in decisions {
            if decision == false { return false }
            if decision == nil { isOpen = true }
        }
        return isOpen ? nil : true
    }
}
