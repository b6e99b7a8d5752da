internal import Declarations
private import GSL
private import Model
package import Questions

/// The quantile function of one input: what a distribution makes of a number between 0 and 1.
///
/// All but the beta distribution (and PERT, which is one) are sums, products, quotients, square roots and the model's
/// own exponential and logarithm, whose bits are the same on every machine. The beta quantile is the GNU Scientific Library's.
package enum Quantile: Sendable, Equatable {
    case uniform(min: Double, max: Double)
    /// By the logarithms of the ends.
    case loguniform(min: Double, max: Double, logarithms: ClosedRange<Double>)
    case triangular(min: Double, mode: Double, max: Double)
    case normal(mean: Double, sd: Double)
    /// Probabilities of falling below and above the ends, without the truncation.
    case truncatedNormal(mean: Double, sd: Double, min: Double, max: Double, below: Ends, above: Ends)
    case lognormal(meanOfLog: Double, sdOfLog: Double)
    case beta(a: Double, b: Double, min: Double, max: Double)
    case exponential(mean: Double)
    /// Values in order, each with the share of the weights up to and including it.
    case discrete([Double], upTo: [Double])

    package struct Ends: Sendable, Equatable {
        let min: Double
        let max: Double
    }

    /// A normal distribution with so little between the ends that no number in doubles tells it.
    package struct NothingBetween: Error {}

    /// - Parameter range: what `range` stands for.
    package init(
        _ distribution: Distribution, range: (range: ClosedRange<Double>, isFactor: Bool)?
    ) throws(NothingBetween) {
        switch distribution {
        case .range:
            guard let (range, isFactor) = range else { throw NothingBetween() }
            self =
                isFactor
                ? Self.loguniform(range.lowerBound, range.upperBound)
                : .uniform(min: range.lowerBound, max: range.upperBound)
        case .uniform(let min, let max): self = .uniform(min: min, max: max)
        case .loguniform(let min, let max): self = Self.loguniform(min, max)
        case .triangular(let min, let mode, let max): self = .triangular(min: min, mode: mode, max: max)
        case .pert(let min, let mode, let max):
            // Vose's form, in which the mode weighs four times as much as each end
            let a = 1 + 4 * ((mode - min) / (max - min))
            self = .beta(a: a, b: 6 - a, min: min, max: max)
        case .normal(let mean, let sd): self = .normal(mean: mean, sd: sd)
        case .truncatedNormal(let mean, let sd, let min, let max):
            let low = NormalDistribution.probabilities((min - mean) / sd)
            let high = NormalDistribution.probabilities((max - mean) / sd)
            guard low.below < high.below || high.above < low.above else { throw NothingBetween() }
            self = .truncatedNormal(
                mean: mean, sd: sd, min: min, max: max, below: Ends(min: low.below, max: high.below),
                above: Ends(min: low.above, max: high.above))
        case .lognormal(let mean, let sd): self = .lognormal(meanOfLog: mean, sdOfLog: sd)
        case .beta(let a, let b, let min, let max): self = .beta(a: a, b: b, min: min, max: max)
        case .exponential(let mean): self = .exponential(mean: mean)
        case .discrete(let values):
            // in the order of the values, so that the order of the file changes no draw
            let sorted = values.sorted { $0.value < $1.value }
            let total = sorted.reduce(0) { $0 + $1.weight }
            var sum = 0.0
            let shares = sorted.map { value in
                sum += value.weight
                return sum / total
            }
            self = .discrete(sorted.map(\.value), upTo: shares)
        }
    }

    private static func loguniform(_ min: Double, _ max: Double) -> Quantile {
        .loguniform(min: min, max: max, logarithms: naturalLogarithm(min)...naturalLogarithm(max))
    }

    /// The number below which a draw falls with probability `u`, 0 < u < 1; finite.
    package func callAsFunction(_ u: Double) -> Double {
        switch self {
        case .uniform(let min, let max): return within(min + u * (max - min), min, max)
        case .loguniform(let min, let max, let logs):
            let x = logs.lowerBound + u * (logs.upperBound - logs.lowerBound)
            return within(.exponential(of: x), min, max)
        case .triangular(let min, let mode, let max):
            let width = max - min
            let x =
                u * width < mode - min
                ? min + (u * width * (mode - min)).squareRoot()
                : max - ((1 - u) * width * (max - mode)).squareRoot()
            return within(x, min, max)
        case .normal(let mean, let sd): return finite(mean + sd * NormalDistribution.quantile(u))
        case .truncatedNormal(let mean, let sd, let min, let max, let below, let above):
            let p = (1 - u) * below.min + u * below.max
            let q = (1 - u) * above.min + u * above.max
            // from the smaller tail, which has more digits
            let z = p <= q ? NormalDistribution.quantile(p) : -NormalDistribution.quantile(q)
            return within(mean + sd * z, min, max)
        case .lognormal(let mean, let sd):
            return finite(.exponential(of: mean + sd * NormalDistribution.quantile(u)))
        case .beta(let a, let b, let min, let max):
            return within(min + betaQuantile(u, a, b) * (max - min), min, max)
        case .exponential(let mean):
            // −ln(1 − u), with the digits that 1 − u has lost (Kahan's ln(1 + x))
            let rest = 1 - u
            return finite(rest == 1 ? mean * u : mean * (-Double.logarithm(of: rest) * (u / (1 - rest))))
        case .discrete(let values, let upTo):
            var (low, high) = (0, values.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if u <= upTo[middle] { high = middle } else { low = middle + 1 }
            }
            return values[low]
        }
    }
}

extension Quantile {
    /// The values of a discrete distribution in order, each with its probability; nil for the others.
    var singleValues: [(value: Double, share: Double)]? {
        guard case .discrete(let values, let upTo) = self else { return nil }
        return values.indices.map { (values[$0], upTo[$0] - ($0 > 0 ? upTo[$0 - 1] : 0)) }
    }

    /// A note on the rarest value, if one of twenty samples of so many draws or more lacks it.
    func rareValue(of name: String, in draws: Int) -> String? {
        // e⁻³ is a twentieth
        guard let rarest = singleValues?.min(by: { $0.share < $1.share }), rarest.share * Double(draws) < 3
        else { return nil }
        let once = plain((1 / rarest.share).rounded())
        return
            "\(name) is \(plain(rarest.value)) in about one of \(once) draws, of which \(draws) may have none"
    }
}

/// Rounding may lead past an end.
@inline(__always)
private func within(_ x: Double, _ low: Double, _ high: Double) -> Double { min(max(x, low), high) }

/// The largest number of its sign in place of infinity, so that tables hold numbers only.
@inline(__always)
private func finite(_ x: Double) -> Double {
    within(x, -.greatestFiniteMagnitude, .greatestFiniteMagnitude)
}
