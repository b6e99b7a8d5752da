/// How options compare over draws of what is not known (Savage 1951; Lempert, Popper and Bankes 2003; McPhail et al. 2018).
package struct Robustness: Sendable {
    package struct Measure: Sendable {
        /// Draws in which the option is the best; of equals the first counts.
        package let best: Proportion
        /// Largest regret: what is lost against the best option of the same draw.
        package let mostRegret: Double
        /// Regret that nine draws in ten do not exceed.
        package let regret90: Double
        /// Draws in which the value is at least the threshold.
        package let satisfied: Proportion
    }

    /// By option.
    package let measures: [Measure]

    /// - Parameters:
    ///   - values: by option, then draw, the same draws for all; at least one of each. More is better.
    ///   - thresholds: by option and draw, what is enough.
    package init(_ values: [[Double]], enough: (_ option: Int, _ draw: Int) -> Double) {
        let draws = values[0].count
        var wins = values.map { _ in 0 }
        var regrets = values.map { _ in [Double]() }
        for draw in 0..<draws {
            var best = 0
            for option in values.indices where values[option][draw] > values[best][draw] { best = option }
            wins[best] += 1
            for option in values.indices { regrets[option].append(values[best][draw] - values[option][draw]) }
        }
        measures = values.indices.map { option in
            let sorted = regrets[option].sorted()
            let satisfied = (0..<draws).count { values[option][$0] >= enough(option, $0) }
            return Measure(
                best: Proportion(wins[option], of: draws), mostRegret: sorted[draws - 1],
                regret90: quantile(ofSorted: sorted, 0.9), satisfied: Proportion(satisfied, of: draws))
        }
    }

    /// The option whose largest regret is least (minimax regret), the first of equals.
    package var leastRegret: Int {
        measures.indices.min { measures[$0].mostRegret < measures[$1].mostRegret } ?? 0
    }
}
