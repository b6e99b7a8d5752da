/// A share of independent draws, with what a sample says of it.
package struct Proportion: Sendable, Equatable {
    package let cases: Int
    package let count: Int

    /// - Parameter count: at least 1.
    package init(_ cases: Int, of count: Int) {
        self.cases = cases
        self.count = count
    }

    package var share: Double { Double(cases) / Double(count) }

    /// Wilson's score interval of 95 %, which holds at the ends too, where no draw or every draw is a case.
    package var interval: ClosedRange<Double> {
        let z = 1.959963984540054
        let n = Double(count)
        let middle = share + z * z / (2 * n)
        let width = z * ((share * (1 - share) + z * z / (4 * n)) / n).squareRoot()
        let low = (middle - width) / (1 + z * z / n)
        let high = (middle + width) / (1 + z * z / n)
        return (cases == 0 ? 0 : max(low, 0))...(cases == count ? 1 : min(high, 1))
    }
}

/// The probability that at least `cases` of `count` independent draws are cases, each with probability `p`.
///
/// Summed outwards from the likeliest number by the ratios of neighbours, so that only basic arithmetic is used; what is below
/// the smallest double is 0.
package func binomialTail(_ cases: Int, of count: Int, _ p: Double) -> Double {
    if cases <= 0 { return 1 }
    if p <= 0 { return 0 }
    if p >= 1 { return cases <= count ? 1 : 0 }
    let odds = p / (1 - p)
    let mode = min(count, Int(Double(count + 1) * p))
    var (total, tail) = (0.0, 0.0)
    var term = 1.0
    for k in mode...count {
        if k > mode { term *= Double(count - k + 1) / Double(k) * odds }
        if term == 0 { break }
        total += term
        if k >= cases { tail += term }
    }
    term = 1
    for k in stride(from: mode - 1, through: 0, by: -1) {
        term *= Double(k + 1) / Double(count - k) / odds
        if term == 0 { break }
        total += term
        if k >= cases { tail += term }
    }
    return min(1, tail / total)
}
