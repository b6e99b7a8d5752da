import Declarations
import Sampling
package import Simulation

/// A column of the tables of a sweep in words.
package struct ColumnDescription: Sendable, Equatable {
    package let name: String
    /// With the unit, where the numbers have one.
    package let text: String
    /// `year` for a date, `1` for a factor.
    package let unit: String
}

extension ColumnDescription {
    fileprivate static let calendarYear = "year"
}

extension SweepPlan {
    var inputDescriptions: [(name: String, description: String)] {
        sampler.inputs.map(\.column).map { ($0.name, $0.text) }
    }

    var outcomeDescriptions: [(name: String, description: String)] {
        outcomes.outcomes.map { $0.column(in: scenario) }.map { ($0.name, $0.text) }
    }
}

extension Input {
    /// Its column in the table of points.
    package var column: ColumnDescription {
        switch target {
        case .entries(let parameter, _), .each(let parameter, _): column(parameter.declaration)
        case .discountRate: column(Scalar.discountRate.declaration)
        case .regime(_, let lever), .baseRegime(_, let lever), .step(_, _, _, .lever(let lever)):
            column(lever.declaration)
        case .step(_, _, _, .from):
            ColumnDescription(
                name: name, text: "year from which a step of policy is in force",
                unit: ColumnDescription.calendarYear)
        case .step(_, _, _, .over):
            ColumnDescription(
                name: name, text: "years over which a step of policy is phased in", unit: Unit.years.rawValue)
        }
    }

    private func column(_ declaration: Declaration) -> ColumnDescription {
        isFactor
            ? ColumnDescription(
                name: name, text: "factor on the world's values of: \(declaration.meaning)",
                unit: Unit.one.rawValue)
            : ColumnDescription(
                name: name, text: "\(declaration.meaning) (\(declaration.unit.rawValue))",
                unit: declaration.unit.rawValue)
    }
}

extension Outcome {
    /// What it measures, with its place, its years and, last, its unit.
    package func meaning(in scenario: Scenario) -> String {
        let comparison = scenario.comparison
        let last = comparison.from + Double(max(comparison.years - 1, 0))
        let years =
            switch reduction {
            case .year(let year): "in \(plain(year)), \(unit)"
            case .presentValue: "discounted sum over \(plain(comparison.from)) to \(plain(last)), \(unit)"
            case .sum:
                scenario.horizon.isYearly(from: scenario.world.baseYear)
                    ? "sum over the rows of the horizon, \(unit)"
                    : "sum over the rows of the horizon, \(plain(scenario.horizon.step)) years apart, which is no sum over years, \(unit)"
            case .mean: "mean over the rows of the horizon, \(unit)"
            case .peak: "largest value among the rows of the horizon, \(unit)"
            case .yearOfPeak: "year of the largest value among the rows of the horizon"
            case .crossing(let level):
                "first year of the horizon's rows above \(plain(level)) \(variable.declaration.unit.rawValue); empty if there is none"
            }
        let origin = place + (sector.map { ", \($0)" } ?? "")
        let difference = against.map { ", less that of option \($0)" } ?? ""
        return "\(variable.declaration.meaning) of \(origin)\(difference): \(years)"
    }

    /// Its column in the table of outcomes.
    package func column(in scenario: Scenario) -> ColumnDescription {
        ColumnDescription(name: name, text: meaning(in: scenario), unit: unit)
    }

    private var unit: String {
        let unit = variable.declaration.unit
        return switch reduction {
        case .year, .mean, .peak: unit.rawValue
        // a sum over yearly instants of a flow is money, and no longer money a year
        case .presentValue: unit == .billionPerYear ? Unit.billion.rawValue : unit.rawValue
        case .sum: "\(unit.rawValue) times rows"
        case .yearOfPeak, .crossing: ColumnDescription.calendarYear
        }
    }
}
