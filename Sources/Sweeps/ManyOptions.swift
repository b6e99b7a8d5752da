package import Output
package import Questions
package import Sampling

/// Runs of thousands of options at a point, in memory: those of a game, whose profiles are options.
///
/// A run gives the same bits in any company and on any number of threads, and the same as in a sweep.
package struct ManyOptions: Sendable {
    /// One for each lot of options.
    private let plans: [SweepPlan]
    private let jobs: Int
    /// Points of the sampler.
    package let points: Range<Int>

    /// Options that run side by side: few enough for several lots, many enough that what they share is a small part of the work.
    private static let lot = 512

    package init(_ scenario: Scenario, _ sampler: Sampler, jobs: Int) {
        plans = stride(from: 0, to: scenario.options.count, by: Self.lot).map { start in
            var part = scenario
            part.options = Array(scenario.options[start..<min(start + Self.lot, scenario.options.count)])
            return SweepPlan(part, sampler)
        }
        self.jobs = jobs
        points = 0..<sampler.count
    }

    /// Inputs of the points and outcomes of the options, with what each is in words.
    package var inputs: [NumberColumn] { plans[0].inputColumns }
    package var outcomes: [NumberColumn] { plans[0].outcomeColumns }

    /// The draws of a point, one for each input.
    package func draws(_ point: Int) -> [Double] { plans[0].sampler.draws(point) }

    /// The outcomes of all options at a point, by option, then outcome.
    package func outcomes(at point: Int) -> OptionOutcomes {
        joined(inParallel(plans.count, jobs) { PointEngine(plans[$0]).outcomes(at: point..<point + 1) })
    }

    /// What is made of the outcomes at each point, one point after the other on each thread, so that no more than a point for each
    /// thread is in memory.
    ///
    /// - Parameter progress: told how many points are done.
    package func map<Product: Sendable>(
        progress: (Int) -> Void, _ make: @escaping @Sendable (_ point: Int, OptionOutcomes) -> Product
    ) -> [Product] {
        inParallel(points.count, jobs, progress: progress) { point in
            make(point, joined(plans.map { PointEngine($0).outcomes(at: point..<point + 1) }))
        }
    }

    private func joined(_ parts: [PointOutcomes]) -> OptionOutcomes {
        OptionOutcomes(
            values: parts.flatMap { $0.values[0] }, failure: parts.lazy.compactMap(\.failure).first)
    }
}

/// Outcomes of options at one point.
package struct OptionOutcomes: Sendable {
    /// By option, then outcome: not a number for a run that failed.
    package let values: [[Double]]
    /// Why the first run that failed did.
    package let failure: String?

    package var failed: Int { values.count { $0.contains(where: \.isNaN) } }
}
