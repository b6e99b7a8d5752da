import Analysis
package import Calibration
import Declarations
import GSL
package import Output
import Questions
import Sampling
package import Scenarios

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
        var folder = try AnalysisFolder(path, .calibration, of: loaded)
        try folder.add(EvidenceTables.parameters, priors.indices.map(parameterRow))
        try folder.add(
            EvidenceTables.correlations,
            priors.indices.flatMap { a in
                priors.indices.filter { a < $0 }.map { b in
                    (priors[a].input.name, priors[b].input.name, result.correlation(a, b))
                }
            })
        try folder.add(
            EvidenceTables.residuals,
            problem.predictions.all.map(residualRow)
                + problem.predictions.anchors.map {
                    .init(observation: $0, use: "anchor", standardError: $0.standardError)
                })
        let values = problem.values(at: result.fit.point)
        try write(calibrated(values), "calibrated", points: nil, to: folder)
        if let kept = result.kept {
            let names = priors.map(\.input.name)
            let points = CSVRows.points(names, kept) { result.draws.points[$0][$1] }
            try folder.write(EvidenceTables.ensemble, points)
            try write(ensemble, "ensemble", points: EvidenceTables.ensemble, to: folder)
        }
        try folder.write(
            EvidenceTables.calibrationWords, CalibrationWords(result: result, name: scenario.name).text)
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

    private func parameterRow(_ index: Int) -> EvidenceTables.ParameterRow {
        let values = result.draws.points.map { $0[index] }
        let kept = result.kept.map { kept in
            let sorted = kept.map { values[$0] }.sorted()
            return EvidenceTables.Kept(
                mean: result.draws.weights.mean(values),
                deviation: result.draws.weights.standardDeviation(values),
                low: quantile(ofSorted: sorted, 0.025), high: quantile(ofSorted: sorted, 0.975))
        }
        return .init(
            prior: priors[index], score: result.fit.point[index], deviation: result.deviations[index],
            bound: result.bound(index), kept: kept)
    }

    private func residualRow(_ prediction: Prediction) -> EvidenceTables.ResidualRow {
        let observation = prediction.observation
        let kept = result.kept?.map { prediction.value(result.draws.outcomes[$0]) }.sorted()
        return .init(
            observation: observation,
            use: observation.date >= problem.calibration.holdOut ?? .infinity ? "held_out" : "fitted",
            standardError: prediction.standardError, byDefault: prediction.value(result.atDefault),
            calibrated: prediction.value(result.atFit), residual: prediction.residual(result.atFit),
            range: kept.map { quantile(ofSorted: $0, 0.05)...quantile(ofSorted: $0, 0.95) })
    }

    // MARK: - Terminal

    package var text: String {
        var rows = [["parameter", "default", "value", "95 % interval", "explained", "at bound"]]
        for (index, prior) in priors.enumerated() {
            let (score, deviation) = (result.fit.point[index], result.deviations[index])
            let ends = [-1, 1].map {
                short(prior.value(at: score + $0 * EvidenceTables.ninetyFive * deviation))
            }
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
