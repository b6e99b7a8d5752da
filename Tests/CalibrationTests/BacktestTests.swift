import Analysis
import Calibration
import Declarations
import Questions
import Sampling
import Testing

@Suite struct BacktestTests {
    private func observation(
        _ series: String, _ date: Double, _ value: Double, _ measure: Observation.Measure = .index
    ) -> Observation {
        Observation(
            series: series, variable: .generativeAIRevenue, place: "World", sector: nil, date: date,
            value: value, standardError: 1e-9, measure: measure, source: "here", quality: .high, note: "",
            line: 1)
    }

    private func problem(_ observations: [Observation], from: Double) throws -> BacktestProblem {
        var scenario = try Simulated().scenario
        scenario.experiment.variations = scenario.experiment.calibration?.parameters ?? []
        scenario.experiment.design = Design(method: .sobol, runs: 64, seed: 2)
        let backtest = Backtest(
            observations: NamedFile(name: "", path: ""), from: from, option: "today", thresholds: [])
        return try BacktestProblem(scenario, backtest, observations)
    }

    @Test func `rules without a model go on from what was known`() throws {
        let problem = try problem(
            [
                observation("grown", 2025, 4), observation("grown", 2026, 6), observation("grown", 2028, 20),
                observation("once", 2026, 7), observation("once", 2027, 9),
                observation("never", 2027, 5, .level), observation("young", 2027, 2),
                observation("young", 2028, 3),
            ], from: 2027)
        let forecasts = problem.forecasts
        #expect(forecasts.map(\.prediction.observation.series) == ["grown", "once", "never", "young"])
        #expect(forecasts.map(\.noChange) == [6, 7, nil, 2])
        // 4 to 6 in a year, for two years more
        #expect(abs(try #require(forecasts[0].constantGrowth) - 13.5) < 1e-12)
        #expect(forecasts.dropFirst().allSatisfy { $0.constantGrowth == nil })
        // the last that was known anchors; of a series that begins later, its first
        #expect(forecasts.map { $0.prediction.anchor?.date } == [2026, 2026, nil, 2027])
    }

    @Test func `forecasts of what the model itself made are scored by hand`() throws {
        let problem = try problem(
            [observation("a", 2026, 10), observation("a", 2027, 12), observation("a", 2028, 15)], from: 2027)
        var scenario = try Simulated().scenario
        scenario.experiment.variations = scenario.experiment.calibration?.parameters ?? []
        scenario.experiment.design = Design(method: .sobol, runs: 64, seed: 2)
        let draws = try problem.draws(try Sampler(scenario), jobs: 2)
        #expect(draws.failed == 0 && draws.values.map(\.count) == [64, 64])
        let scores = BacktestScores(problem.forecasts, draws.values)
        let expected = (0..<2).map { i in
            continuousRankedProbabilityScore(
                ofSorted: draws.values[i].sorted(), observed: [12, 15][i]) / [12, 15][i]
        }
        let (count, model, rule) = try #require(scores.against(\.noChange))
        #expect(count == 2 && abs(model - (expected[0] + expected[1]) / 2) < 1e-12)
        #expect(abs(rule - (2 / 12.0 + 5 / 15.0) / 2) < 1e-12)
        #expect(abs(try #require(scores.value(of: .skillAgainstNoChange)) - (1 - model / rule)) < 1e-12)
        #expect(scores.value(of: .skillAgainstConstantGrowth) == nil)
        // the same draws for any number of threads
        #expect(try problem.draws(try Sampler(scenario), jobs: 1).values == draws.values)
    }

    @Test func `an observation of 0 counts for coverage, and for no score that is relative to it`() throws {
        let problem = try problem(
            [
                observation("a", 2026, 10, .level), observation("a", 2027, 12, .level),
                observation("b", 2026, 3, .level), observation("b", 2027, 0, .level),
            ], from: 2027)
        // the draws of each: around what was observed
        let draws = [[11.0, 12, 13], [-0.5, 0, 1]]
        let scores = BacktestScores(problem.forecasts, draws)
        #expect(scores.zeros == 1 && scores.coverage(\.ninety).share == 1)
        #expect(scores.bias == 0)
        #expect(scores.relative(1, to: 0) == 1 / 12.0 && scores.relative(1, to: 1) == nil)
        // the score of the first by hand: 2/3 less half of 8/9
        let (count, model, rule) = try #require(scores.against(\.noChange))
        #expect(count == 1 && abs(model - (2 / 3.0 - 4 / 9.0) / 12) < 1e-15 && abs(rule - 2 / 12.0) < 1e-15)
        let zero = BacktestScores([problem.forecasts[1]], [draws[1]])
        #expect(zero.bias == nil && zero.against(\.noChange) == nil)
        #expect(zero.value(of: .skillAgainstNoChange) == nil)
    }

    @Test func `a year from which nothing is observed is an error`() throws {
        #expect {
            try problem([observation("a", 2026, 10)], from: 2028)
        } throws: { "\($0)".contains("no observation from 2028 on can be predicted") }
    }
}
