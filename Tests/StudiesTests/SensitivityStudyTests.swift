import Sampling
import Scenarios
import Studies
import Testing

@Suite struct SensitivityStudyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func findings(
        _ method: SensitivityMethod, second: Bool = false, _ count: Int
    ) throws -> [SensitivityAnalysis.Finding] {
        let loaded = try loadedScenario(
            """
            options:
              law: {}
              fixed: {UK: [{from: 2027, over: 0, with: {transparency: 0.5}}]}
              new: {UK: [{from: 2027, over: 0, with: {transparency: 0.4}}]}
            vary:
              - {parameter: "options.new.UK[0].with.transparency", distribution: {uniform: [0, 1]}}
              - {parameter: dataExponent, distribution: range}
            design: {method: sobol, runs: \(count), seed: 3}

            """, in: folder)
        let design = try method.design(loaded, count: count, second: second, levels: 4)
        let swept = try Swept(SweepInput(loaded, design), in: folder)
        let analysis = SensitivityAnalysis(
            swept.tables, swept.input, design, second: second, resamples: 50, outcomes: ["duty"], jobs: 2)
        #expect(analysis.hasRows && analysis.missing == nil)
        let all = analysis.findings()
        _ = try analysis.write(all, to: folder.path + "/sensitivity")
        return all.filter { $0.n == count }
    }

    private func estimates(
        _ findings: [SensitivityAnalysis.Finding], _ option: String, against: String = "",
        _ index: String,
        _ input: String
    ) -> [Double?] {
        findings.filter {
            $0.option == option && $0.against == against && $0.index == index
                && $0.input.contains(input)
        }.map(\.estimate)
    }

    @Test
    func
        `of an outcome that one number makes, that number has the whole variance and the other none`() throws
    {
        let findings = try findings(.sobol, second: true, 128)
        for (option, against) in [("new", ""), ("new", "law")] {
            let total = try #require(
                estimates(findings, option, against: against, "total", "transparency").first ?? nil)
            #expect(abs(total - 1) < 0.1)
            #expect(estimates(findings, option, against: against, "total", "dataExponent") == [0])
        }
        // today's law has no duty
        #expect(estimates(findings, "law", "total", "transparency") == [nil])
        #expect(try folder.rows("sensitivity/sensitivity.csv").count >= findings.count)
    }

    @Test func `of two options of which one ranks first, what decides for one decides against the other`()
        throws
    {
        let findings = try findings(.sobol, 128)
        for index in ["first", "total"] {
            for input in ["transparency", "dataExponent"] {
                let new = estimates(findings, "new", against: "*", index, input).compactMap(\.self)
                let fixed = estimates(findings, "fixed", against: "*", index, input).compactMap(\.self)
                try #require(new.count == 1 && fixed.count == 1)
                #expect(abs(new[0] - fixed[0]) < 1e-12)
            }
        }
        #expect(estimates(findings, "new", against: "*", "total", "dataExponent") == [0])
        // an option that is never first has a rank that nothing moves
        #expect(estimates(findings, "law", against: "*", "total", "transparency") == [nil])
    }

    @Test func `a screening finds the slope of a line, and no effect of what does nothing`() throws {
        let findings = try findings(.morris, 8)
        // half of the levels is half of the range, and the duty rises by 0.002 over all of it
        let effect = try #require(estimates(findings, "new", "mu_star", "transparency").first ?? nil)
        let mean = try #require(estimates(findings, "new", "mu", "transparency").first ?? nil)
        #expect(abs(effect - 0.002) < 1e-9 && abs(mean - effect) < 1e-12)
        let deviation = try #require(estimates(findings, "new", "sigma", "transparency").first ?? nil)
        #expect(abs(deviation) < 1e-9)
        #expect(estimates(findings, "new", "mu_star", "dataExponent") == [0])
    }
}
