private import Sampling

/// The box of a search, on its way.
struct Search {
    private(set) var limits: Limits
    private let prim: Prim
    private let whole: Limits
    private let remaining: [Int]
    private var inside: [Bool]
    private var count: Int
    private var cases: Int
    /// The points inside by each input, in its order.
    private var sorted: [[Int]]

    struct Step {
        let limits: Limits
        let count: Int
        let cases: Int
    }

    init(_ prim: Prim, _ whole: Limits, _ remaining: [Int]) {
        self.prim = prim
        self.whole = whole
        self.remaining = remaining
        limits = whole
        inside = Array(repeating: false, count: prim.count)
        for point in remaining { inside[point] = true }
        count = remaining.count
        cases = remaining.count { prim.isCase[$0] }
        sorted = prim.columns.map { column in
            remaining.sorted { (column[$0], $0) < (column[$1], $1) }
        }
    }

    private var density: Double { Double(cases) / Double(max(count, 1)) }

    /// Gain of density for each point lost or won.
    private func gain(_ step: Step) -> Double {
        guard step.count > 0, step.count != count else { return 0 }
        return (Double(step.cases) / Double(step.count) - density) / Double(abs(step.count - count))
    }

    /// The first of the steps with the largest gain, and among these the fewest restricted inputs.
    private func best(_ steps: [Step]) -> Step? {
        var best: (step: Step, gain: Double, restricted: Int)?
        for step in steps {
            let (gain, restricted) = (gain(step), step.limits.restricted(in: whole).count)
            if let best, (gain, -restricted) <= (best.gain, -best.restricted) { continue }
            best = (step, gain, restricted)
        }
        guard let best, best.gain > 0,
            Double(best.step.count) / Double(prim.count) >= prim.settings.leastMass
        else { return nil }
        return best.step
    }

    func bestPeel() -> Step? {
        guard count > 1 else { return nil }
        return best(
            sorted.indices.flatMap { input in
                [peel(input, atTop: true), peel(input, atTop: false)]
            })
    }

    private func peel(_ input: Int, atTop: Bool) -> Step {
        let (column, order) = (prim.columns[input], sorted[input])
        let place = atTop ? 1 - prim.settings.peel : prim.settings.peel
        let limit = tieBreakingQuantile(order.count, place) { column[order[$0]] }
        var moved = limits
        var (lost, lostCases) = (0, 0)
        if atTop {
            moved.high[input] = limit
            for point in order.reversed() {
                if column[point] <= limit { break }
                lost += 1
                if prim.isCase[point] { lostCases += 1 }
            }
        } else {
            moved.low[input] = limit
            for point in order {
                if column[point] >= limit { break }
                lost += 1
                if prim.isCase[point] { lostCases += 1 }
            }
        }
        return Step(limits: moved, count: count - lost, cases: cases - lostCases)
    }

    func bestPaste() -> Step? {
        let steps = limits.restricted(in: whole).flatMap { input in
            [paste(input, atTop: false), paste(input, atTop: true)]
        }
        guard let step = best(steps), step.count > count else { return nil }
        return step
    }

    private func paste(_ input: Int, atTop: Bool) -> Step {
        let column = prim.columns[input]
        var beside = limits
        if atTop {
            (beside.low[input], beside.high[input]) = (limits.high[input], whole.high[input])
        } else {
            (beside.low[input], beside.high[input]) = (whole.low[input], limits.low[input])
        }
        let values = remaining.filter { beside.contains(prim.columns, $0) }.map { column[$0] }.sorted()
        var moved = limits
        let share = prim.settings.paste
        if atTop {
            moved.high[input] =
                values.isEmpty
                ? whole.high[input] : tieBreakingQuantile(values.count, share) { values[$0] }
        } else {
            moved.low[input] =
                values.isEmpty
                ? whole.low[input] : tieBreakingQuantile(values.count, 1 - share) { values[$0] }
        }
        let box = prim.box(moved, among: remaining)
        return Step(limits: moved, count: box.count, cases: box.cases)
    }

    mutating func take(_ step: Step) {
        limits = step.limits
        (count, cases) = (step.count, step.cases)
        let isPeel = sorted.first.map { $0.count > step.count } ?? false
        // after the first paste the orders are no longer needed
        guard isPeel else { return }
        for point in remaining where inside[point] {
            inside[point] = limits.contains(prim.columns, point)
        }
        for input in sorted.indices { sorted[input].removeAll { !inside[$0] } }
    }
}

/// The middle of the two values about a quantile, which are moved apart, towards the middle of the box, until they differ: so a limit
/// falls between the levels of an input that has few (as in the package sdtoolkit).
/// - Parameters:
///   - count: of values, at least 1.
///   - value: in order.
private func tieBreakingQuantile(
    _ count: Int, _ probability: Double, _ value: (Int) -> Double
) -> Double {
    let place = Double(count - 1) * probability
    var below = Int(place.rounded(.down))
    var above = Int(place.rounded(.up))
    if probability > 0.5 {
        while value(below) == value(above), below > 0 { below -= 1 }
    } else {
        while value(below) == value(above), above < count - 1 { above += 1 }
    }
    return (value(below) + value(above)) / 2
}

/// Half of the numbers 0..<count, in order.
func randomHalf(of count: Int, _ number: Int, seed: UInt64) -> [Int] {
    let generator = Generator(seed: seed, path: "halves")
    var order = Array(0..<count)
    let half = count / 2
    for i in 0..<half {
        order.swapAt(i, i + generator.choice(UInt64(number) << 32 | UInt64(i), of: count - i))
    }
    return order[..<half].sorted()
}
