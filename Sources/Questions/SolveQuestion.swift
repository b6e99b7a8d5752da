private import Declarations

/// What a search is asked for: the value of a number at which something is reached, or the best values of several.
package struct SolveQuestion: Sendable, Equatable {
    package var form: Form
    /// The option whose outcomes count.
    package var option: String
    /// The option from which every outcome that the question names is a difference.
    package var against: String?
    /// What is taken of the draws of the scenario; nil for central values.
    package var over: Statistic?
    package var seed: UInt64

    package init(form: Form, option: String, against: String?, over: Statistic?, seed: UInt64 = 1) {
        self.form = form
        self.option = option
        self.against = against
        self.over = over
        self.seed = seed
    }

    package enum Form: Sendable, Equatable {
        /// At which values of the number does the outcome equal a value?
        case breakEven(SearchedNumber, outcome: String, equals: Double)
        case best(Best)
    }

    package struct Best: Sendable, Equatable {
        package var numbers: [SearchedNumber]
        /// One for a best point, two or three for a frontier.
        package var aims: [Aim]
        /// Limits that a solution keeps: at least, or at most.
        package var conditions: [Condition]
        /// Number of starts of the search for one aim.
        package var starts: Int
        /// Of the search for a frontier.
        package var population: Int
        package var generations: Int

        package init(
            numbers: [SearchedNumber], aims: [Aim], conditions: [Condition] = [],
            starts: Int = Self.starts, population: Int = Self.population, generations: Int = Self.generations
        ) {
            self.numbers = numbers
            self.aims = aims
            self.conditions = conditions
            self.starts = starts
            self.population = population
            self.generations = generations
        }

        package static let starts = 16
        package static let population = 100
        package static let generations = 100
    }

    package struct Aim: Sendable, Equatable {
        package var outcome: String
        package var isMaximised: Bool

        package init(_ outcome: String, isMaximised: Bool) {
            self.outcome = outcome
            self.isMaximised = isMaximised
        }
    }

    /// One number of many draws.
    package enum Statistic: Sendable, Equatable, CustomStringConvertible {
        case mean
        case quantile(Double)

        package var description: String {
            switch self {
            case .mean: "mean over the draws"
            case .quantile(let probability): "\(plainly(100 * probability)) % quantile over the draws"
            }
        }
    }

    package var numbers: [SearchedNumber] {
        switch form {
        case .breakEven(let number, _, _): [number]
        case .best(let best): best.numbers
        }
    }

    /// Names of the outcomes that the question is about: aims first, then those of conditions.
    package var outcomes: [String] {
        var names: [String] = []
        switch form {
        case .breakEven(_, let outcome, _): names = [outcome]
        case .best(let best): names = best.aims.map(\.outcome) + best.conditions.map(\.outcome)
        }
        var found: [String] = []
        for name in names where !found.contains(name) { found.append(name) }
        return found
    }

    /// Options that have to run, given the outcomes of the scenario.
    package func options(_ outcomes: [Outcome]) -> [String] {
        [option] + [against].compactMap { $0 }
            + outcomes.filter { self.outcomes.contains($0.name) }.compactMap(\.against)
    }

    /// What its outcomes are of: `permission less status-quo`.
    package var subject: String { against.map { "\(option) less \($0)" } ?? option }

    /// What is asked of an outcome: `mean over the draws of works of permission less status-quo`.
    package func quantity(_ outcome: String) -> String {
        (over.map { "\($0) of " } ?? "") + "\(outcome) of \(subject)"
    }
}

/// A number of a scenario that a search moves between two ends.
package struct SearchedNumber: Sendable, Equatable {
    /// As written: `directLicenceCost*` for a factor.
    package var path: String
    /// Never `.each`.
    package var target: Target
    package var range: ClosedRange<Double>

    package init(path: String, target: Target, range: ClosedRange<Double>) {
        self.path = path
        self.target = target
        self.range = range
    }

    package var input: Input {
        let name = InputName(path)
        return Input(path: name.path, target: target, values: nil, isFactor: name.isFactor)
    }
}

extension Target {
    /// One number of a scenario, however it is addressed.
    package enum Slot: Hashable, Sendable {
        case entry(Int)
        case other(Target)
    }

    /// The numbers that the target moves.
    package var slots: [Slot] {
        switch self {
        case .entries(_, let positions), .each(_, let positions): positions.map(Slot.entry)
        case .regime, .baseRegime, .step, .discountRate: [.other(self)]
        }
    }
}

/// A percentage without the noise of its last binary digits.
private func plainly(_ percentage: Double) -> String {
    plain((percentage * 1e6).rounded() / 1e6)
}
