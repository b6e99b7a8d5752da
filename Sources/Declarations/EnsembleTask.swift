/// Runs that an ensemble is to carry out: every option at every point, a point being a set of parameter values.
package struct EnsembleTask {
    package let layout: Layout
    /// Number of points.
    package let points: Int
    /// Writes the values of a point, in the order of the layout.
    package let values: (_ point: Int, _ values: UnsafeMutablePointer<Double>) -> Void
    /// What each option meets at a point; all begin with the same law in the base year.
    package let courses: (_ point: Int) -> [Course]
    /// Instants that are reported, in order; the first is the base year.
    package let times: [Double]
    /// What is reported, as positions in the report's layout.
    package let reported: [Int]
    /// Error allowed for a step, relative to the state; the absolute one is a hundredth of it.
    package let tolerance: Double

    package init(
        layout: Layout, points: Int, times: [Double], reported: [Int], tolerance: Double,
        values: @escaping (_ point: Int, _ values: UnsafeMutablePointer<Double>) -> Void,
        courses: @escaping (_ point: Int) -> [Course]
    ) {
        self.layout = layout
        self.points = points
        self.times = times
        self.reported = reported
        self.tolerance = tolerance
        self.values = values
        self.courses = courses
    }
}

/// What came of one run of an ensemble.
package struct EnsembleResult {
    package let point: Int
    package let option: Int
    /// By instant, then reported position; what lies behind a failure is 0.
    package let values: [Double]
    /// Evaluations of the right-hand side that the run needed, those of a path that it shared with others included.
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
///
/// An instance owns its memory and is used by one thread at a time; several may work beside each other.
package protocol EnsembleModel: AnyObject {
    init(_ layout: Layout)

    /// Carries out a task and hands over each result as it is done, in an order of its own. A result is the same to the
    /// bit whatever else the task holds.
    func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void)
}
