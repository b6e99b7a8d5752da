/// A point of a search for a frontier.
package struct Candidate: Sendable, Equatable, Codable {
    /// Each from 0 to 1.
    package var genes: [Double]
    /// All to be minimised; none where it could not be evaluated.
    package var aims: [Double]
    /// By how much conditions are missed: 0 where all are kept, infinity where it could not be evaluated.
    package var violation: Double

    package init(genes: [Double], aims: [Double], violation: Double) {
        self.genes = genes
        self.aims = aims
        self.violation = violation
    }

    package var isFeasible: Bool { violation <= 0 }

    /// Constrained domination (Deb et al. 2002, definition 1): a feasible point dominates all others, of two that are not
    /// feasible the one that misses less, and of two feasible ones that which is no worse in any aim and better in one.
    package func dominates(_ other: Candidate) -> Bool {
        guard isFeasible, other.isFeasible else { return violation < other.violation }
        var isBetter = false
        for (own, others) in zip(aims, other.aims) {
            if own > others { return false }
            if own < others { isBetter = true }
        }
        return isBetter
    }
}

/// Layers of candidates, by number: those that none dominates, those that only these dominate, and so on.
package func fronts(_ candidates: [Candidate]) -> [[Int]] {
    var dominated = candidates.map { _ in [Int]() }
    var dominators = candidates.map { _ in 0 }
    for i in candidates.indices {
        for j in candidates.indices.dropFirst(i + 1) {
            if candidates[i].dominates(candidates[j]) {
                dominated[i].append(j)
                dominators[j] += 1
            } else if candidates[j].dominates(candidates[i]) {
                dominated[j].append(i)
                dominators[i] += 1
            }
        }
    }
    var layers: [[Int]] = []
    var layer = candidates.indices.filter { dominators[$0] == 0 }
    while !layer.isEmpty {
        layers.append(layer)
        var next: [Int] = []
        for i in layer {
            for j in dominated[i] {
                dominators[j] -= 1
                if dominators[j] == 0 { next.append(j) }
            }
        }
        layer = next.sorted()
    }
    return layers
}

/// How lonely each point of a front is: the sum over aims of the distance between its neighbours, as a share of the front's
/// width; infinity at its ends (Deb et al. 2002).
package func crowdingDistances(_ front: [Candidate]) -> [Double] {
    var distances = front.map { _ in 0.0 }
    let aims = front.map(\.aims.count).min() ?? 0
    for aim in 0..<aims {
        let order = front.indices.sorted { (front[$0].aims[aim], $0) < (front[$1].aims[aim], $1) }
        let width = front[order[order.count - 1]].aims[aim] - front[order[0]].aims[aim]
        distances[order[0]] = .infinity
        distances[order[order.count - 1]] = .infinity
        guard width > 0 else { continue }
        for place in order.indices.dropFirst().dropLast() {
            let gap = front[order[place + 1]].aims[aim] - front[order[place - 1]].aims[aim]
            distances[order[place]] += gap / width
        }
    }
    return distances
}
