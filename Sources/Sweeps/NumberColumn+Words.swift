import Declarations
package import Output
package import Questions
import Sampling

// the columns of the tables in words

extension Input {
    /// Its column in the table of points.
    package var column: NumberColumn {
        switch target {
        case .entries(let parameter, _), .each(let parameter, _): column(parameter.declaration)
        case .discountRate: column(Scalar.discountRate.declaration)
        case .regime(_, let lever), .baseRegime(_, let lever), .step(_, _, _, .lever(let lever)):
            column(lever.declaration)
        case .step(_, _, _, .from):
            NumberColumn(
                name, "year from which a step of policy is in force", unit: NumberColumn.calendarYear)
        case .step(_, _, _, .over):
            NumberColumn(name, "years over which a step of policy is phased in", unit: Unit.years.rawValue)
        }
    }

    private func column(_ declaration: Declaration) -> NumberColumn {
        let unit = declaration.unit.rawValue
        return isFactor
            ? NumberColumn(
                name, "factor on the world's values of: \(declaration.meaning)", unit: Unit.one.rawValue)
            : NumberColumn(name, "\(declaration.meaning) (\(unit))", unit: unit)
    }
}

extension Outcome {
    /// What it measures, with its place, its years and, last, its unit.
    package func meaning(in scenario: Scenario) -> String {
        let measure = measure(in: scenario)
        let origin = place + (sector.map { ", \($0)" } ?? "")
        let difference = against.map { ", less that of option \($0)" } ?? ""
        return "\(measure.meaning) of \(origin)\(difference): \(measure.period)"
            // a calendar year is told as such by its period
            + (measure.unit == NumberColumn.calendarYear ? "" : ", \(measure.unit)")
    }

    package func measure(in scenario: Scenario) -> Measure {
        let comparison = scenario.comparison
        let declared = variable.declaration.unit.rawValue
        let last = comparison.from + Double(max(comparison.years - 1, 0))
        // a sum over yearly instants of a flow is money, and no longer money a year
        let summed = variable.declaration.unit == .billionPerYear ? Unit.billion.rawValue : declared
        let (period, unit) =
            switch reduction {
            case .year(let year): ("in \(plain(year))", declared)
            case .presentValue:
                ("discounted sum over \(plain(comparison.from)) to \(plain(last))", summed)
            case .sum:
                (
                    scenario.horizon.isYearly(from: scenario.world.baseYear)
                        ? "sum over the rows of the horizon"
                        : "sum over the rows of the horizon, \(plain(scenario.horizon.step)) years apart, which is no sum over years",
                    "\(declared) times rows"
                )
            case .mean: ("mean over the rows of the horizon", declared)
            case .peak: ("largest value among the rows of the horizon", declared)
            case .yearOfPeak:
                ("year of the largest value among the rows of the horizon", NumberColumn.calendarYear)
            case .crossing(let level):
                (
                    "first year of the horizon's rows above \(plain(level)) \(declared); empty if there is none",
                    NumberColumn.calendarYear
                )
            }
        return Measure(
            variable: variable.rawValue, meaning: variable.declaration.meaning, place: place, sector: sector,
            against: against, reduction: reduction.word, period: period, unit: unit)
    }

    /// Its column in the table of outcomes.
    package func column(in scenario: Scenario) -> NumberColumn {
        NumberColumn(name, meaning(in: scenario), measure(in: scenario))
    }
}
