package import Analysis
private import Declarations
private import Model
package import Questions
package import Sampling
private import Sweeps

/// Forecasts of observations from what was known before them: by the draws of a scenario, and by rules without a model.
package struct BacktestProblem: Sendable {
    package let forecasts: [Forecast]
    private let scenario: Scenario
    private let seed: UInt64

    /// An observation that is to be predicted.
    package struct Forecast: Sendable {
        package let prediction: Prediction
        /// The last observation of the series that was known; nil where none was.
        package let noChange: Double?
        /// The last that was known, growing on as between the last two; nil where fewer were known.
        package let constantGrowth: Double?
    }

    /// - Parameter observations: those of the file.
    package init(
        _ scenario: Scenario, _ backtest: Backtest, _ observations: [Observation]
    ) throws(EvidenceError) {
        let baseYear = scenario.world.baseYear
        func known(_ series: String) -> [Observation] {
            let all = observations.filter { $0.series == series }.sorted { $0.date < $1.date }
            let known = all.filter { $0.date < backtest.from }
            // an index has to start somewhere
            return known.isEmpty && all.first?.measure == .index ? Array(all.prefix(1)) : known
        }
        let later = observations.filter { $0.date >= backtest.from }
        let anchors = observations.filter { $0.date >= baseYear }
        let predictions = Predictions(later) { series in
            known(series).last { $0.date >= baseYear }
                ?? anchors.filter { $0.series == series }.min { $0.date < $1.date }
        }
        forecasts = predictions.all.map { prediction in
            let observation = prediction.observation
            let known = known(observation.series)
            return Forecast(
                prediction: prediction, noChange: known.last?.value,
                constantGrowth: Self.growing(known.suffix(2), to: observation.date))
        }
        guard !forecasts.isEmpty else {
            throw EvidenceError(
                "backtest.from: no observation from \(plain(backtest.from)) on can be predicted, expected an earlier year"
            )
        }
        self.scenario = predictions.scenario(scenario, option: backtest.option)
        seed = scenario.experiment.design?.seed ?? 1
    }

    private static func growing(_ pair: ArraySlice<Observation>, to date: Double) -> Double? {
        guard pair.count == 2, let first = pair.first, let last = pair.last, first.value > 0, last.value > 0
        else { return nil }
        let steps = (date - last.date) / (last.date - first.date)
        let growth = Double.logarithm(of: last.value / first.value)
        return last.value * .exponential(of: growth * steps)
    }

    /// What the draws say of each forecast, the observations' own errors included.
    ///
    /// - Parameter sampler: of the scenario.
    /// - Returns: by forecast, without the draws that failed, and how many those are.
    package func draws(_ sampler: Sampler, jobs: Int) throws(EvidenceError) -> (
        values: [[Double]], failed: Int
    ) {
        let inputs = sampler.inputs.count
        let points = (0..<sampler.count).map { point in
            [Double](unsafeUninitializedCapacity: inputs) { buffer, initialised in
                if let start = buffer.baseAddress { sampler.draw(point, into: start) }
                initialised = inputs
            }
        }
        let evaluated = PointEvaluator(scenario, sampler.inputs, jobs: jobs).outcomes(at: points)
        // an index has no value where the number that anchors it is 0 in the run
        let runs = evaluated.values.map { $0[0] }.filter { run in
            run.allSatisfy(\.isFinite) && forecasts.allSatisfy { $0.prediction.value(run).isFinite }
        }
        guard !runs.isEmpty else {
            throw EvidenceError(
                "every draw failed: \(evaluated.failure ?? "what anchors an index is 0 in all of them")")
        }
        let values = forecasts.map { forecast in
            let prediction = forecast.prediction
            let errors = Generator(seed: seed, path: "backtest.\(prediction.observation.outcome.name)")
            return runs.enumerated().map { number, run in
                prediction.value(run) + prediction.standardError
                    * NormalDistribution.quantile(errors.uniform(UInt64(number), .resample))
            }
        }
        return (values, points.count - runs.count)
    }
}

/// How good the forecasts of some observations were, each relative to the number observed.
package struct BacktestScores: Sendable {
    package let scores: [ForecastScores]
    package let forecasts: [BacktestProblem.Forecast]

    package init(_ forecasts: [BacktestProblem.Forecast], _ draws: [[Double]]) {
        self.forecasts = forecasts
        scores = zip(forecasts, draws).map { ForecastScores($1, observed: $0.prediction.observation.value) }
    }

    private func observed(_ index: Int) -> Double { forecasts[index].prediction.observation.value }

    /// A difference from an observation as a share of it; nil where 0 was observed, of which nothing is a share.
    package func relative(_ difference: Double, to index: Int) -> Double? {
        observed(index) == 0 ? nil : difference / abs(observed(index))
    }

    /// Observations of 0, which no score that is relative to the number observed can count.
    package var zeros: Int { scores.indices.count { observed($0) == 0 } }

    /// Share of the observations within the interval.
    package func coverage(_ interval: (ForecastScores) -> ClosedRange<Double>) -> Proportion {
        Proportion(
            scores.indices.count { interval(scores[$0]).contains(observed($0)) }, of: scores.count)
    }

    /// Mean of median less observed, over the observed; nil where all that was observed is 0.
    package var bias: Double? {
        let errors = scores.indices.compactMap { relative(scores[$0].median - observed($0), to: $0) }
        return errors.isEmpty ? nil : mean(errors)
    }

    /// Mean score of the model and of a rule where the rule says something; nil where it never does.
    package func against(
        _ rule: (BacktestProblem.Forecast) -> Double?
    ) -> (count: Int, model: Double, rule: Double)? {
        let compared = scores.indices.compactMap { index -> (model: Double, rule: Double)? in
            guard let said = rule(forecasts[index]),
                let model = relative(scores[index].rankedProbability, to: index),
                let error = relative(abs(said - observed(index)), to: index)
            else { return nil }
            return (model, error)
        }
        guard !compared.isEmpty else { return nil }
        return (compared.count, mean(compared.map(\.model)), mean(compared.map(\.rule)))
    }

    /// The score by its name in a scenario; nil where nothing can be said.
    package func value(of score: Backtest.Score) -> Double? {
        func skill(_ rule: (BacktestProblem.Forecast) -> Double?) -> Double? {
            guard let (_, model, rule) = against(rule), rule > 0 else { return nil }
            return 1 - model / rule
        }
        switch score {
        case .coverage50: return coverage(\.half).share
        case .coverage90: return coverage(\.ninety).share
        case .skillAgainstNoChange: return skill(\.noChange)
        case .skillAgainstConstantGrowth: return skill(\.constantGrowth)
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
