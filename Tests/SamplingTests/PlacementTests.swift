import Declarations
import Questions
import Sampling
import Scenarios
import Testing

@Suite struct PlacementTests {
    private struct Placed {
        let placement: Placement
        let values: [Double]
        let problem: String?
        let scenario: Scenario
        let policies: [Policy]
    }

    private func place(_ vary: String, _ draws: [Double]) throws -> Placed {
        let scenario = try scene("vary:\n\(vary)\ndesign: {method: montecarlo, runs: 4}").scenario
        let placement = Placement(scenario, try Sampler(scenario).inputs)
        var values = [Double](repeating: .nan, count: scenario.world.layout.count)
        return try draws.withUnsafeBufferPointer { draws in
            let draws = try #require(draws.baseAddress)
            let problem = try values.withUnsafeMutableBufferPointer { values in
                let values = try #require(values.baseAddress)
                placement.write(draws, to: values)
                return placement.problem(draws, values)
            }
            return Placed(
                placement: placement, values: values, problem: problem, scenario: placement.scenario(draws),
                policies: placement.policies(draws))
        }
    }

    @Test func `a table takes one draw, factors multiply, blocks below one become one`() throws {
        let placed = try place(
            """
            - {parameter: substitution, distribution: range}
            - {parameter: directLicenceCost, distribution: range}
            - {parameter: rightsBlocks, distribution: range}
            - {parameter: reservationCost.news, distribution: {uniform: [0, 9]}}
            """, [2.25, 0.5, 0.5, 7])
        let world = try scene("").scenario.world
        let layout = world.layout
        for sector in world.sectors.indices {
            #expect(placed.values[layout.position(.substitution, sector)] == 2.25)
            #expect(
                placed.values[layout.position(.directLicenceCost, sector)] == world[
                    .directLicenceCost, sector] / 2)
            #expect(
                placed.values[layout.position(.rightsBlocks, sector)]
                    == max(1, world[.rightsBlocks, sector] / 2))
        }
        let news = try #require(world.sectors.firstIndex(of: "news"))
        #expect(placed.values[layout.position(.reservationCost, news)] == 7)
        #expect(
            placed.problem == nil && !placed.placement.movesPolicies && !placed.placement.movesDiscountRate)
        #expect(placed.scenario.world.values == placed.values)
        let moved = zip(placed.values, world.values).filter { $0 != $1 }.count
        #expect(moved <= 3 * world.sectors.count + 1)
    }

    @Test func `levers, dates and the discount rate move as if they were written`() throws {
        let placed = try place(
            """
            - {parameter: regimes.optOut.enforcement, grid: [0.1]}
            - {parameter: baseRegime.UK.transparency, grid: [0.1]}
            - {parameter: "options.new.UK[0].from", distribution: {uniform: [2026, 2030]}}
            - {parameter: "options.new.UK[0].with.labelling", grid: [0.1]}
            - {parameter: "options.new.UK[1].over", grid: [0]}
            - {parameter: discountRate, distribution: range}
            """,
            [0.35, 0.45, 2028.5, 0.75, 3, 0.02])
        #expect(placed.placement.movesPolicies && placed.placement.movesDiscountRate && placed.problem == nil)
        let written = try scene(
            """
            set: {regimes.optOut.enforcement: 0.35, baseRegime.UK.transparency: 0.45}
            compare: {discountRate: 0.02}
            """
        ).scenario
        var expected = written
        expected.options[1].steps[0][0].from = 2028.5
        expected.options[1].steps[0][0].with[.labelling] = 0.75
        expected.options[1].steps[0][1].over = 3
        #expect(placed.scenario.world == expected.world)
        #expect(placed.scenario.options == expected.options)
        #expect(placed.scenario.comparison == expected.comparison)
        #expect(placed.policies.allSatisfy { $0.base == expected.world.baseLevers })
        #expect(placed.policies == expected.options.map { $0.policy(in: expected.world) })
    }

    @Test(arguments: [
        (
            "- {parameter: qualityExponent, distribution: {normal: [1, 9]}}", [-0.5],
            "qualityExponent must be at least 0 and at most 20, found -0.5"
        ),
        (
            "- {parameter: substitution.*, distribution: {lognormal: [1, 1]}}", [2, 2, 0.5, 2, 2, 2],
            "substitution.books must be above 1 and at most 20, found 0.5"
        ),
        (
            "- {parameter: humanOnlyShare.music, distribution: {uniform: [0, 0.99]}}\n- {parameter: aiContentShare.music, distribution: {uniform: [0, 0.9]}}",
            [0.75, 0.25],
            "aiContentShare and humanOnlyShare of music must sum to less than 1, found 1"
        ),
        (
            "- {parameter: aiPotential.UK, distribution: {exponential: [50]}}", [0.001],
            "aiSpending of UK must be at most its aiPotential"
        ),
        (
            "- {parameter: \"options.new.UK[0].from\", distribution: {normal: [2030, 5]}}", [2031],
            "options.new.UK[1].from must be after the step before it, found 2031 after 2031"
        ),
        (
            "- {parameter: \"options.new.UK[0].from\", distribution: {normal: [2030, 5]}}", [2041.5],
            "options.new.UK[0].from must be at least 2025 and at most 2040, found 2041.5"
        ),
        (
            "- {parameter: regimes.optOut.enforcement, distribution: {normal: [0.5, 1]}}", [1.5],
            "regimes.optOut.enforcement must be at least 0 and at most 1 (share), found 1.5"
        ),
        (
            "- {parameter: aiPotential, distribution: {lognormal: [3, 700]}}", [.greatestFiniteMagnitude],
            "aiPotential.UK must be above 0 and at most 1000000000 (GBP bn/yr), found 1.7976931348623157e+308"
        ),
    ])
    func `a point that cannot run says why`(_ vary: String, _ draws: [Double], _ message: String) throws {
        let found = try #require(place(vary, draws).problem)
        #expect(found.hasPrefix(message), "\(found)")
    }

    /// The aim of the shipped world: its default ranges hold no point that cannot run.
    @Test func `no point of all default ranges leaves its bounds`() throws {
        let world = try scene("").scenario.world
        let lines = Parameter.allCases.filter { world.notes[$0]?.range != nil && !$0.sumsToOne }
            .map { "- {parameter: \($0.name), distribution: range}" }
        #expect(lines.count > 50)
        let scenario = try scene(
            "vary:\n\(lines.joined(separator: "\n"))\ndesign: {method: sobol, runs: 8192}"
        ).scenario
        let sampler = try Sampler(scenario)
        let placement = Placement(scenario, sampler.inputs)
        var draws = [Double](repeating: 0, count: sampler.inputs.count)
        var values = world.values
        var problems: [String: Int] = [:]
        for point in 0..<sampler.count {
            sampler.draw(point, into: &draws)
            placement.write(draws, to: &values)
            if let problem = placement.problem(draws, values) { problems[problem, default: 0] += 1 }
        }
        #expect(
            problems.isEmpty, "\(problems.values.reduce(0, +)) of 8192: \(problems.keys.sorted().prefix(3))")
    }
}
