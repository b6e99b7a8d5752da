import Analysis
import Calibration
import Declarations
import GSL
import Questions
import Sampling
import Scenarios
import Testing

@Suite struct CalibrationTests {
    @Test func `without errors the numbers come back`() throws {
        let simulated = try Simulated()
        let truth = [0.7, -1.1, 0.4]
        let problem = try simulated.problem(try simulated.observations(at: truth, errors: nil))
        let fit = try problem.fit(from: problem.defaultScores)
        #expect(fit.shortfall == nil)
        // priors pull a little towards their middle, by less than the errors leave open
        let covariance = try #require(fit.covariance)
        for (i, score) in truth.enumerated() {
            #expect(abs(fit.point[i] - score) < covariance[i][i].squareRoot())
        }
        let outcomes = try problem.outcomes(at: [fit.point])[0]
        for prediction in problem.predictions.all { #expect(abs(prediction.residual(outcomes)) < 0.5) }
    }

    /// Numbers drawn from their priors, observations made by the model at them with errors.
    @Test(arguments: [UInt64(11)])
    func `ninety-five per cent intervals hold the truth as often as they say`(seed: UInt64) throws {
        let simulated = try Simulated()
        let repetitions = 100
        var held = 0
        var squares = 0.0
        for repetition in 0..<repetitions {
            let truths = Generator(seed: seed, path: "truth")
            let truth = Simulated.parameters.indices.map {
                NormalDistribution.quantile(truths.uniform(UInt64(repetition * 10 + $0), .draw))
            }
            let errors = Generator(seed: seed, path: "errors \(repetition)")
            let problem = try simulated.problem(try simulated.observations(at: truth, errors: errors))
            let fit = try problem.fit(from: problem.defaultScores)
            let covariance = try #require(fit.covariance)
            for (i, score) in truth.enumerated() {
                let distance = (fit.point[i] - score) / covariance[i][i].squareRoot()
                if abs(distance) < 1.959963984540054 { held += 1 }
                squares += distance * distance
            }
        }
        let count = Double(repetitions * Simulated.parameters.count)
        print("within their 95 % intervals: \(held) of \(Int(count))")
        #expect((0.92...0.98).contains(Double(held) / count), "\(held) of \(count)")
        // the mean square of 300 standard normal numbers
        #expect(abs(squares / count - 1) < 0.3, "\(squares / count)")
    }

    @Test func `weighed draws and the curvature of the fit agree`() throws {
        let simulated = try Simulated(width: 6)
        let observations = try simulated.observations(
            at: [0.3, 0.2, -0.4], errors: Generator(seed: 5, path: "errors"))
        let problem = try simulated.problem(observations)
        let result = try CalibrationResult(problem)
        let size = result.draws.weights.effectiveSize
        #expect(size > 20)
        let kept = try #require(result.kept)
        #expect(kept.count == 512)
        for (i, prior) in problem.priors.enumerated() {
            let values = result.draws.points.map { $0[i] }
            let expected = prior.moments(mean: result.fit.point[i], deviation: result.deviations[i])
            let mean = result.draws.weights.mean(values)
            #expect(
                abs(mean - expected.mean) < 5 * expected.deviation / size.squareRoot() + 0.2
                    * expected.deviation)
            let deviation = result.draws.weights.standardDeviation(values)
            #expect((0.6...1.6).contains(deviation / expected.deviation))
        }
        #expect(result.misfit(result.atFit) <= result.misfit(result.atDefault))
    }

    @Test func `a default range is uniform, of factors in logarithms, and scores go back and forth`() throws {
        let problem = try Simulated().problem()
        let imitation = problem.priors[0]
        let content = problem.priors[1]
        #expect(imitation.byDefault == 0.45 && content.byDefault == 1)
        // [0.25, 0.7], and factors of 0.3 to 3
        #expect(abs(imitation.value(at: 0) - 0.475) < 1e-12)
        #expect(abs(imitation.value(at: 1.6448536269514722) - (0.25 + 0.95 * 0.45)) < 1e-12)
        #expect(abs(content.value(at: 0) - (0.3 * 3.0).squareRoot()) < 1e-12)
        #expect(imitation.value(at: 40) <= 0.7 && imitation.value(at: -40) >= 0.25)
        for score in [-2.5, -0.3, 0, 1.9] {
            #expect(abs(content.score(of: content.value(at: score)) - score) < 1e-9)
        }
        let moments = imitation.moments(mean: 0, deviation: 1)
        #expect(abs(moments.mean - 0.475) < 1e-6)
        #expect(abs(moments.deviation - 0.45 / 12.0.squareRoot()) < 1e-3)
    }

    // MARK: - What cannot be calibrated

    private func moved(_ observation: Observation, to date: Double) -> Observation {
        Observation(
            series: observation.series, variable: observation.variable, place: observation.place,
            sector: observation.sector, date: date, value: observation.value,
            standardError: observation.standardError, measure: observation.measure,
            source: observation.source, quality: observation.quality, note: observation.note,
            line: observation.line)
    }

    @Test func `an observation before the base year is an error with its line`() throws {
        let simulated = try Simulated()
        var observations = simulated.observations
        observations[5] = moved(observations[5], to: 2023.5)
        #expect {
            try simulated.problem(observations)
        } throws: { error in
            (error as? EvidenceError)?.line == 7
                && "\(error)".contains("2023.5 is before the base year 2025, expected calibrate.from: 2025")
        }
    }

    @Test func `fewer observations than numbers are an error`() throws {
        let simulated = try Simulated()
        #expect {
            try simulated.problem(Array(simulated.observations.prefix(2)))
        } throws: { error in
            "\(error)".contains(
                "calibrate.parameters: has 3 numbers for 2 observations that can be fitted")
        }
    }

    @Test func `of an index the first observation anchors the others`() throws {
        let simulated = try Simulated()
        let predictions = Predictions(simulated.observations)
        #expect(predictions.anchors.map(\.date) == [2026])
        #expect(predictions.all.count == simulated.observations.count - 1)
        let last = try #require(predictions.all.last)
        #expect(last.anchor?.date == 2026)
        // 3 of the observation and 3 of the anchor, whose values are alike
        #expect(abs(last.standardError - 18.0.squareRoot()) < 1e-12)
        var outcomes = [Double](repeating: 1, count: predictions.outcomes.count)
        let names = predictions.outcomes.map(\.name)
        outcomes[try #require(names.firstIndex(of: "revenue-2029"))] = 30
        outcomes[try #require(names.firstIndex(of: "revenue-2026"))] = 20
        #expect(last.value(outcomes) == 90)
    }

    @Test func `what is held out is predicted and not fitted`() throws {
        let simulated = try Simulated("  holdOut: {from: 2028}\n")
        let problem = try simulated.problem()
        #expect(problem.heldOut.count == 8)
        #expect(problem.fitted.allSatisfy { problem.predictions.all[$0].observation.date < 2028 })
        let residuals = try problem.residuals(at: [[0, 0, 0]])[0]
        #expect(residuals.count == problem.fitted.count + 3)
        #expect(residuals.suffix(3) == [0, 0, 0])
    }
}
