import Analysis
import Sampling
import Testing

@Suite struct ImportanceWeightsTests {
    /// A normal prior with mean 0 and deviation 1, and one observation y with error s: the posterior is normal with mean
    /// y/(1 + s²) and variance s²/(1 + s²).
    private func conjugate(_ observed: Double, _ error: Double, draws: Int, seed: UInt64) -> (
        [Double], ImportanceWeights?
    ) {
        let generator = Generator(seed: seed, path: "prior")
        let values = (0..<draws).map { NormalDistribution.quantile(generator.uniform(UInt64($0), .draw)) }
        let likelihoods = values.map { -($0 - observed) * ($0 - observed) / (2 * error * error) }
        return (values, ImportanceWeights(logLikelihoods: likelihoods))
    }

    @Test(arguments: [(1.0, 0.5), (-0.3, 1.0), (2.0, 0.7)])
    func `weights give a known posterior, without bias over seeds`(observed: Double, error: Double) throws {
        let mean = observed / (1 + error * error)
        let deviation = (error * error / (1 + error * error)).squareRoot()
        let (repetitions, draws) = (200, 2000)
        var means: [Double] = []
        var resampled: [Double] = []
        var squares: [Double] = []
        for seed in 0..<UInt64(repetitions) {
            let (values, weights) = conjugate(observed, error, draws: draws, seed: seed)
            let found = try #require(weights)
            means.append(found.mean(values) - mean)
            let kept = found.resample(500, Generator(seed: seed, path: "kept")).map { values[$0] }
            resampled.append(kept.reduce(0, +) / 500 - mean)
            squares.append(
                kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 500 - deviation * deviation)
        }
        for errors in [means, resampled, squares] {
            let bias = errors.reduce(0, +) / Double(repetitions)
            let spread = errors.reduce(0) { $0 + ($1 - bias) * ($1 - bias) } / Double(repetitions - 1)
            let standardError = (spread / Double(repetitions)).squareRoot()
            #expect(abs(bias) < 3.5 * standardError + 1e-3, "bias \(bias), standard error \(standardError)")
        }
        let (values, weights) = conjugate(observed, error, draws: 100_000, seed: 7)
        #expect(abs(try #require(weights).standardDeviation(values) - deviation) < 0.01)
    }

    @Test func `the effective size is that of equal weights, and 1 where one draw has all`() throws {
        let equal = try #require(ImportanceWeights(logLikelihoods: [-3, -3, -3, -3]))
        #expect(equal.weights == [0.25, 0.25, 0.25, 0.25] && equal.effectiveSize == 4)
        let one = try #require(ImportanceWeights(logLikelihoods: [-5000, 0, -.infinity]))
        #expect(one.weights == [0, 1, 0] && one.effectiveSize == 1)
        #expect(one.resample(5, Generator(seed: 1, path: "kept")) == [1, 1, 1, 1, 1])
        #expect(ImportanceWeights(logLikelihoods: [-.infinity, -.infinity]) == nil)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `a draw is taken as often as its weight says, rounded up or down`(seed: UInt64) throws {
        let logs: [Double] = (0..<50).map { draw in
            let square = Double(draw * draw)
            return draw % 7 == 3 ? -.infinity : -0.01 * square
        }
        let weights = try #require(ImportanceWeights(logLikelihoods: logs))
        let taken = weights.resample(333, Generator(seed: seed, path: "kept"))
        #expect(taken.count == 333 && taken != taken.sorted())
        #expect(taken == weights.resample(333, Generator(seed: seed, path: "kept")))
        for (draw, weight) in weights.weights.enumerated() {
            let count = Double(taken.count { $0 == draw })
            #expect(abs(count - 333 * weight) < 1 && (weight > 0 || count == 0))
        }
    }
}
