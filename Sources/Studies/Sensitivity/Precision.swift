import Analysis
import Output

/// What is to be said of an index and its interval, and with how many base points more could be said.
struct Precision {
    /// Shares of the variance below this decide nothing.
    static let least = 0.01
    /// A user who had the time for more than that many times as many base points would have taken them.
    private static let mostTimes = 16

    let note: String

    /// - Parameter most: base points that a design can have.
    init(_ index: SobolIndices.Index, n: Int, most: Int) {
        guard let interval = index.interval else {
            note = "no interval"
            return
        }
        if index.estimate == 0, interval == 0...0 {
            note =
                index.kind == .second
                ? "no run showed an interaction" : "no run of this input changed the outcome"
            return
        }
        if index.kind == .total {
            note =
                interval.upperBound < Self.least
                ? "below 0.01" : index.estimate > 1 ? "above 1 by the error of sampling" : ""
            return
        }
        guard interval.lowerBound <= 0 else {
            note = ""
            return
        }
        guard interval.upperBound >= 0 else {
            note = "negative by the error of sampling"
            return
        }
        // errors fall with the square root of n
        let target = max(index.estimate, Self.least)
        let ratio = (index.estimate - interval.lowerBound) / target
        let needed = Double(n) * ratio * ratio
        var enough = 2
        while Double(enough) < needed, enough <= most { enough *= 2 }
        let advice =
            enough <= n
            ? "; smaller than 0.01"
            : enough > min(most, Self.mostTimes * n)
                ? ": known to \(short((interval.upperBound - interval.lowerBound) / 2)) with N = \(n)"
                : index.estimate >= Self.least
                    ? "; N = \(enough) would do" : "; N = \(enough) would tell 0.01 from 0"
        note = "not distinguishable from 0\(advice)"
    }
}
