package import Questions

/// What the solver's error leaves open of the outcomes of a sweep, point by point.
package struct OutcomeIndifference: Sendable {
    /// By outcome, then point, in the outcome's unit; 0 where nothing is left open.
    private let values: [String: [Double]]

    /// - Parameters:
    ///   - names: the outcomes that are asked about.
    ///   - scenario: the sweep's.
    ///   - inputs: what the columns of its points move, which matters to outcomes that are differences alone: they do not tell the
    ///     levels that they are made of, so that these are computed again.
    package init(
        of names: [String], _ tables: SweepTables, _ scenario: Scenario, _ inputs: [Input], jobs: Int
    ) {
        let indifference = Indifference(tolerance: scenario.solver.toleranceOfSweep)
        var compared = scenario
        compared.experiment.outcomes.removeAll {
            !names.contains($0.name) || $0.against == nil || !$0.reduction.isOfLevels
        }
        let differences = compared.experiment.outcomes.map(\.name)
        for index in differences.indices { compared.experiment.outcomes[index].against = nil }
        let levels =
            differences.isEmpty
            ? []
            : PointEvaluator(compared, inputs, jobs: jobs).outcomes(
                at: (0..<tables.count).map { point in tables.draws.map { $0[point] } }
            ).values
        func widths(_ name: String) -> [Double] {
            let outcome = scenario.experiment.outcomes.first { $0.name == name }
            guard let number = tables.outcomes.firstIndex(of: name), outcome?.reduction.isOfLevels == true
            else { return Array(repeating: 0, count: tables.count) }
            if let difference = differences.firstIndex(of: name) {
                return levels.map { options in indifference.among(options.map { $0[difference] }) }
            }
            let columns = tables.options.indices.map { tables.values(number, option: $0) }
            return (0..<tables.count).map { point in indifference.among(columns.map { $0[point] }) }
        }
        values = Dictionary(names.map { ($0, widths($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// By point.
    package subscript(outcome: String) -> [Double] { values[outcome] ?? [] }
}

extension Outcome.Reduction {
    /// Whether an outcome has the variable's unit; a year among the rows of the horizon is exact.
    package var isOfLevels: Bool {
        switch self {
        case .year, .presentValue, .sum, .mean, .peak: true
        case .yearOfPeak, .crossing: false
        }
    }
}
