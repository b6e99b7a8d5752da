/// Mean, standard deviation and exact quantiles of numbers that pass by several times, in little memory.
///
/// The numbers are given in the same order in each round: `isDone` says when no more rounds are needed. The mean and the
/// deviations are compensated sums in that order, so that they are the same wherever they are computed. Order statistics are
/// found by narrowing an interval for each: counts of a round say in which part of it the number lies, until the numbers in
/// it are few enough to be sorted.
package struct SeriesStatistics {
    package private(set) var count = 0
    private var sum = CompensatedSum()
    private var squares = CompensatedSum()
    private var round = 0
    private var lowest = UInt64.max
    private var highest = UInt64.min
    private var brackets: [Bracket] = []
    private var found: [Int: UInt64] = [:]
    package private(set) var isDone = false

    package init() {}

    /// Percentages of the quantiles.
    package static let percentages = [5, 25, 50, 75, 95]
    /// Numbers that are kept at most, to be sorted.
    private static let mostKept = 1 << 14

    /// An interval of keys in which order statistics lie.
    private struct Bracket {
        let low: UInt64
        let high: UInt64
        /// Numbers below it.
        let below: Int
        let ranks: [Int]
        /// Whether its numbers are kept, and no longer counted.
        let keeps: Bool
        var counts: [Int] = []
        var kept: [UInt64] = []

        static let digits = 12
        var shift: Int { max(0, UInt64.bitWidth - (high - low).leadingZeroBitCount - Self.digits) }

        init(_ range: ClosedRange<UInt64>, below: Int, ranks: [Int], keeps: Bool) {
            (low, high) = (range.lowerBound, range.upperBound)
            self.below = below
            self.ranks = ranks
            self.keeps = keeps
            if !keeps { counts = Array(repeating: 0, count: 1 << Self.digits) }
        }

        mutating func add(_ key: UInt64) {
            guard key >= low, key <= high else { return }
            if keeps { kept.append(key) } else { counts[Int((key - low) >> UInt64(shift))] += 1 }
        }
    }

    package mutating func add(_ value: Double) {
        // minus zero is zero
        let key = Self.key(value + 0)
        if round == 0 {
            count += 1
            sum.add(value)
            lowest = min(lowest, key)
            highest = max(highest, key)
            return
        }
        if round == 1 {
            let deviation = value - mean
            squares.add(deviation * deviation)
        }
        for index in brackets.indices { brackets[index].add(key) }
    }

    package mutating func endRound() {
        if round == 0 {
            if count == 0 {
                isDone = true
            } else {
                brackets = [bracket(lowest...highest, below: 0, count: count, ranks: Self.ranks(count))]
            }
        } else {
            narrow()
            isDone = brackets.isEmpty
        }
        round += 1
    }

    private func bracket(_ range: ClosedRange<UInt64>, below: Int, count: Int, ranks: [Int]) -> Bracket {
        Bracket(
            range, below: below, ranks: ranks, keeps: count <= Self.mostKept / (2 * Self.percentages.count))
    }

    private mutating func narrow() {
        var narrower: [Bracket] = []
        for bracket in brackets {
            if bracket.keeps {
                let sorted = bracket.kept.sorted()
                for rank in bracket.ranks { found[rank] = sorted[rank - bracket.below] }
                continue
            }
            var below = bracket.below
            for (part, count) in bracket.counts.enumerated() where count > 0 {
                let ranks = bracket.ranks.filter { $0 >= below && $0 < below + count }
                if !ranks.isEmpty {
                    let low = bracket.low + UInt64(part) << UInt64(bracket.shift)
                    let width = (UInt64(1) << UInt64(bracket.shift)) - 1
                    let high = width > bracket.high - low ? bracket.high : low + width
                    if low == high {
                        for rank in ranks { found[rank] = low }
                    } else {
                        narrower.append(self.bracket(low...high, below: below, count: count, ranks: ranks))
                    }
                }
                below += count
            }
        }
        brackets = narrower
    }

    /// Not a number for none.
    package var mean: Double { count == 0 ? .nan : sum.value / Double(count) }

    /// Of a sample; not a number for fewer than two.
    package var standardDeviation: Double { (squares.value / Double(count - 1)).squareRoot() }

    /// One for each percentage, linear between order statistics (type 7 of Hyndman and Fan 1996, R's default).
    package var quantiles: [Double] {
        Self.percentages.map { percentage in
            let (lower, rest) = ((count - 1) * percentage).quotientAndRemainder(dividingBy: 100)
            guard let a = found[lower].map(Self.value) else { return .nan }
            guard rest > 0, let b = found[lower + 1].map(Self.value), b != a else { return a }
            let part = Double(rest) / 100
            return (1 - part) * a + part * b
        }
    }

    private static func ranks(_ count: Int) -> [Int] {
        let ranks = percentages.flatMap { percentage in
            let lower = (count - 1) * percentage / 100
            return [lower, min(lower + 1, count - 1)]
        }
        return Set(ranks).sorted()
    }

    /// Whole numbers in the order of the doubles.
    private static func key(_ value: Double) -> UInt64 {
        let bits = value.bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}

/// A sum that carries what rounding loses (Neumaier 1974).
private struct CompensatedSum {
    private var sum = 0.0
    private var lost = 0.0

    package mutating func add(_ value: Double) {
        let next = sum + value
        lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
        sum = next
    }

    var value: Double { sum + lost }
}
