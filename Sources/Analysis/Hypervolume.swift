/// The volume that points dominate up to a reference point: what of the space of aims, all to be minimised, is no better than
/// one of them (Zitzler and Thiele 1999). It grows with every better point, and is largest for the true frontier.
///
/// - Parameters:
///   - points: one to three aims each; those that are not better than the reference in every aim count nothing.
package func hypervolume(_ points: [[Double]], reference: [Double]) -> Double {
    let inside = points.filter { point in zip(point, reference).allSatisfy { $0 < $1 } }
    switch reference.count {
    case 1: return inside.map { reference[0] - $0[0] }.max() ?? 0
    case 2:
        var front = Staircase()
        for point in inside { front.insert(point[0], point[1]) }
        return front.area(to: reference[0], reference[1])
    case 3:
        // slice by slice along the third aim, each as large as the staircase of the points below it
        let sorted = inside.sorted { $0[2] < $1[2] }
        var front = Staircase()
        var volume = 0.0
        for (index, point) in sorted.enumerated() {
            front.insert(point[0], point[1])
            let top = index + 1 < sorted.count ? sorted[index + 1][2] : reference[2]
            volume += front.area(to: reference[0], reference[1]) * (top - point[2])
        }
        return volume
    default: preconditionFailure("hypervolumes are of one to three aims")
    }
}

/// The points of the plane that no other of them dominates, by their first number.
private struct Staircase {
    private var steps: [(x: Double, y: Double)] = []

    mutating func insert(_ x: Double, _ y: Double) {
        // the first step that is not left of the point
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].x < x { low = middle + 1 } else { high = middle }
        }
        if low > 0, steps[low - 1].y <= y { return }
        if low < steps.count, steps[low].x == x, steps[low].y <= y { return }
        var end = low
        while end < steps.count, steps[end].y >= y { end += 1 }
        steps.replaceSubrange(low..<end, with: [(x, y)])
    }

    func area(to right: Double, _ top: Double) -> Double {
        var (area, above) = (0.0, top)
        for step in steps {
            area += (right - step.x) * (above - step.y)
            above = step.y
        }
        return area
    }
}
