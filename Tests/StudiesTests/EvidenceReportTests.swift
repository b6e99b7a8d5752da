import Calibration
import Declarations
import Foundation
import Questions
import Sampling
import Scenarios
import Studies
import Testing

/// What a duty costs developers, observed: the cost of the full duty itself.
@Suite struct EvidenceReportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func loaded(_ text: String, _ observed: [(year: Int, value: Double, error: Double)])
        throws
        -> LoadedScenario
    {
        let header = "series,variable,place,sector,date,value,standard_error,measure,source,quality\n"
        let rows = observed.map {
            "duty,burden_compliance,UK,,\($0.year),\($0.value),\($0.error),level,here,high\n"
        }
        _ = try folder.write(header + rows.joined(), to: "observations.csv")
        return try loadedScenario(
            """
            options: {new: {UK: [{from: 2025.5, over: 0, with: {transparency: 1}}]}}

            """ + text, reference: "new", in: folder)
    }

    @Test func `a number that is observed itself is calibrated to what was observed`() throws {
        let loaded = try loaded(
            """
            calibrate:
              observations: observations.csv
              parameters: [{parameter: transparencyCost, distribution: {uniform: [0.001, 0.003]}}]
              draws: 8192
              keep: 1024
              seed: 3

            """, [(2028, 0.0024, 0.0001)])
        let calibration = try #require(loaded.scenario.experiment.calibration)
        let problem = try CalibrationProblem(loaded, calibration, file: "scenario.yaml", jobs: 2)
        let report = CalibrationReport(result: try CalibrationResult(problem), loaded: loaded)
        _ = try report.write(to: folder.path + "/calibrate")
        let row = try #require(try folder.rows("calibrate/parameters.csv").first)
        // the most likely score x of a normal prior: x + (c(x) - 0.0024) c'(x) / 0.0001² = 0
        func cost(_ score: Double) -> Double {
            0.001 + 0.002 * NormalDistribution.probabilities(score).below
        }
        func slope(_ score: Double) -> Double {
            0.002 * exp(-score * score / 2) / (2 * Double.pi).squareRoot()
        }
        var (low, high) = (0.0, 2.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let force = middle + (cost(middle) - 0.0024) * slope(middle) / 1e-8
            if force < 0 { low = middle } else { high = middle }
        }
        #expect(abs(row.number("value") - cost(low)) < 1e-8)
        let precision = slope(low) * slope(low) / 1e-8
        #expect(abs(row.number("explained") - precision / (1 + precision)) < 1e-4)
        // of a flat prior the posterior is the observation's own distribution, whose ends are far
        #expect(abs(row.number("ensemble_mean") - 0.0024) < 1e-5)
        #expect(abs(row.number("ensemble_sd") - 0.0001) < 1e-5)
        #expect(row["default"] == "0.002" && row["at_bound"] == "")
        let residual = try #require(try folder.rows("calibrate/residuals.csv").first)
        #expect(residual["use"] == "fitted" && abs(residual.number("default") - 0.002) < 1e-9)
        #expect(abs(residual.number("residual") - (cost(low) - 0.0024) / 0.0001) < 1e-3)
        // the scenario that it writes has the calibrated value, and is calibrated no more
        let calibrated = try ScenarioReader.read(path: folder.path + "/calibrate/calibrated.yaml").scenario
        #expect(abs(calibrated.world[.transparencyCost] - cost(low)) < 1e-8)
        #expect(calibrated.experiment.calibration == nil)
        #expect(
            report.text.contains(
                "misfit of 1 observation, in squared standard errors: 16.00 at the defaults"))
    }

    @Test func `forecasts are scored against what was observed and against rules, as a hand does`() throws {
        let loaded = try loaded(
            uncertainDuty + """
                design: {method: sobol, runs: 256, seed: 2}
                backtest:
                  observations: observations.csv
                  from: 2027
                  option: new
                  thresholds: {coverage90: ">= 0.9", skillAgainstNoChange: "> -1000"}

                """, [(2026, 0.0021, 1e-9), (2028, 0.0022, 1e-9), (2029, 0.0035, 1e-9)])
        let backtest = try #require(loaded.scenario.experiment.backtest)
        let problem = try BacktestProblem(loaded, backtest, file: "scenario.yaml")
        let sampler = try loaded.sampler()
        let draws = try problem.draws(sampler, jobs: 2)
        #expect(draws.failed == 0)
        let report = BacktestReport(
            scores: BacktestScores(problem.forecasts, draws.values), backtest: backtest,
            draws: sampler.count, loaded: loaded)
        _ = try report.write(to: folder.path + "/backtest")
        let rows = try folder.rows("backtest/scores.csv")
        #expect(rows.map { $0["date"] } == ["2028.0", "2029.0"])
        for (row, observed) in zip(rows, [0.0022, 0.0035]) {
            // the draws are even from 0.001 to 0.003
            for (column, expected) in [
                ("low90", 0.0011), ("low50", 0.0015), ("median", 0.002), ("high50", 0.0025),
                ("high90", 0.0029),
            ] {
                #expect(abs(row.number(column) - expected) < 2e-5)
            }
            #expect(abs(row.number("bias") - (row.number("median") - observed) / observed) < 1e-12)
            // ∫ (F(x) - [x ≥ y])² dx of the uniform distribution
            let (a, b) = (0.001, 0.003)
            let y = min(max(observed, a), b)
            let area = (pow(y - a, 3) + pow(b - y, 3)) / (3 * (b - a) * (b - a)) + abs(observed - y)
            #expect(abs(row.number("crps") - area) < 1e-5)
            #expect(row.number("no_change") == 0.0021 && row["constant_growth"] == "")
            #expect(abs(row.number("no_change_error") - abs(observed - 0.0021)) < 1e-12)
        }
        #expect(rows.map { $0["worse_than"] } == ["no_change", ""])
        #expect(report.failures == ["threshold failed: coverage90 is 0.500, expected >= 0.9"])
        #expect(report.text.contains("90 % intervals 1 of 2"))
    }

    @Test func `what is wrong with observations is told at their line`() throws {
        let loaded = try loaded(
            uncertainDuty + """
                design: {method: sobol, runs: 16, seed: 2}
                backtest: {observations: observations.csv, from: 2029, option: new}

                """, [(2026, 0.0021, 1e-9)])
        let backtest = try #require(loaded.scenario.experiment.backtest)
        let error = #expect(throws: InputError.self) {
            try BacktestProblem(loaded, backtest, file: "scenario.yaml")
        }
        #expect(error?.problems.map(\.file) == ["scenario.yaml"])
        #expect(error?.problems.first?.message.contains("expected an earlier year") == true)
    }
}
