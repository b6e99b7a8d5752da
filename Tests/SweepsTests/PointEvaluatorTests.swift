import Questions
import Sampling
import Sweeps
import Testing

@Suite struct PointEvaluatorTests {
    private static let text = """
        vary:
          - {parameter: qualityExponent, grid: [0.8, 1.2, 1.6]}
          - {parameter: "options.new.UK[0].with.enforcement", grid: [0.2, 0.9]}
        outcomes:
          revenue: {variable: ai_sector_revenue, place: UK, year: 2029}
          change: {variable: gain_total, place: UK, aggregate: presentValue, against: law}
          never: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 1e9}
        """

    @Test func `a point has the outcomes that it has in a sweep, in any lot and on any number of threads`()
        throws
    {
        let plan = try plan(Self.text)
        let folder = try TemporaryFolder()
        let sweep = try SweepFolder(folder.path + "/sweep", plan, version: "1", resumes: false)
        try sweep.complete()
        let tables = try SweepTables(folder.path + "/sweep", of: plan.scenario)
        let points = (0..<tables.count).map { point in tables.draws.map { $0[point] } }
        for jobs in [1, 3] {
            let evaluator = PointEvaluator(plan.scenario, plan.sampler.inputs, jobs: jobs)
            let together = evaluator.outcomes(at: points)
            #expect(together.failure == nil)
            try #require(points.count == 6)
            for point in points.indices {
                #expect(evaluator.outcomes(at: [points[point]]).values == [together.values[point]])
                for option in tables.options.indices {
                    let written = tables.outcomes.indices.map { tables.values($0, option: option)[point] }
                    #expect(together.values[point][option] == written)
                }
            }
        }
    }

    @Test func `a point that cannot run says why and leaves the others as they are`() throws {
        let plan = try plan(Self.text)
        let evaluator = PointEvaluator(plan.scenario, plan.sampler.inputs, jobs: 2)
        let outcomes = evaluator.outcomes(at: [[1.2, 0.5], [1.2, 1.5]])
        #expect(outcomes.failure?.contains("enforcement") == true)
        #expect(outcomes.failures.map(\.point) == [1, 1] && outcomes.failures.map(\.option) == [0, 1])
        #expect(outcomes.values[1].joined().allSatisfy { $0.isNaN })
        #expect(outcomes.values[0] == evaluator.outcomes(at: [[1.2, 0.5]]).values[0])
    }

    @Test func `without inputs a point is the scenario itself`() throws {
        let plan = try plan(Self.text)
        let evaluator = PointEvaluator(plan.scenario, [], jobs: 1)
        let outcomes = evaluator.outcomes(at: [[]])
        #expect(outcomes.values.count == 1)
        #expect(outcomes.values[0][0][0] > 0)
    }
}
