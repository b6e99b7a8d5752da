import Analysis
import Sampling
import Testing

@Suite struct ForecastTests {
    /// Values of properscoring 0.1 (PyPI): `crps_ensemble(observed, draws)`.
    @Test(arguments: [
        ([1.0, 2, 3, 4], 2.5, 0.375), ([1.0, 2, 3, 4], 10, 6.875), ([5.0], 3, 2),
        ([-1.5, 0.25, 0.25, 7, 100], 0, 5.02), ([2.0, 2, 2], 2, 0),
    ])
    func `the ranked probability score is that of properscoring`(
        draws: [Double], observed: Double, score: Double
    ) {
        #expect(abs(ForecastScores(draws, observed: observed).rankedProbability - score) < 1e-13)
        // by its definition, over all pairs
        let n = Double(draws.count)
        let error = draws.reduce(0) { $0 + abs($1 - observed) } / n
        let spread = draws.reduce(0) { sum, a in draws.reduce(sum) { $0 + abs(a - $1) } } / (n * n)
        #expect(abs(error - spread / 2 - score) < 1e-13)
    }

    @Test func `of many normal draws it is the closed form`() {
        // σ [z (2Φ(z) − 1) + 2φ(z) − 1/√π] with z = (y − μ)/σ (Gneiting and Raftery 2007); at y = μ: 0.233695 σ
        let draws = (0..<20_000).map { 3 + 2 * NormalDistribution.quantile((Double($0) + 0.5) / 20_000) }
        #expect(abs(ForecastScores(draws, observed: 3).rankedProbability - 2 * 0.2336949772551) < 1e-4)
        #expect(abs(ForecastScores(draws, observed: 5).rankedProbability - 2 * 0.6024413) < 2e-4)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `intervals of true forecasts hold their share of the numbers`(seed: UInt64) {
        let generator = Generator(seed: seed, path: "forecasts")
        var inHalf = 0
        var inNinety = 0
        let (numbers, draws) = (2000, 199)
        for number in 0..<numbers {
            let values = (0...draws).map { generator.uniform(UInt64(number * 1000 + $0), .draw) }
            let scores = ForecastScores(Array(values.dropFirst()), observed: values[0])
            if scores.half.contains(values[0]) { inHalf += 1 }
            if scores.ninety.contains(values[0]) { inNinety += 1 }
        }
        // four standard errors of a share of 2,000
        #expect(abs(Double(inHalf) / Double(numbers) - 0.5) < 0.045)
        #expect(abs(Double(inNinety) / Double(numbers) - 0.9) < 0.027)
    }
}
