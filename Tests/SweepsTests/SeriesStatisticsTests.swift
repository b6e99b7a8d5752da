import Foundation
import Sampling
import Sweeps
import Testing

@Suite struct SeriesStatisticsTests {
    /// The number of rounds, and what came of them.
    private func statistics(_ numbers: [Double]) -> (statistics: SeriesStatistics, rounds: Int) {
        var statistics = SeriesStatistics()
        var rounds = 0
        while !statistics.isDone {
            for number in numbers { statistics.add(number) }
            statistics.endRound()
            rounds += 1
        }
        return (statistics, rounds)
    }

    @Test func `quantiles are those of R's type 7`() {
        // R 4.2: quantile(c(3,1,4,1,5,9,2,6), c(.05,.25,.5,.75,.95)); NumPy's percentile gives the same
        let (some, _) = statistics([3, 1, 4, 1, 5, 9, 2, 6])
        let expected = [1.0, 1.75, 3.5, 5.25, 7.95]
        for (found, expected) in zip(some.quantiles, expected) { #expect(abs(found - expected) < 1e-14) }
        #expect(statistics([7]).statistics.quantiles == [7, 7, 7, 7, 7])
        let (two, _) = statistics([10, 20])
        #expect(two.quantiles == [10.5, 12.5, 15, 17.5, 19.5])
    }

    @Test(arguments: [1, 2, 3, 99, 1_000, 20_011, 200_000])
    func `quantiles of many numbers are those of the sorted ones`(count: Int) {
        var generator = SplitMix(state: UInt64(count))
        // widely different sizes, both signs, many ties and a narrow cluster
        let numbers = (0..<count).map { _ -> Double in
            let u = generator.unit()
            switch generator.next() % 4 {
            case 0: return (u - 0.5) * 1e-12
            case 1: return (u * 8).rounded() - 4
            case 2: return 95 + u * 1e-9
            default: return -1e6 * u * u
            }
        }
        let (found, rounds) = statistics(numbers)
        let sorted = numbers.sorted()
        for (quantile, percentage) in zip(found.quantiles, SeriesStatistics.percentages) {
            let (lower, rest) = ((count - 1) * percentage).quotientAndRemainder(dividingBy: 100)
            let part = Double(rest) / 100
            let exact = rest == 0 ? sorted[lower] : (1 - part) * sorted[lower] + part * sorted[lower + 1]
            #expect(abs(quantile - exact) <= 1e-15 * abs(exact))
        }
        #expect(rounds <= 8)
    }

    @Test func `the mean and the deviation lose nothing to rounding`() {
        // NIST StRD NumAcc4: mean 10000000.2, deviation 0.1, exactly
        let numbers = [10000000.2] + (0..<500).flatMap { _ in [10000000.1, 10000000.3] }
        let (found, _) = statistics(numbers)
        #expect(abs(found.mean - 10000000.2) < 2e-9)
        #expect(abs(found.standardDeviation - 0.1) < 1e-9)
        let (cancelling, _) = statistics([1e16, 1, -1e16, 1])
        #expect(cancelling.mean == 0.5)
    }

    @Test func `equal numbers have no spread`() {
        let (found, _) = statistics(Array(repeating: -0.1, count: 5_000))
        #expect(found.quantiles == [-0.1, -0.1, -0.1, -0.1, -0.1])
        #expect(abs(found.mean + 0.1) < 1e-16 && found.standardDeviation < 1e-16)
    }

    @Test func `of no numbers there is nothing`() {
        let (found, rounds) = statistics([])
        #expect(found.count == 0 && rounds == 1)
    }
}

/// A sequence of numbers for test data.
struct SplitMix {
    private let key: UInt64
    private var index: UInt64 = 0

    init(state key: UInt64) { self.key = key }

    mutating func next() -> UInt64 {
        index += 1
        return splitMix(key, index)
    }

    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
