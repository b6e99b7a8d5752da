package import GSL

/// What a search for a minimum learns of a point.
package struct Trial: Sendable, Equatable {
    /// To be minimised.
    package var value: Double
    /// By condition, by how much it is missed; 0 or less where it is kept.
    package var excess: [Double]

    package init(value: Double, excess: [Double] = []) {
        self.value = value
        self.excess = excess
    }
}

/// A minimum in the unit cube, under conditions, from one start.
///
/// The simplex method knows no bounds: coordinates are smooth and periodic functions of free variables, with a slope of 0 at the bounds, so
/// that a minimum at a bound is one of the free variables too. Nor does it know conditions: they enter by the augmented Lagrangian
/// (Hestenes, Powell, Rockafellar), whose minima become those of the problem as its multipliers settle, and which has no kink at which a
/// simplex would collapse, as an exact penalty has. After each descent the simplex is built anew, since it may have collapsed. What is given
/// back is the best point that was tried, not the last.
package struct BoundedSearch {
    /// The unit of the value, and of each condition: how far they move over the cube.
    package struct Scale: Sendable, Equatable {
        package let value: Double
        package let excess: [Double]

        /// - Parameter trials: spread over the cube.
        package init(_ trials: [Trial]) {
            func spread(_ values: [Double]) -> Double {
                let width = (values.max() ?? 0) - (values.min() ?? 0)
                return width > 0 ? width : 1
            }
            value = spread(trials.map(\.value))
            excess = (trials.first?.excess.indices ?? 0..<0).map { i in spread(trials.map { $0.excess[i] }) }
        }

        /// By how much conditions are missed, added up; 0 where all are kept.
        package func violation(_ trial: Trial) -> Double {
            zip(trial.excess, excess).reduce(0) { $0 + max(0, $1.0) / $1.1 }
        }
    }

    package struct Result: Sendable, Equatable {
        /// Each from 0 to 1.
        package var point: [Double]
        package var trial: Trial
        package var violation: Double
        package var hasConverged: Bool
    }

    /// nil for a point that cannot be evaluated.
    package typealias Evaluation = ([Double]) throws -> Trial?

    private let scale: Scale
    private let evaluate: Evaluation
    private var best: Result?
    private var multipliers: [Double]
    private var weight = 10.0
    private var hasConverged = false

    /// Conditions are sought with a margin, so that a solution keeps them and does not miss them by the last digit.
    private static let margin = 1e-6
    private static let size = 1e-7
    private static let mostRounds = 20
    private static let mostDescents = 6
    /// Improvement, in units of the scale, that is none.
    private static let negligible = 1e-9
    /// How near to a bound a coordinate is tried at it.
    private static let near = 1e-3
    private static let largestWeight = 1e8
    /// Worse than any point that can be evaluated.
    private static let wall = 1e12

    /// - Throws: what the evaluation throws.
    package static func minimum(
        from start: [Double], _ scale: Scale, _ evaluate: @escaping Evaluation
    ) throws(SolverError) -> Result? {
        var search = BoundedSearch(scale, evaluate)
        try search.settle(start, Array(start.indices))
        try search.tryBounds()
        guard var best = search.best else { return nil }
        best.hasConverged = search.hasConverged
        return best
    }

    private init(_ scale: Scale, _ evaluate: @escaping Evaluation) {
        self.scale = scale
        self.evaluate = evaluate
        multipliers = scale.excess.map { _ in 0 }
    }

    /// Descends until the multipliers have settled, moving some of the coordinates.
    private mutating func settle(_ start: [Double], _ free: [Int]) throws(SolverError) {
        var point = start
        var missed = Double.infinity
        for round in 0..<Self.mostRounds {
            // once near, a small simplex does
            guard let end = try descend(point, free, step: round == 0 ? 0.2 : 0.02) else { return }
            point = end.point
            let residuals = zip(end.trial.excess, scale.excess).map { $0 / $1 + Self.margin }
            // how far each condition is from being kept, or from not mattering
            let now = zip(residuals, multipliers).map { max($0, -$1 / weight) }.map(abs).max() ?? 0
            for i in multipliers.indices { multipliers[i] = max(0, multipliers[i] + weight * residuals[i]) }
            if now <= Self.margin { return }
            if now > missed / 4 { weight = min(10 * weight, Self.largestWeight) }
            missed = now
        }
        hasConverged = false
    }

    /// Descents with new simplices until one gains nothing.
    private mutating func descend(
        _ start: [Double], _ free: [Int], step: Double
    ) throws(SolverError) -> (point: [Double], trial: Trial)? {
        var point = start
        var lowest = Double.infinity
        for number in 0..<Self.mostDescents {
            let (now, value, converged) = try simplex(
                point, free, step: number == 0 ? step : step / 4)
            point = now
            hasConverged = converged
            if lowest - value <= Self.negligible {
                // on level ground a simplex does not shrink, and a new one gains as little
                hasConverged = true
                break
            }
            lowest = value
        }
        let end: Trial?
        do { end = try evaluate(point) } catch { throw .function(error) }
        return end.map { (point, $0) }
    }

    private mutating func simplex(
        _ start: [Double], _ free: [Int], step: Double
    ) throws(SolverError) -> (point: [Double], value: Double, hasConverged: Bool) {
        let (scale, multipliers, weight, evaluate) = (scale, multipliers, weight, evaluate)
        var best = best
        func place(_ coordinates: [Double]) -> [Double] {
            var point = start
            for (coordinate, index) in zip(coordinates, free) { point[index] = Self.bounded(coordinate) }
            return point
        }
        let end = try simplexMinimum(
            from: free.map { Self.free(start[$0]) }, step: free.map { _ in step }, size: Self.size,
            mostSteps: 200 * free.count
        ) { coordinates in
            let point = place(coordinates)
            guard let trial = try evaluate(point) else { return Self.wall }
            Self.keep(point, trial, scale, &best)
            let penalties = zip(zip(trial.excess, scale.excess), multipliers).map { excess, multiplier in
                let residual = max(0, excess.0 / excess.1 + Self.margin + multiplier / weight)
                return weight / 2 * residual * residual
            }
            return penalties.reduce(trial.value / scale.value, +)
        }
        self.best = best
        return (place(end.point), end.value, end.hasConverged)
    }

    /// Puts coordinates that are near a bound at it where that costs nothing, and moves the others once more.
    private mutating func tryBounds() throws(SolverError) {
        guard let end = best else { return }
        var fixed: [Int] = []
        for (index, coordinate) in end.point.enumerated()
        where min(coordinate, 1 - coordinate) < Self.near {
            guard let now = best else { return }
            var point = now.point
            point[index] = coordinate < 0.5 ? 0 : 1
            let trial: Trial?
            do { trial = try evaluate(point) } catch { throw .function(error) }
            guard let trial, scale.violation(trial) <= now.violation,
                trial.value <= now.trial.value + Self.negligible * scale.value
            else { continue }
            best = Result(
                point: point, trial: trial, violation: scale.violation(trial), hasConverged: hasConverged)
            fixed.append(index)
        }
        let free = end.point.indices.filter { !fixed.contains($0) }
        guard !fixed.isEmpty, !free.isEmpty, let now = best else { return }
        try settle(now.point, free)
    }

    /// Keeps the better of two points: of those that keep the conditions the lower, else the one that misses them less.
    private static func keep(_ point: [Double], _ trial: Trial, _ scale: Scale, _ best: inout Result?) {
        let violation = scale.violation(trial)
        if let best, (best.violation, best.trial.value) <= (violation, trial.value) { return }
        best = Result(point: point, trial: trial, violation: violation, hasConverged: false)
    }

    // MARK: - Bounds

    /// From the line to the unit interval: period 2, with slope 0 wherever an end is met.
    private static func bounded(_ free: Double) -> Double {
        let phase = abs(free - 2 * (free / 2).rounded())
        return phase * phase * (3 - 2 * phase)
    }

    /// The number between 0 and 1 that `bounded` makes this one.
    private static func free(_ bounded: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Self.bounded(middle) < bounded { low = middle } else { high = middle }
        }
        return bounded <= 0 ? 0 : bounded >= 1 ? 1 : (low + high) / 2
    }
}
