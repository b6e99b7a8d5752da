import Declarations
package import Questions
import Simulation

/// The outcomes of a sweep, as numbers of a run's report: where each is found, at which instants, and how it is reduced.
///
/// Sums, means, peaks and crossings are over the rows of the horizon; a present value is over the years of the comparison, with
/// its discount rate, as in `impact.csv`. An outcome `against` an option is the difference of the paths, reduced.
package struct OutcomePlan: Sendable {
    package let outcomes: [Outcome]
    /// Instants that a run reports, in order: the rows of the horizon, those of the comparison, and years that an outcome
    /// asks for. What lies behind the last that is needed is left out, which changes no bit of what lies before.
    package let times: [Double]
    /// Positions that a run reports.
    package let reported: [Int]

    private let compiled: [Compiled]
    private let years: Int
    private let indifference: Indifference

    private struct Compiled: Sendable {
        /// Numbers of the reported positions that add up to the variable.
        let columns: [Int]
        /// Numbers of the instants.
        let instants: [Int]
        let reduction: Outcome.Reduction
        /// Number of the option from which it is a difference.
        let against: Int?
    }

    /// - Parameter reportsAll: whether every variable at every row is reported, for the long table of paths.
    package init(_ scenario: Scenario, reportsAll: Bool = false) {
        outcomes = scenario.experiment.outcomes
        let rows = scenario.horizon.times(from: scenario.world.baseYear)
        let comparison = scenario.comparison
        let asked = outcomes.compactMap { outcome -> Double? in
            if case .year(let year) = outcome.reduction { year } else { nil }
        }
        let all = Set(rows + comparison.instants + asked).sorted()
        func instants(_ reduction: Outcome.Reduction) -> [Double] {
            switch reduction {
            case .year(let year): [year]
            case .presentValue: comparison.instants
            case .sum, .mean, .peak, .yearOfPeak, .crossing: rows
            }
        }
        var needed = outcomes.flatMap { instants($0.reduction) }
        if reportsAll { needed += rows }
        let last = needed.max() ?? scenario.world.baseYear
        times = all.filter { $0 <= last }

        let reports = Reports(scenario.world)
        let positions = outcomes.map { outcome in
            reports.cell(outcome.variable, place: outcome.place, sector: outcome.sector ?? "")?.positions
                ?? []
        }
        let layout = ReportLayout(
            jurisdictions: scenario.world.jurisdictions.count, sectors: scenario.world.sectors.count)
        reported = reportsAll ? Array(0..<layout.count) : Set(positions.joined()).sorted()
        let number = Dictionary(uniqueKeysWithValues: reported.enumerated().map { ($1, $0) })
        let instantOf = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($1, $0) })
        compiled = zip(outcomes, positions).map { outcome, positions in
            Compiled(
                columns: positions.compactMap { number[$0] },
                instants: instants(outcome.reduction).compactMap { instantOf[$0] },
                reduction: outcome.reduction,
                against: outcome.against.flatMap { name in
                    scenario.options.firstIndex { $0.name == name }
                })
        }
        years = comparison.years
        indifference = Indifference(tolerance: scenario.solver.toleranceOfSweep)
    }

    /// Number of the option from which an outcome is a difference; nil if it is none.
    package func against(_ outcome: Int) -> Int? { compiled[outcome].against }

    /// What an empty field says: of a crossing that it never happens, unless a run has failed of which it is made; of any other
    /// outcome that a run has failed, whether or not a table of failures tells of it.
    func emptyField(
        _ outcome: Int, option: Int, hasFailed: (_ option: Int) -> Bool
    ) -> OutcomeValue {
        guard case .crossing = compiled[outcome].reduction else { return .failed }
        return hasFailed(option) || (against(outcome).map(hasFailed) ?? false) ? .failed : .never
    }

    /// Whether every run that succeeds has a value of an outcome, whatever comes of the others.
    func isOfEveryRun(_ outcome: Int) -> Bool {
        against(outcome) == nil && emptyField(outcome, option: 0) { _ in false } == .failed
    }

    /// Whether an outcome is a difference from an option.
    package func isDifference(_ name: String) -> Bool {
        outcomes.contains { $0.name == name && $0.against != nil }
    }

    /// The discount factors of the years compared, the first of them 1.
    package func weights(discountRate: Double) -> [Double] {
        var weights: [Double] = []
        var weight = 1.0
        for _ in 0..<years {
            weights.append(weight)
            weight /= 1 + discountRate
        }
        return weights
    }

    /// The outcomes of every option, by option.
    func values(_ runs: [[Double]?], weights: [Double]) -> [[OutcomeValue]] {
        runs.indices.map { values(runs, option: $0, weights: weights) }
    }

    /// The outcomes of an option.
    ///
    /// - Parameters:
    ///   - runs: what each option of a point reports, by instant, then reported position; nil for a run that failed.
    ///   - weights: those of the point's discount rate.
    /// - Returns: one value for each outcome.
    package func values(_ runs: [[Double]?], option: Int, weights: [Double]) -> [OutcomeValue] {
        guard let run = runs[option] else { return compiled.map { _ in .failed } }
        return compiled.map { outcome in
            guard let reference = outcome.against else {
                return reduce(outcome, weights) {
                    value(outcome, run, $0)
                } size: {
                    abs(value(outcome, run, $0))
                }
            }
            guard let other = runs[reference] else { return .failed }
            return reduce(outcome, weights) {
                value(outcome, run, $0) - value(outcome, other, $0)
            } size: {
                max(abs(value(outcome, run, $0)), abs(value(outcome, other, $0)))
            }
        }
    }

    private func value(_ outcome: Compiled, _ run: [Double], _ instant: Int) -> Double {
        let start = instant * reported.count
        let columns = outcome.columns
        return columns.count == 1
            ? run[start + columns[0]] : columns.reduce(0) { $0 + run[start + $1] }
    }

    /// - Parameter size: of the levels that a value is made of.
    private func reduce(
        _ outcome: Compiled, _ weights: [Double], _ value: (_ instant: Int) -> Double,
        size: (_ instant: Int) -> Double
    ) -> OutcomeValue {
        let instants = outcome.instants
        switch outcome.reduction {
        case .year:
            return .number(instants.first.map(value) ?? .nan)
        case .presentValue:
            return .number(zip(instants, weights).reduce(0) { $0 + value($1.0) * $1.1 })
        case .sum:
            return .number(instants.reduce(0) { $0 + value($1) })
        case .mean:
            return .number(instants.reduce(0) { $0 + value($1) } / Double(instants.count))
        case .peak:
            return .number(instants.reduce(-.infinity) { max($0, value($1)) })
        case .yearOfPeak:
            // the first of those that only the solver's error tells apart
            let values = instants.map(value)
            let peaks = Indifference.largest(values, within: indifference.among(instants.map(size)))
            return .number(times[instants[peaks.first ?? 0]])
        case .crossing(let level):
            let first = instants.first { value($0) > level + indifference.among([size($0), level]) }
            return first.map { .number(times[$0]) } ?? .never
        }
    }
}

/// What came of an outcome in one run.
package enum OutcomeValue: Sendable, Equatable {
    case number(Double)
    /// A crossing that does not happen within the horizon.
    case never
    /// The run, or the one that it is compared with, has failed.
    case failed

    package var number: Double? { if case .number(let value) = self { value } else { nil } }

    /// As one double, for the file of columns: outcomes are finite.
    var coded: Double {
        switch self {
        case .number(let value): value
        case .never: .infinity
        case .failed: .nan
        }
    }
}
