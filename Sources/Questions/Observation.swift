package import Declarations

/// What is known of a variable from outside the model, with how well it is known.
package struct Observation: Sendable, Equatable {
    /// What observations of one source and definition have in common.
    package let series: String
    package let variable: Variable
    /// A jurisdiction, or `World`.
    package let place: String
    /// nil for the sum over sectors, or for a variable that has none.
    package let sector: String?
    /// In years as the model counts them: a whole number is the middle of that calendar year.
    package let date: Double
    package let value: Double
    /// Above 0.
    package let standardError: Double
    package let measure: Measure
    package let source: String
    package let quality: Quality
    package let note: String
    /// Of the file, from 1.
    package let line: Int

    package init(
        series: String, variable: Variable, place: String, sector: String?, date: Double, value: Double,
        standardError: Double, measure: Measure, source: String, quality: Quality, note: String, line: Int
    ) {
        self.series = series
        self.variable = variable
        self.place = place
        self.sector = sector
        self.date = date
        self.value = value
        self.standardError = standardError
        self.measure = measure
        self.source = source
        self.quality = quality
        self.note = note
        self.line = line
    }

    package enum Measure: String, CaseIterable, Sendable {
        /// The variable itself, in its unit.
        case level
        /// Something that moves in proportion to the variable: only ratios within the series say something of the model.
        case index
    }

    package enum Quality: String, CaseIterable, Sendable {
        /// Read at its source.
        case high
        /// Read second-hand.
        case medium
        /// Not read, or of a doubtful definition.
        case low
    }

    /// The outcome of a run that it is compared with.
    package var outcome: Outcome { outcome(at: date) }

    /// The same at another date.
    package func outcome(at date: Double) -> Outcome {
        Outcome(
            name: "\(series)-\(plain(date))", variable: variable, place: place, sector: sector,
            reduction: .year(date), against: nil)
    }
}

/// A file that a section of a scenario names.
package struct NamedFile: Sendable, Equatable {
    /// As written.
    package let name: String
    /// Relative to the folder of the file that names it.
    package let path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}

/// Which numbers of a scenario are held to which observations.
package struct Calibration: Sendable, Equatable {
    package var observations: NamedFile
    /// Observations before it are left out; nil for none.
    package var from: Double?
    /// Each with a distribution: what is known without the observations.
    package var parameters: [Variation]
    /// The course of policy that was taken.
    package var option: String
    /// From then on observations are not fitted, but predicted.
    package var holdOut: Double?
    /// Steps that the fit may take at most.
    package var steps: Int
    /// Draws that are weighed by the observations.
    package var draws: Int
    /// Points that are kept of them.
    package var kept: Int
    package var seed: UInt64

    package static let defaultSteps = 200
    package static let defaultDraws = 65_536
    package static let defaultKept = 1024

    package init(
        observations: NamedFile, from: Double?, parameters: [Variation], option: String, holdOut: Double?,
        steps: Int, draws: Int, kept: Int, seed: UInt64
    ) {
        self.observations = observations
        self.from = from
        self.parameters = parameters
        self.option = option
        self.holdOut = holdOut
        self.steps = steps
        self.draws = draws
        self.kept = kept
        self.seed = seed
    }
}

/// Which observations the draws of a scenario are to predict.
package struct Backtest: Sendable, Equatable {
    package var observations: NamedFile
    /// Observations before it are known, the others are predicted.
    package var from: Double
    /// The course of policy that was taken.
    package var option: String
    /// What has to be reached, by the name of the score.
    package var thresholds: [(score: Score, holds: Threshold)]

    package enum Score: String, CaseIterable, Sendable {
        case coverage50, coverage90
        case skillAgainstNoChange, skillAgainstConstantGrowth
    }

    package init(
        observations: NamedFile, from: Double, option: String,
        thresholds: [(score: Score, holds: Threshold)]
    ) {
        self.observations = observations
        self.from = from
        self.option = option
        self.thresholds = thresholds
    }

    package static func == (a: Backtest, b: Backtest) -> Bool {
        a.observations == b.observations && a.from == b.from && a.option == b.option
            && a.thresholds.elementsEqual(b.thresholds) { $0.score == $1.score && $0.holds == $1.holds }
    }
}
