/// A second view of where cases are: a binary tree of single limits (CART, Breiman et al. 1984), whose splits lessen Gini's
/// impurity most.
package struct ClassificationTree: Sendable {
    /// Leaves from the lowest values to the highest, split by split.
    package let leaves: [Box]

    /// - Parameters:
    ///   - prim: the points and cases.
    ///   - leastMass: share of all points that a leaf keeps.
    package init(_ prim: Prim, leastMass: Double = 0.05) {
        var grower = Grower(prim, least: max(1, Int(leastMass * Double(prim.count))))
        grower.grow(prim.whole, Array(0..<prim.count))
        leaves = grower.leaves
    }
}

private struct Grower {
    private(set) var leaves: [Box] = []
    private let prim: Prim
    private let least: Int
    private let whole: Limits

    init(_ prim: Prim, least: Int) {
        self.prim = prim
        self.least = least
        whole = prim.whole
    }

    mutating func grow(_ limits: Limits, _ points: [Int]) {
        guard let split = split(points) else {
            leaves.append(
                Box(
                    limits: limits, restricted: limits.restricted(in: whole), count: points.count,
                    cases: points.count { prim.isCase[$0] }, allCount: prim.count, allCases: prim.cases))
            return
        }
        let column = prim.columns[split.input]
        var (lower, upper) = (limits, limits)
        lower.high[split.input] = split.limit
        upper.low[split.input] = split.limit
        grow(lower, points.filter { column[$0] <= split.limit })
        grow(upper, points.filter { column[$0] > split.limit })
    }

    /// The split of least impurity, the first of equals; nil where all points are of one kind or none is large enough.
    private func split(_ points: [Int]) -> (input: Int, limit: Double)? {
        let cases = points.count { prim.isCase[$0] }
        guard cases > 0, cases < points.count, points.count >= 2 * least else { return nil }
        func impurity(_ cases: Int, _ count: Int) -> Double {
            2 * Double(cases) * Double(count - cases) / Double(count)
        }
        var best: (input: Int, limit: Double)?
        var lowest = impurity(cases, points.count)
        for (input, column) in prim.columns.enumerated() {
            let order = points.sorted { (column[$0], $0) < (column[$1], $1) }
            var below = 0
            for i in 1..<order.count {
                if prim.isCase[order[i - 1]] { below += 1 }
                let (x, y) = (column[order[i - 1]], column[order[i]])
                guard i >= least, order.count - i >= least, x < y else { continue }
                let impurity = impurity(below, i) + impurity(cases - below, order.count - i)
                if impurity < lowest {
                    lowest = impurity
                    // between neighbouring doubles the middle may round to the upper one
                    let middle = x + (y - x) / 2
                    best = (input, middle < y ? middle : x)
                }
            }
        }
        return best
    }
}
