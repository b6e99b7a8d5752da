import Analysis
package import Calibration
import Declarations
package import Output
package import Questions
package import Scenarios

/// How good forecasts were, as a table and in words.
package struct BacktestReport {
    private let scores: BacktestScores
    private let backtest: Backtest
    private let draws: Int
    private let loaded: LoadedScenario

    /// - Parameter draws: that did not fail.
    package init(scores: BacktestScores, backtest: Backtest, draws: Int, loaded: LoadedScenario) {
        self.scores = scores
        self.backtest = backtest
        self.draws = draws
        self.loaded = loaded
    }

    /// - Returns: the tables.
    package func write(to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, .backtest, of: loaded)
        try folder.add(EvidenceTables.scores, scores.scores.indices.map(row))
        try folder.write(EvidenceTables.backtestWords, words)
        return try folder.commit()
    }

    private func observation(_ index: Int) -> Observation { scores.forecasts[index].prediction.observation }

    private func row(_ index: Int) -> EvidenceTables.ScoreRow {
        let (score, forecast, observation) = (
            scores.scores[index], scores.forecasts[index], observation(index)
        )
        return .init(
            observation: observation, score: score,
            bias: scores.relative(score.median - observation.value, to: index),
            noChange: forecast.noChange, constantGrowth: forecast.constantGrowth,
            worseThan: worseThan(index))
    }

    /// Rules without a model that came closer.
    private func worseThan(_ index: Int) -> [String] {
        let (score, forecast, observed) = (
            scores.scores[index], scores.forecasts[index], observation(index).value
        )
        return [("no_change", forecast.noChange), ("constant_growth", forecast.constantGrowth)].compactMap {
            name, rule in
            guard let rule, abs(rule - observed) < score.rankedProbability else { return nil }
            return name
        }
    }

    /// Thresholds that are not reached, in words.
    package var failures: [String] {
        backtest.thresholds.compactMap { score, holds in
            guard let value = scores.value(of: score) else {
                return
                    "threshold failed: \(score.rawValue) has no value, no observation of a known series allows it"
            }
            return holds.holds(value)
                ? nil : "threshold failed: \(score.rawValue) is \(short(value)), expected \(holds)"
        }
    }

    // MARK: - Words

    private func coverage(_ interval: (ForecastScores) -> ClosedRange<Double>) -> String {
        let share = scores.coverage(interval)
        return "\(share.cases) of \(share.count) (\(percent(share)))"
    }

    private func comparison(
        _ rule: String, _ score: Backtest.Score, _ forecast: (BacktestProblem.Forecast) -> Double?
    ) -> String {
        guard let (count, model, other) = scores.against(forecast) else {
            return "- against \(rule): no series was known for long enough\n"
        }
        let skill = scores.value(of: score).map { "; skill \(short($0))" } ?? ""
        return
            "- against \(rule), over the \(counted(count, "observation")) for which it says something: mean score "
            + "\(short(model)) of the number observed, the rule's error \(short(other))\(skill)\n"
    }

    private var words: String {
        var text = """
            # What \(loaded.scenario.name) predicts from before \(plain(backtest.from))

            \(counted(scores.scores.count, "observation")) by \(counted(draws, "draw")) of what was not known, each with the observation's own error.

            - the middle 50 % of the draws hold \(coverage(\.half))
            - the middle 90 % hold \(coverage(\.ninety))
            - bias: \(bias)

            """
        text += comparison("no change", .skillAgainstNoChange, \.noChange)
        text += comparison("constant growth", .skillAgainstConstantGrowth, \.constantGrowth)
        text +=
            "\nThe score is the continuous ranked probability score; for a rule it is the absolute error. Skill is 1 for a "
        text += "perfect forecast, 0 for one as good as the rule, and below 0 for a worse one.\n"
        let worse = scores.scores.indices.filter { !worseThan($0).isEmpty }
        text += "\n## Where the model is worse than a rule\n\n"
        text += worse.isEmpty ? "Nowhere.\n" : worse.map { line($0) }.joined()
        let better = scores.scores.indices.filter { worseThan($0).isEmpty }
        text += "\n## The others\n\n" + (better.isEmpty ? "None.\n" : better.map { line($0) }.joined())
        return text
    }

    private var bias: String {
        var text =
            scores.bias.map { "the median is off by \(short(100 * $0)) % of the number observed, on average" }
            ?? "none can be told"
        if scores.zeros > 0 {
            text +=
                "; of \(counted(scores.zeros, "observation")) of 0 nothing is a share, which neither this nor what is below counts"
        }
        return text
    }

    private func line(_ index: Int) -> String {
        let (score, forecast, observation) = (
            scores.scores[index], scores.forecasts[index], observation(index)
        )
        let sector = observation.sector.map { " \($0)" } ?? ""
        var text =
            "- `\(observation.series)` (\(observation.variable.rawValue) \(observation.place)\(sector)) in "
            + "\(plain(observation.date)): \(short(observation.value)) observed; median \(short(score.median)), "
            + "90 % between \(short(score.ninety.lowerBound)) and \(short(score.ninety.upperBound))"
        if let rule = forecast.noChange { text += "; no change \(short(rule))" }
        if let rule = forecast.constantGrowth { text += "; constant growth \(short(rule))" }
        return text + "\n"
    }

    // MARK: - Terminal

    package var text: String {
        var rows = [
            ["series", "date", "observed", "median", "90 % interval", "no change", "growth", "worse than"]
        ]
        for index in scores.scores.indices {
            let (score, forecast, observation) = (
                scores.scores[index], scores.forecasts[index], observation(index)
            )
            rows.append([
                observation.series, plain(observation.date), short(observation.value), short(score.median),
                "\(short(score.ninety.lowerBound)) to \(short(score.ninety.upperBound))",
                forecast.noChange.map(short) ?? "-", forecast.constantGrowth.map(short) ?? "-",
                worseThan(index).joined(separator: " "),
            ])
        }
        return SummaryTable.aligned(rows, left: [0, 7])
            + "50 % intervals hold \(coverage(\.half)), 90 % intervals \(coverage(\.ninety))\n"
    }
}
