import Analysis
package import Calibration
import Declarations
import GSL
package import Output
import Sampling
package import Scenarios
import Simulation

/// What a calibration found, as tables, as scenarios that run, and in words.
package struct CalibrationReport {
    private let result: CalibrationResult
    private let loaded: LoadedScenario

    /// - Parameter loaded: what was calibrated, with all of its options.
    package init(result: CalibrationResult, loaded: LoadedScenario) {
        self.result = result
        self.loaded = loaded
    }

    private var scenario: Scenario { loaded.scenario }
    private var problem: CalibrationProblem { result.problem }
    private var priors: [Prior] { problem.priors }

    /// - Returns: the tables.
    package func write(to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, of: loaded)
        try folder.add("parameters.csv", .calibratedParameters, addParameters)
        try folder.add("correlations.csv", .calibratedCorrelations, addCorrelations)
        try folder.add("residuals.csv", .residuals) { table in
            for prediction in problem.predictions.all { add(prediction, &table) }
            for anchor in problem.predictions.anchors { add(anchor, &table) }
        }
        let values = problem.values(at: result.fit.point)
        try write(calibrated(values), "calibrated", points: nil, to: folder)
        if let kept = result.kept {
            let names = priors.map(\.input.name)
            let points = CSVRows.points(names, kept) { result.draws.points[$0][$1] }
            try folder.write("ensemble.csv", points)
            try write(ensemble, "ensemble", points: "ensemble.csv", to: folder)
        }
        try folder.write("calibration.md", CalibrationWords(result: result, name: scenario.name).text)
        return try folder.commit()
    }

    // MARK: - Scenarios

    private func write(
        _ scenario: Scenario, _ name: String, points: String?, to folder: AnalysisFolder
    ) throws {
        let world = "\(name).world.yaml"
        try folder.write(
            "\(name).yaml", ScenarioDescription.resolved(scenario, world: world, points: points))
        try folder.write(world, WorldDescription.resolved(scenario.world))
    }

    /// The scenario without what it was calibrated by.
    private func plain(_ suffix: String) -> Scenario {
        var plain = scenario
        plain.name += "-\(suffix)"
        plain.experiment.calibration = nil
        plain.experiment.backtest = nil
        return plain
    }

    private func calibrated(_ values: [Double]) -> Scenario {
        values.withUnsafeBufferPointer { values in
            let plain = plain("calibrated")
            guard let start = values.baseAddress else { return plain }
            return Placement(plain, priors.map(\.input)).scenario(start)
        }
    }

    private var ensemble: Scenario {
        var ensemble = plain("ensemble")
        ensemble.experiment.variations = problem.calibration.parameters
        ensemble.experiment.design = nil
        return ensemble
    }

    // MARK: - Tables

    private func addParameters(_ table: inout CSVRows) {
        for (index, prior) in priors.enumerated() {
            let (score, deviation) = (result.fit.point[index], result.deviations[index])
            table.add(prior.input.name)
            table.add(prior.byDefault)
            table.add(prior.value(at: -Self.ninety))
            table.add(prior.value(at: Self.ninety))
            table.add(prior.moments(mean: 0, deviation: 1).deviation)
            table.add(prior.value(at: score))
            table.add(prior.moments(mean: score, deviation: deviation).deviation)
            table.add(prior.value(at: score - Self.ninetyFive * deviation))
            table.add(prior.value(at: score + Self.ninetyFive * deviation))
            table.add(1 - deviation * deviation)
            table.add(result.bound(index))
            let values = result.draws.points.map { $0[index] }
            let kept = result.kept?.map { values[$0] }.sorted()
            table.add(kept.map { _ in result.draws.weights.mean(values) })
            table.add(kept.map { _ in result.draws.weights.standardDeviation(values) })
            table.add(kept.map { quantile(ofSorted: $0, 0.025) })
            table.add(kept.map { quantile(ofSorted: $0, 0.975) })
            table.endRow()
        }
    }

    /// Standard deviations that hold 90 and 95 % of a normal distribution.
    private static let ninety = 1.6448536269514722
    private static let ninetyFive = 1.959963984540054

    private func addCorrelations(_ table: inout CSVRows) {
        for a in priors.indices {
            for b in priors.indices where a < b {
                table.add(priors[a].input.name)
                table.add(priors[b].input.name)
                table.add(result.correlation(a, b))
                table.endRow()
            }
        }
    }

    private func add(_ prediction: Prediction, _ table: inout CSVRows) {
        let observation = prediction.observation
        add(
            observation,
            use: observation.date >= problem.calibration.holdOut ?? .infinity ? "held_out" : "fitted", &table)
        table.add(prediction.standardError)
        table.add(prediction.value(result.atDefault))
        table.add(prediction.value(result.atFit))
        table.add(prediction.residual(result.atFit))
        let kept = result.kept?.map { prediction.value(result.draws.outcomes[$0]) }.sorted()
        table.add(kept.map { quantile(ofSorted: $0, 0.05) })
        table.add(kept.map { quantile(ofSorted: $0, 0.95) })
        addSource(observation, &table)
    }

    private func add(_ anchor: Observation, _ table: inout CSVRows) {
        add(anchor, use: "anchor", &table)
        table.add(anchor.standardError)
        for _ in 0..<5 { table.add("") }
        addSource(anchor, &table)
    }

    private func add(_ observation: Observation, use: String, _ table: inout CSVRows) {
        table.addSubject(observation)
        table.add(use)
        table.add(observation.value)
    }

    private func addSource(_ observation: Observation, _ table: inout CSVRows) {
        table.addSource(observation)
        table.add(observation.line)
        table.endRow()
    }

    // MARK: - Terminal

    package var text: String {
        var rows = [["parameter", "default", "value", "95 % interval", "explained", "at bound"]]
        for (index, prior) in priors.enumerated() {
            let (score, deviation) = (result.fit.point[index], result.deviations[index])
            let ends = [-1, 1].map { short(prior.value(at: score + $0 * Self.ninetyFive * deviation)) }
            rows.append([
                prior.input.name, prior.byDefault.map(short) ?? "-", short(prior.value(at: score)),
                "\(ends[0]) to \(ends[1])", "\(short(100 * (1 - deviation * deviation))) %",
                result.bound(index),
            ])
        }
        let size = result.draws.weights.effectiveSize
        return SummaryTable.aligned(rows)
            + "misfit of \(counted(problem.fitted.count, "observation")), in squared standard errors: "
            + "\(short(result.misfit(result.atDefault))) at the defaults, \(short(result.misfit(result.atFit))) calibrated\n"
            + "effective sample size \(short(size)) of \(result.draws.points.count) draws\n"
    }
}

extension CalibrationResult {
    /// On which side a value is in the outer hundredth of its prior; empty for neither.
    func bound(_ index: Int) -> String {
        let score = fit.point[index]
        return score > Prior.atBound ? "high" : score < -Prior.atBound ? "low" : ""
    }
}

extension CSVRows {
    mutating func addSubject(_ observation: Observation) {
        add(observation.series)
        add(observation.variable.rawValue)
        add(observation.place)
        add(observation.sector ?? "")
        add(observation.date)
    }

    mutating func addSource(_ observation: Observation) {
        add(observation.quality.rawValue)
        add(CSV.field(observation.source))
    }
}
