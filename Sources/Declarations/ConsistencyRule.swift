/// A rule between several values of a world, each of which alone may lie within its bounds.
package enum ConsistencyRule: Hashable, Sendable {
    /// AI content and human-only content leave something to compete for, by sector.
    case contentShares(sector: Int)
    /// Spending on AI is at most its potential.
    case spending(jurisdiction: Int)
    /// Burdens are shares of developers' revenue, which therefore cannot be nothing.
    case developers(jurisdiction: Int)
    /// Shares of a market sum to 1.
    case column(Matrix, market: Int)
    case trainingWeights

    /// The rules of a world of this size, in the order in which they are reported.
    package static func all(_ layout: Layout) -> [ConsistencyRule] {
        let places = 0..<layout.jurisdictions
        return (0..<layout.sectors).map { .contentShares(sector: $0) }
            + places.map { .spending(jurisdiction: $0) } + places.map { .developers(jurisdiction: $0) }
            + Matrix.allCases.filter { !$0.hasSectorColumns }.flatMap { matrix in
                places.map { .column(matrix, market: $0) }
            } + [.trainingWeights]
    }

    /// Positions of the values that the rule binds, the first of them named in messages.
    package func positions(_ layout: Layout) -> [Int] {
        let places = 0..<layout.jurisdictions
        return switch self {
        case .contentShares(let sector):
            [layout.position(.aiContentShare, sector), layout.position(.humanOnlyShare, sector)]
        case .spending(let place):
            [layout.position(.aiSpending, place), layout.position(.aiPotential, place)]
        case .developers(let place): places.map { layout.position(.developerShare, place, $0) }
        case .column(let matrix, let market): places.map { layout.position(matrix, $0, market) }
        case .trainingWeights: (0..<layout.sectors).map { layout.position(.trainingWeight, $0) }
        }
    }

    /// Whether the rule holds; values that are not numbers are passed over.
    package func holds(_ layout: Layout, _ values: UnsafePointer<Double>) -> Bool {
        switch self {
        case .contentShares: !(sum(layout, values) >= 1)
        case .spending(let place):
            !(values[layout.position(.aiSpending, place)] > values[layout.position(.aiPotential, place)])
        case .developers: !(sum(layout, values) <= 0)
        case .column, .trainingWeights: !(abs(sum(layout, values) - 1) > sumTolerance)
        }
    }

    /// What is wrong where the rule does not hold.
    package func message(_ world: World) -> String {
        let found = readable(world.values.withUnsafeBufferPointer { sum(world.layout, $0.baseAddress) })
        switch self {
        case .contentShares(let sector):
            return "aiContentShare and humanOnlyShare of \(world.sectors[sector]) must sum to less than 1, "
                + "found \(found)"
        case .spending(let place):
            return "aiSpending of \(world.jurisdictions[place]) must be at most its aiPotential, "
                + "found \(plain(world[.aiSpending, place])) and \(plain(world[.aiPotential, place]))"
        case .developers(let place):
            return "developers of \(world.jurisdictions[place]) have no revenue, "
                + "expected a share above 0 of some market"
        case .column(let matrix, let market):
            return "column \(world.jurisdictions[market]) of \(matrix) must sum to 1, found \(found)"
        case .trainingWeights: return "trainingWeight must sum to 1, found \(found)"
        }
    }

    /// What the rule adds up; without allocation, since sweeps ask at every point.
    private func sum(_ layout: Layout, _ values: UnsafePointer<Double>?) -> Double {
        guard let values else { return .nan }
        var sum = 0.0
        switch self {
        case .contentShares(let sector):
            sum =
                values[layout.position(.aiContentShare, sector)]
                + values[layout.position(.humanOnlyShare, sector)]
        case .spending: break
        case .developers(let place):
            for market in 0..<layout.jurisdictions {
                sum +=
                    values[layout.position(.developerShare, place, market)]
                    * values[layout.position(.aiSpending, market)]
            }
        case .column(let matrix, let market):
            for place in 0..<layout.jurisdictions { sum += values[layout.position(matrix, place, market)] }
        case .trainingWeights:
            for sector in 0..<layout.sectors { sum += values[layout.position(.trainingWeight, sector)] }
        }
        return sum
    }
}

/// How far from 1 a sum of shares may be, for shares written with few digits.
package let sumTolerance = 1e-9

/// A sum without the last digits, which are rounding.
package func readable(_ sum: Double) -> String { plain((sum * 1e12).rounded() / 1e12) }
