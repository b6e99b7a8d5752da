/// Runs that an ensemble is to carry out: every option at every point, a point being a set of parameter values.
package struct EnsembleTask {
    package let layout: Layout
    package let baseYear: Double
    /// By jurisdiction, then lever: the law of the base year, on which every option rests.
    package let baseLevers: [[Double]]
    /// By option.
    package let policies: [Policy]
    /// Number of points.
    package let points: Int
    /// Writes the values of a point, in the order of the layout.
    package let values: (_ point: Int, _ values: UnsafeMutablePointer<Double>) -> Void
    /// Instants that are reported, in order; the first is the base year.
    package let times: [Double]
    /// What is reported, as positions in the report's layout.
    package let reported: [Int]
    /// Error allowed for a step, relative to the state; the absolute one is a hundredth of it.
    package let tolerance: Double

    package init(
        layout: Layout, baseYear: Double, baseLevers: [[Double]], policies: [Policy], points: Int,
        times: [Double], reported: [Int], tolerance: Double,
        values: @escaping (_ point: Int, _ values: UnsafeMutablePointer<Double>) -> Void
    ) {
        self.layout = layout
        self.baseYear = baseYear
        self.baseLevers = baseLevers
        self.policies = policies
        self.points = points
        self.times = times
        self.reported = reported
        self.tolerance = tolerance
        self.values = values
    }
}

/// What came of one run of an ensemble.
package struct EnsembleResult {
    package let point: Int
    package let option: Int
    /// By instant, then reported position; what lies behind a failure is 0.
    package let values: [Double]
    /// Evaluations of the right-hand side that the run needed.
    package let evaluations: Int
    package let failure: EnsembleFailure?

    package init(point: Int, option: Int, values: [Double], evaluations: Int, failure: EnsembleFailure?) {
        self.point = point
        self.option = option
        self.values = values
        self.evaluations = evaluations
        self.failure = failure
    }
}

/// Why a run of an ensemble ended before its time, and in which year.
package enum EnsembleFailure: Equatable, Sendable {
    case tooManySteps(Int, year: Double)
    case stepTooSmall(year: Double)
    /// A reported value is not finite.
    case notFinite(position: Int, year: Double)
}

/// Runs ensembles with several members side by side: what the builds for different processors have in common.
package protocol EnsembleModel: AnyObject {
    init(_ layout: Layout)

    /// Carries out a task and hands over each result as it is done, in an order of its own.
    func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void)
}
