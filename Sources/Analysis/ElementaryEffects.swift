/// What steps of one input at a time do to an outcome (Morris 1991), for screening many inputs with few runs.
package struct ElementaryEffects: Sendable {
    /// A step of a trajectory.
    package struct Move: Sendable, Equatable {
        package let input: Int
        /// How far it goes as a probability, below 0 for a step down.
        package let length: Double

        package init(input: Int, length: Double) {
            self.input = input
            self.length = length
        }
    }

    package struct Effect: Sendable, Equatable {
        /// Mean effect; effects of opposite signs cancel.
        package let mean: Double
        /// Mean absolute effect (Campolongo, Cariboni and Saltelli 2007).
        package let meanAbsolute: Double
        package let interval: ClosedRange<Double>?
        /// Standard deviation of the effects: large with interactions and curvature.
        package let deviation: Double
    }

    /// By input, per unit of its probability.
    package let effects: [Effect]

    /// - Parameters:
    ///   - outcomes: of all runs, trajectory after trajectory, each with one run more than it has moves.
    ///   - moves: by trajectory; every input once.
    ///   - rows: trajectories that count, two at least; the bootstrap is of as many.
    package init(
        _ outcomes: [Double], moves: [[Move]], rows: [Int], bootstrap: Bootstrap
    ) {
        let inputs = moves.first?.count ?? 0
        var table = Array(repeating: [Double](), count: inputs)
        for row in rows {
            let start = row * (inputs + 1)
            for (number, move) in moves[row].enumerated() {
                let change = outcomes[start + number + 1] - outcomes[start + number]
                table[move.input].append(change / move.length)
            }
        }
        effects = table.map { effects in
            let count = Double(effects.count)
            let mean = effects.reduce(0, +) / count
            let absolute = effects.map(abs)
            let resampled = bootstrap.rows.map { $0.reduce(0) { $0 + absolute[$1] } / count }
            return Effect(
                mean: mean, meanAbsolute: absolute.reduce(0, +) / count,
                interval: Bootstrap.interval(resampled),
                deviation: (effects.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
            )
        }
    }
}
