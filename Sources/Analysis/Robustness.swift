private import Questions

/// How options compare over draws of what is not known (Savage 1951; Lempert, Popper and Bankes 2003; McPhail et al. 2018).
package struct Robustness: Sendable {
    package struct Measure: Sendable {
        /// Draws in which the option is the best alone.
        package let best: Proportion
        /// Draws in which it is among several of which none is better than another.
        package let tied: Proportion
        /// Largest regret: what is lost against the best option of the same draw; 0 where the option ties with it.
        package let mostRegret: Double
        /// Regret that nine draws in ten do not exceed.
        package let regret90: Double
        /// Draws in which the value is at least the threshold, or too close to it to tell.
        package let satisfied: Proportion

        /// Draws in which no option is better.
        package var leading: Int { best.cases + tied.cases }
    }

    /// By option.
    package let measures: [Measure]
    /// Draws in which all options come to the same.
    package let allTied: Proportion
    /// The most that the solver's error leaves open in a draw.
    private let indifference: Double

    /// - Parameters:
    ///   - values: by option, then draw, the same draws for all; at least one of each. More is better.
    ///   - indifference: by draw, up to which values are the same.
    ///   - enough: by option and draw, what is enough.
    package init(
        _ values: [[Double]], indifference: [Double], enough: (_ option: Int, _ draw: Int) -> Double
    ) {
        let draws = values[0].count
        var (alone, shared) = (values.map { _ in 0 }, values.map { _ in 0 })
        var same = 0
        var regrets = values.map { _ in [Double]() }
        for draw in 0..<draws {
            let here = values.map { $0[draw] }
            let leaders = Indifference.largest(here, within: indifference[draw])
            for option in leaders {
                if leaders.count == 1 { alone[option] += 1 } else { shared[option] += 1 }
            }
            if leaders.count == values.count { same += 1 }
            let most = here.max() ?? 0
            for option in values.indices {
                regrets[option].append(leaders.contains(option) ? 0 : most - here[option])
            }
        }
        measures = values.indices.map { option in
            let sorted = regrets[option].sorted()
            let satisfied = (0..<draws).count {
                values[option][$0] >= enough(option, $0) - indifference[$0]
            }
            return Measure(
                best: Proportion(alone[option], of: draws), tied: Proportion(shared[option], of: draws),
                mostRegret: sorted[draws - 1], regret90: quantile(ofSorted: sorted, 0.9),
                satisfied: Proportion(satisfied, of: draws))
        }
        allTied = Proportion(same, of: draws)
        self.indifference = indifference.max() ?? 0
    }

    /// Whether no draw tells any option from another.
    package var isSame: Bool { allTied.cases == allTied.count }

    /// The options that lead in most draws: several where these are as many.
    package var leaders: [Int] {
        let most = measures.map(\.leading).max()
        return measures.indices.filter { measures[$0].leading == most }
    }

    /// The options whose largest regret is least (minimax regret).
    package var leastRegret: [Int] {
        Indifference.largest(measures.map { -$0.mostRegret }, within: indifference)
    }
}
