import Questions

/// What one run reports: the value of every variable at every instant that was asked for.
package struct Trajectory: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package let time: Double
        /// In the order of `ReportLayout`.
        package let values: [Double]
        /// GBP bn a year, origin × sector by size band.
        package let bandIncome: [Double]
    }

    /// In order of time.
    package private(set) var points: [Point] = []
    /// Evaluations of the right-hand side that the run took.
    package var evaluations = 0

    mutating func append(_ point: Point) { points.append(point) }

    package func point(at time: Double) -> Point? { points.first { $0.time == time } }
}
