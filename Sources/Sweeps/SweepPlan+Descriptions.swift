import Declarations
import Sampling
package import Simulation

/// The columns of the tables in words.
extension SweepPlan {
    var inputDescriptions: [(name: String, description: String)] {
        sampler.inputs.map { input in
            let what =
                switch input.target {
                case .entries(let parameter, _), .each(let parameter, _):
                    described(parameter.declaration, isFactor: input.isFactor)
                case .discountRate: described(Scalar.discountRate.declaration, isFactor: input.isFactor)
                case .regime(_, let lever), .baseRegime(_, let lever), .step(_, _, _, .lever(let lever)):
                    described(lever.declaration, isFactor: input.isFactor)
                case .step(_, _, _, .from): "year from which a step of policy is in force"
                case .step(_, _, _, .over): "years over which a step of policy is phased in"
                }
            return (input.name, what)
        }
    }

    private func described(_ declaration: Declaration, isFactor: Bool) -> String {
        isFactor
            ? "factor on the world's values of: \(declaration.meaning)"
            : "\(declaration.meaning) (\(declaration.unit.rawValue))"
    }

    var outcomeDescriptions: [(name: String, description: String)] {
        outcomes.outcomes.map { ($0.name, $0.meaning(in: scenario)) }
    }
}

extension Outcome {
    /// What it measures, with its place, its years and, last, its unit.
    package func meaning(in scenario: Scenario) -> String {
        let comparison = scenario.comparison
        let declaration = variable.declaration
        let unit = declaration.unit
        let last = comparison.from + Double(max(comparison.years - 1, 0))
        // a sum over yearly instants of a flow is money, and no longer money a year
        let summed = unit == .billionPerYear ? Unit.billion.rawValue : unit.rawValue
        let years =
            switch reduction {
            case .year(let year): "in \(plain(year)), \(unit.rawValue)"
            case .presentValue: "discounted sum over \(plain(comparison.from)) to \(plain(last)), \(summed)"
            case .sum:
                scenario.horizon.isYearly(from: scenario.world.baseYear)
                    ? "sum over the rows of the horizon, \(unit.rawValue) times rows"
                    : "sum over the rows of the horizon, \(plain(scenario.horizon.step)) years apart, which is no sum over years, \(unit.rawValue) times rows"
            case .mean: "mean over the rows of the horizon, \(unit.rawValue)"
            case .peak: "largest value among the rows of the horizon, \(unit.rawValue)"
            case .yearOfPeak: "year of the largest value among the rows of the horizon"
            case .crossing(let level):
                "first year of the horizon's rows above \(plain(level)) \(unit.rawValue); empty if there is none"
            }
        let origin = place + (sector.map { ", \($0)" } ?? "")
        let difference = against.map { ", less that of option \($0)" } ?? ""
        return "\(declaration.meaning) of \(origin)\(difference): \(years)"
    }
}
