package import Analysis
private import Output

/// What the draws that are kept say of a number, beside what all weighed draws say of it.
package struct KeptMoments: Sendable {
    package let name: String
    package let mean: Double
    package let deviation: Double
    package let keptMean: Double
    package let keptDeviation: Double
    /// Whether they differ by more than chance can explain.
    package let areApart: Bool

    /// Standard errors beyond which a difference is no chance.
    private static let mostErrors = 5.0

    /// - Parameters:
    ///   - values: by draw.
    ///   - kept: numbers of draws, at least one.
    package init(_ name: String, _ values: [Double], _ weights: ImportanceWeights, kept: [Int]) {
        self.name = name
        let count = Double(kept.count)
        let mean = weights.mean(values)
        let squares = values.map { ($0 - mean) * ($0 - mean) }
        let variance = weights.mean(squares)
        let keptMean = kept.reduce(0) { $0 + values[$1] } / count
        // about the mean of all, so that the two differences are told apart
        let keptSquare = kept.reduce(0) { $0 + squares[$1] } / count
        let shift = (keptMean - mean) * (keptMean - mean)
        (self.mean, deviation) = (mean, variance.squareRoot())
        (self.keptMean, keptDeviation) = (keptMean, max(keptSquare - shift, 0).squareRoot())
        // those of as many independent draws, which resampling does not exceed
        let errorOfMean = deviation / count.squareRoot()
        let errorOfSquare = weights.standardDeviation(squares) / count.squareRoot()
        areApart =
            abs(keptMean - mean) > Self.mostErrors * errorOfMean + Self.rounding * abs(mean)
            || abs(keptSquare - variance) > Self.mostErrors * errorOfSquare + Self.rounding * variance
    }

    /// By which two sums of the same numbers may differ.
    private static let rounding = 1e-9

    /// Why the kept draws are not to be trusted, and what to do; nil if they are as they should be.
    package var warning: String? {
        guard areApart else { return nil }
        return
            "\(name): the kept draws have mean \(short(keptMean)) and standard deviation \(short(keptDeviation)), all weighed "
            + "draws \(short(mean)) and \(short(deviation)), which chance does not explain: change calibrate.seed or raise "
            + "calibrate.keep before using the ensemble"
    }
}
