import Declarations
import Questions
import Scenarios
import Simulation

/// The task that every implementation is given: draws of twenty parameters, one policy, yearly results.
struct Setup {
    let world: World
    let option: PolicyOption
    /// Positions in the flat list of values, and one row of values for each draw.
    let positions: [Int32]
    let draws: [[Double]]
    let end = 2040.0

    /// What both sides report, each summed over sectors.
    static let variables: [Variable] = [
        .generativeAIRevenue, .humanRevenue, .licenceIncome, .creatorIncome, .dataWithinReach, .aiAdoption,
    ]

    private static let varied: [Scalar] = [
        .shareElasticity, .adoptionInnovation, .adoptionImitation, .adoptionSlope, .adoptionHalfQuality,
        .computeExponent, .dataExponent, .qualityExponent, .computeProgress, .dataProgress, .openDataShare,
        .syntheticFill, .dataRevenueElasticity, .investmentElasticity, .capitalGrowth, .reinvestment,
        .passThroughTime, .varietyExponent, .creatorSupplyElasticity, .valueTail,
    ]

    init(count: Int) throws {
        let world = try ScenarioReader.baseline()
        self.world = world
        let layout = world.layout
        positions = Self.varied.map { Int32(layout.position($0)) }
        // SplitMix64, uniform over each parameter's default range
        var state: UInt64 = 2026
        func unit() -> Double {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
        }
        draws = (0..<count).map { _ in
            Self.varied.map { key in
                guard let range = world.notes[.scalar(key)]?.range else { return world[key] }
                return range.lowerBound + (range.upperBound - range.lowerBound) * unit()
            }
        }
        var steps: [[StepSettings]] = world.jurisdictions.map { _ in [] }
        steps[0] = [StepSettings(from: 2027, over: 1, regime: "permission", with: LeverSettings())]
        option = PolicyOption(name: "permission", steps: steps)
    }

    /// One option at a number of draws, for an ensemble.
    func task(
        _ world: World, _ option: PolicyOption, draws: Range<Int>, times: [Double], reported: [Int],
        tolerance: Double
    ) -> EnsembleTask {
        let courses = [Course(option.policy(in: world), reportedAt: times)]
        return EnsembleTask(
            layout: world.layout, points: draws.count, times: times, reported: reported, tolerance: tolerance
        ) { point, values in
            for (i, value) in world.values.enumerated() { values[i] = value }
            // the parameters that the draws vary are scalars, which stand first in every world
            for (position, value) in zip(positions, self.draws[draws.lowerBound + point]) {
                values[Int(position)] = value
            }
        } courses: { _ in
            courses
        }
    }

    func world(_ draw: Int) -> World {
        var world = world
        for (position, value) in zip(positions, draws[draw]) { world.values[Int(position)] = value }
        return world
    }

    func scenario(_ draw: Int, tolerance: Double) -> Scenario {
        Scenario(
            name: "benchmark", title: nil, world: world(draw), horizon: Horizon(end: end, step: 1),
            options: [option],
            comparison: Comparison(against: "permission", from: 2025, years: 1, discountRate: 0),
            solver: Solver(method: .rkf45, tolerance: tolerance), experiment: Experiment())
    }
}
