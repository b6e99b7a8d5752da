/// Finds boxes of inputs in which cases are frequent: the patient rule induction method (Friedman and Fisher 1999), as
/// scenario discovery uses it (Bryant and Lempert 2010).
///
/// Peels of a twentieth of the points narrow the box one limit at a time, pastes widen it again. The next step is the one with the
/// largest gain of density for each point lost or won (the lenient criterion of the EMA Workbench).
package struct Prim: Sendable {
    /// By input, then point.
    package let columns: [[Double]]
    /// Whether each point is a case.
    package let isCase: [Bool]
    package let settings: Settings

    package struct Settings: Sendable, Equatable {
        /// Share of the box's points that a peel takes.
        package var peel = 0.05
        /// Share of the points beside the box that a paste adds.
        package var paste = 0.05
        /// Share of all points that a box keeps.
        package var leastMass = 0.05

        package init() {}
    }

    /// - Parameters:
    ///   - columns: finite values, at least one input.
    ///   - isCase: as many as points; at least one of them.
    package init(_ columns: [[Double]], _ isCase: [Bool], _ settings: Settings = Settings()) {
        self.columns = columns
        self.isCase = isCase
        self.settings = settings
    }

    package var count: Int { isCase.count }
    package var cases: Int { isCase.count { $0 } }

    /// The box of all points.
    package var whole: Limits {
        Limits(low: columns.map { $0.min() ?? 0 }, high: columns.map { $0.max() ?? 0 })
    }

    /// The boxes from all points to the smallest, the pastes last.
    /// - Parameter remaining: numbers of the points to look at; by default all.
    package func trajectory(among remaining: [Int]? = nil) -> [Box] {
        let whole = whole
        let remaining = remaining ?? Array(0..<count)
        var search = Search(self, whole, remaining)
        var boxes = [box(whole, among: remaining)]
        while let step = search.bestPeel() {
            search.take(step)
            boxes.append(box(search.limits, among: remaining))
        }
        while let step = search.bestPaste() {
            search.take(step)
            boxes.append(box(search.limits, among: remaining))
        }
        return boxes
    }

    /// What a box holds of some of the points.
    package func box(_ limits: Limits, among points: [Int]) -> Box {
        let inside = points.filter { limits.contains(columns, $0) }
        return Box(
            limits: limits, restricted: limits.restricted(in: whole), count: inside.count,
            cases: inside.count { isCase[$0] }, allCount: count, allCases: cases)
    }

    /// Quasi-p-values of a box's limits: how likely at least as many cases in the box would be if the limit told nothing, and the
    /// box were a sample of the points that meet the others.
    /// - Returns: by restricted input; nil for an end without a limit.
    package func quasiPValues(_ box: Box, among points: [Int]) -> [(input: Int, low: Double?, high: Double?)]
    {
        let whole = whole
        func probability(_ change: (inout Limits) -> Void) -> Double {
            var limits = box.limits
            change(&limits)
            let wider = self.box(limits, among: points)
            return binomialTail(box.cases, of: box.count, wider.density)
        }
        return box.restricted.map { i in
            (
                i,
                box.limits.low[i] > whole.low[i] ? probability { $0.low[i] = whole.low[i] } : nil,
                box.limits.high[i] < whole.high[i] ? probability { $0.high[i] = whole.high[i] } : nil
            )
        }
    }

    /// How often the inputs are restricted in boxes found from half of the points, drawn at random: at the coverage of
    /// a box, and at its density.
    package func resamplingFrequencies(
        _ box: Box, resamples: Int, seed: UInt64
    ) -> [(coverage: Double, density: Double)] {
        var counts = columns.map { _ in (coverage: 0, density: 0) }
        for number in 0..<resamples {
            let half = randomHalf(of: count, number, seed: seed)
            let part = Prim(
                columns.map { column in half.map { column[$0] } }, half.map { isCase[$0] }, settings)
            guard part.cases > 0 else { continue }
            let boxes = part.trajectory()
            func nearest(_ measure: (Box) -> Double) -> [Int] {
                boxes.min { abs(measure($0) - measure(box)) < abs(measure($1) - measure(box)) }?.restricted
                    ?? []
            }
            for input in nearest(\.coverage) { counts[input].coverage += 1 }
            for input in nearest(\.density) { counts[input].density += 1 }
        }
        return counts.map {
            (Double($0.coverage) / Double(resamples), Double($0.density) / Double(resamples))
        }
    }
}

/// Ends of a box, which belong to it.
package struct Limits: Sendable, Equatable {
    package var low: [Double]
    package var high: [Double]

    package init(low: [Double], high: [Double]) {
        self.low = low
        self.high = high
    }

    package func contains(_ columns: [[Double]], _ point: Int) -> Bool {
        for (input, column) in columns.enumerated()
        where column[point] < low[input] || column[point] > high[input] { return false }
        return true
    }

    package func restricted(in whole: Limits) -> [Int] {
        low.indices.filter { low[$0] > whole.low[$0] || high[$0] < whole.high[$0] }
    }
}

/// A box, with how many of the points and of the cases it holds.
package struct Box: Sendable, Equatable {
    package let limits: Limits
    /// Numbers of the inputs that have a limit.
    package let restricted: [Int]
    package let count: Int
    package let cases: Int
    let allCount: Int
    let allCases: Int

    /// Share of all cases that are in the box.
    package var coverage: Double { Double(cases) / Double(max(allCases, 1)) }
    /// Share of the box's points that are cases.
    package var density: Double { Double(cases) / Double(max(count, 1)) }
    /// Share of all points that are in the box.
    package var mass: Double { Double(count) / Double(max(allCount, 1)) }
}
