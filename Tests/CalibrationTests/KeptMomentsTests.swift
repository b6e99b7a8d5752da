import Analysis
import Calibration
import Sampling
import Testing

@Suite struct KeptMomentsTests {
    /// Draws of independent uniform numbers by a Sobol' sequence, weighed by an observation of some combination of them.
    private struct Problem {
        let columns: [[Double]]
        let weights: ImportanceWeights
        let count: Int

        /// - Parameter seed: of how many numbers and draws there are, and of what is observed: next to nothing, or much.
        init?(seed: UInt64) {
            let generator = Generator(seed: seed, path: "problem")
            func uniform(_ number: UInt64) -> Double { generator.uniform(number, .draw) }
            let dimensions = 1 + generator.choice(0, of: 10)
            let points = unitPoints(
                1 << (11 + generator.choice(1, of: 6)), dimensions: dimensions, seed: seed, purpose: "prior")
            count = [256, 1000, 1024, 2048][generator.choice(2, of: 4)]
            let slopes = (0..<dimensions).map { 2 * uniform(10 + UInt64($0)) - 1 }
            let width = [30, 3, 1, 0.3][generator.choice(3, of: 4)]
            let logs = points.map { point in
                let off = (zip(slopes, point).reduce(0) { $0 + $1.0 * ($1.1 - 0.5) } - 0.3) / width
                return -off * off / 2
            }
            guard let weights = ImportanceWeights(logLikelihoods: logs) else { return nil }
            self.weights = weights
            columns = (0..<dimensions).map { dimension in points.map { $0[dimension] } }
        }
    }

    @Test func `over twenty problems the kept draws have the moments of the weighed ones`() throws {
        var (squares, checked) = (0.0, 0)
        for seed in 1...20 as ClosedRange<UInt64> {
            let problem = try #require(Problem(seed: seed))
            let (weights, count) = (problem.weights, problem.count)
            let kept = weights.resample(count, Generator(seed: seed, path: "calibrate"))
            let size = min(Double(count), weights.effectiveSize)
            for column in problem.columns {
                let (mean, deviation) = (weights.mean(column), weights.standardDeviation(column))
                func error(_ values: [Double]) -> Double {
                    let difference = kept.reduce(0) { $0 + values[$1] } / Double(count) - weights.mean(values)
                    return difference / (weights.standardDeviation(values) / size.squareRoot())
                }
                let errors = [error(column), error(column.map { ($0 - mean) * ($0 - mean) })]
                for error in errors {
                    #expect(abs(error) < 4.5, "seed \(seed): \(error) standard errors")
                    squares += error * error
                }
                checked += 2
                let moments = KeptMoments("x", column, weights, kept: kept)
                #expect(moments.warning == nil, "seed \(seed)")
                #expect(abs(moments.deviation - deviation) < 1e-12)
            }
        }
        // resampling in random order is no worse than independent draws: their mean square is 1
        #expect(checked > 100 && squares / Double(checked) < 1.2, "\(squares) of \(checked)")
    }

    @Test func `draws kept in the order of a Sobol' sequence are told, with both moments and what to do`()
        throws
    {
        let column = unitPoints(1 << 16, dimensions: 1, seed: 7, purpose: "prior").map { $0[0] }
        let weights = try #require(ImportanceWeights(logLikelihoods: column.map { _ in 0 }))
        // even spacing along the sequence: one of its 1,024 parts
        let sliver = (0..<1024).map { 64 * $0 + 17 }
        let moments = KeptMoments("substitution", column, weights, kept: sliver)
        #expect(moments.keptDeviation < 0.03 && moments.areApart)
        let warning = try #require(moments.warning)
        for part in [
            "substitution: ", "all weighed draws 0.500 and 0.289", "calibrate.seed", "calibrate.keep",
        ] {
            #expect(warning.contains(part), "\(warning)")
        }
        // a mean that is off alone, and a spread that is off alone
        let upper = column.indices.filter { column[$0] > 0.1 }.prefix(1024)
        #expect(KeptMoments("x", column, weights, kept: Array(upper)).areApart)
        let middle = column.indices.filter { abs(column[$0] - 0.5) < 0.4 }.prefix(1024)
        #expect(KeptMoments("x", column, weights, kept: Array(middle)).areApart)
        #expect(KeptMoments("x", column, weights, kept: [3]).warning == nil)
    }
}
