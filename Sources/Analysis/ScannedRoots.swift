package import GSL

/// Where a function of one number has a value, by a scan and Brent's method between each two points at which it lies on
/// different sides.
package struct ScannedRoots: Sendable, Equatable {
    package struct Root: Sendable, Equatable {
        package var point: Double
        /// Two points between which the function passes the value, or between which it has it throughout.
        package var bracket: ClosedRange<Double>
        /// How far off the point may be, given the noise of the function.
        package var uncertainty: Double
        package var kind: Kind
    }

    package enum Kind: Sendable, Equatable {
        case root
        /// The function leaps over the value and does not have it.
        case jump
        /// The function has the value all along.
        case stretch
        /// The function comes nearer to the value than its noise and turns back, or begins or ends there: whether it passes the value
        /// or misses it cannot be told.
        case touch
    }

    /// From the lowest to the highest.
    package var roots: [Root] = []

    /// How narrow a bracket becomes, as a share of a cell of the scan.
    private static let tolerance = 1e-9
    /// Share of a cell's change that is left in such a bracket where the function leaps.
    private static let leap = 1e-3

    /// - Parameters:
    ///   - points: of the scan, in ascending order.
    ///   - values: of the function less the value sought; not a number where there is none.
    ///   - noise: below it, a value is as good as 0.
    package init(
        points: [Double], values: [Double], noise: Double,
        of function: @escaping (Double) throws -> Double
    ) throws(SolverError) {
        let isFlat = values.map { abs($0) <= noise }
        /// Whether a point is as good as 0 and its neighbours do not say that the function passes there.
        func turns(_ index: Int) -> Bool {
            guard isFlat[index], values[index] != 0 else { return false }
            guard index > 0, index + 1 < points.count else { return true }
            return !(values[index - 1] * values[index + 1] < 0)
        }
        func isTold(_ index: Int) -> Bool {
            isFlat[index]
                && (turns(index)
                    || [index - 1, index + 1].contains { isFlat.indices.contains($0) && isFlat[$0] })
        }
        var index = 0
        while index < points.count {
            var end = index
            while isFlat[index], end + 1 < points.count, isFlat[end + 1] { end += 1 }
            if end > index {
                let middle = points[(index + end) / 2]
                let bracket = points[index]...points[end]
                roots.append(
                    Root(
                        point: middle, bracket: bracket,
                        uncertainty: (bracket.upperBound - bracket.lowerBound) / 2, kind: .stretch))
            } else if turns(index) {
                let ends = (points[max(index - 1, 0)], points[min(index + 1, points.count - 1)])
                roots.append(
                    Root(
                        point: points[index], bracket: ends.0...ends.1, uncertainty: (ends.1 - ends.0) / 2,
                        kind: .touch))
            } else if values[index] == 0 {
                roots.append(
                    Root(
                        point: points[index], bracket: points[index]...points[index],
                        uncertainty: noise / Self.slope(points, values, at: index), kind: .root))
            }
            // a change of sign from here to the next point, unless one of them is as good as 0 and told as such
            if end + 1 < points.count, !isTold(end), !isTold(end + 1), values[end] * values[end + 1] < 0 {
                roots.append(
                    try Self.root(
                        points[end]...points[end + 1], change: abs(values[end + 1] - values[end]), noise,
                        function))
            }
            index = end + 1
        }
    }

    /// The steeper of the slopes to the neighbours of a point at which the function is 0.
    private static func slope(_ points: [Double], _ values: [Double], at index: Int) -> Double {
        let slopes = [index - 1, index + 1].filter { points.indices.contains($0) && values[$0].isFinite }
            .map { abs(values[$0] / (points[$0] - points[index])) }
        return slopes.max() ?? .infinity
    }

    private static func root(
        _ cell: ClosedRange<Double>, change: Double, _ noise: Double,
        _ function: @escaping (Double) throws -> Double
    ) throws(SolverError) -> Root {
        let (point, bracket) = try rootAndBracket(in: cell, within: tolerance, of: function)
        let left: Double
        do {
            left = abs(try function(bracket.upperBound) - function(bracket.lowerBound))
        } catch {
            throw .function(error)
        }
        let leaps = left > max(leap * change, noise)
        let width = bracket.upperBound - bracket.lowerBound
        return Root(
            point: point, bracket: bracket,
            uncertainty: max(width / 2, noise * (cell.upperBound - cell.lowerBound) / change),
            kind: leaps ? .jump : .root)
    }
}
