private import Declarations
package import Questions

/// What a run says of an observation.
package struct Prediction: Sendable {
    package let observation: Observation
    /// The observation whose value is taken as it is, where only ratios within a series say something.
    package let anchor: Observation?
    /// Standard error of the difference between observation and prediction, the anchor's included.
    package let standardError: Double
    fileprivate let outcome: Int
    fileprivate let anchorOutcome: Int?

    /// In the observation's unit.
    ///
    /// - Parameter outcomes: of a run; not a number where the run failed.
    package func value(_ outcomes: [Double]) -> Double {
        guard let anchor, let anchorOutcome else { return outcomes[outcome] }
        return anchor.value * outcomes[outcome] / outcomes[anchorOutcome]
    }

    package func residual(_ outcomes: [Double]) -> Double {
        (value(outcomes) - observation.value) / standardError
    }
}

/// The observations that a run can be held to, and the outcomes that it has to report for them.
package struct Predictions: Sendable {
    package let all: [Prediction]
    /// Observations that others of their series are measured by.
    package let anchors: [Observation]
    package let outcomes: [Outcome]

    /// - Parameters:
    ///   - observations: all of them at or after the base year. Of an index, one has to come first: it anchors the others.
    ///   - anchored: the anchor of a series, if it is not its first observation.
    package init(_ observations: [Observation], anchored: (_ series: String) -> Observation? = { _ in nil }) {
        var outcomes: [Outcome] = []
        func number(_ observation: Observation) -> Int {
            let outcome = observation.outcome
            // two series may tell the same number of a run
            if let known = outcomes.firstIndex(where: { outcome.isSame(as: $0) }) { return known }
            outcomes.append(outcome)
            return outcomes.count - 1
        }
        var all: [Prediction] = []
        var anchors: [Observation] = []
        for observation in observations {
            guard observation.measure == .index else {
                all.append(
                    Prediction(
                        observation: observation, anchor: nil, standardError: observation.standardError,
                        outcome: number(observation), anchorOutcome: nil))
                continue
            }
            let series = observations.filter { $0.series == observation.series }
            guard let anchor = anchored(observation.series) ?? series.min(by: { $0.date < $1.date }) else {
                continue
            }
            if anchor.date == observation.date { continue }
            if !anchors.contains(anchor) { anchors.append(anchor) }
            let error = anchor.standardError * observation.value / anchor.value
            let both = observation.standardError * observation.standardError + error * error
            all.append(
                Prediction(
                    observation: observation, anchor: anchor, standardError: both.squareRoot(),
                    outcome: number(observation), anchorOutcome: number(anchor)))
        }
        self.all = all
        self.anchors = anchors
        self.outcomes = outcomes
    }

    /// The scenario with one option, which reports what the predictions need.
    package func scenario(_ scenario: Scenario, option: String) -> Scenario {
        var alone = scenario.selecting([option])
        alone.experiment.outcomes = outcomes
        return alone
    }
}

extension Outcome {
    fileprivate func isSame(as other: Outcome) -> Bool {
        (variable, place, sector) == (other.variable, other.place, other.sector)
            && reduction == other.reduction
    }
}
