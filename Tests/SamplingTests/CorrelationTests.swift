import Questions
import Sampling
import Scenarios
import Testing

@Suite struct CorrelationTests {
    private static func text(_ method: String, _ runs: Int, _ correlations: String, seed: Int = 1) -> String {
        """
        vary:
        - {parameter: labelEffect, distribution: {uniform: [0, 0.3]}}
        - {parameter: valueTail, distribution: {lognormal: [0.5, 0.2]}}
        - {parameter: userSurplus, distribution: {exponential: [2]}}
        - {parameter: passThrough, distribution: {beta: [2, 3, 0, 1]}}
        design: {method: \(method), runs: \(runs), seed: \(seed), correlations: [\(correlations)]}
        """
    }
    private static let pairs =
        "{between: [labelEffect, valueTail], rank: 0.7}, {between: [valueTail, userSurplus], rank: -0.5}"

    @Test(arguments: ["lhs", "sobol", "halton", "montecarlo"])
    func `rank correlations are attained and the others stay near 0`(_ method: String) throws {
        let sampler = try sampler(Self.text(method, 4096, Self.pairs))
        let names = ["labelEffect", "valueTail", "userSurplus", "passThrough"]
        let columns = try names.map(sampler.column)
        // sampling error of a rank correlation: about 1/√4096 = 0.016
        let allowed = method == "montecarlo" ? 0.05 : 0.02
        #expect(abs(spearman(columns[0], columns[1]) - 0.7) < allowed)
        #expect(abs(spearman(columns[1], columns[2]) + 0.5) < allowed)
        #expect(abs(spearman(columns[0], columns[2])) < allowed)
        // nothing but chance holds these two together: four standard deviations
        #expect(abs(spearman(columns[1], columns[3])) < 4 / 4096.0.squareRoot())
    }

    @Test(arguments: ["lhs", "sobol", "halton", "montecarlo"])
    func `inputs without a correlation keep their draws, and so does the first of a group`(_ method: String)
        throws
    {
        let with = try sampler(Self.text(method, 256, Self.pairs))
        let without = try sampler(Self.text(method, 256, ""))
        for name in ["labelEffect", "passThrough"] {
            #expect(try with.column(name) == without.column(name))
        }
        #expect(try with.column("valueTail") != without.column("valueTail"))
    }

    @Test func `correlated Latin hypercubes keep one point in each stratum`() throws {
        let sampler = try sampler(Self.text("lhs", 1000, Self.pairs))
        let strata = try sampler.column("labelEffect").map { Int($0 / 0.3 * 1000) }
        #expect(Set(strata).count == 1000)
        let without = try self.sampler(Self.text("lhs", 1000, "")).column("userSurplus")
        // the same strata in another order, and another place within each
        for (one, other) in zip(try sampler.column("userSurplus").sorted(), without.sorted()).dropLast(10) {
            #expect(abs(one - other) < 0.25)
        }
    }

    private func sampler(_ text: String) throws -> Sampler { try Sampler(scene(text).scenario) }

    @Test(arguments: ["sobol", "montecarlo"])
    func `correlated draws keep their own distributions`(_ method: String) throws {
        let sampler = try sampler(Self.text(method, 8192, Self.pairs))
        #expect(try kolmogorovSmirnov(sampler.column("labelEffect")) { $0 / 0.3 } < 1.95)
        #expect(
            try kolmogorovSmirnov(sampler.column("valueTail")) {
                NormalDistribution.probabilities((naturalLogarithm($0) - 0.5) / 0.2).below
            } < 1.95)
    }

    /// numpy.linalg.cholesky of the matrix of 2 sin(π ρ / 6) for the ranks 0.7 and -0.5.
    @Test func `the factor is NumPy's`() throws {
        let group = try #require(
            CorrelatedGroup.groups([
                RankCorrelation("b", "c", rank: -0.5), RankCorrelation("b", "a", rank: 0.7),
            ]).first)
        #expect(group.names == ["a", "b", "c"])
        let expected = [
            1, 0, 0, 0.7167358990906005, 0.6973447145815249, 0, 0, -0.7422987216812491, 0.6700691067273461,
        ]
        for (value, reference) in zip(group.factor, expected) { #expect(abs(value - reference) < 1e-15) }
    }

    @Test func `groups are those that hang together, in any order of the file`() throws {
        let pairs = [("d", "a"), ("b", "c"), ("e", "d")].map { RankCorrelation($0.0, $0.1, rank: 0.3) }
        let groups = try CorrelatedGroup.groups(pairs)
        #expect(groups.map(\.names) == [["a", "d", "e"], ["b", "c"]])
        #expect(try CorrelatedGroup.groups(pairs.reversed()) == groups)
    }

    @Test func `correlations with an option that is left out go with it`() throws {
        let text = """
            vary:
            - {parameter: labelEffect, distribution: range}
            - {parameter: valueTail, distribution: range}
            - {parameter: "options.new.UK[0].from", distribution: {uniform: [2026, 2030]}}
            design:
              method: sobol
              runs: 8
              correlations:
              - {between: [labelEffect, valueTail], rank: 0.5}
              - {between: [labelEffect, "options.new.UK[0].from"], rank: 0.5}
            """
        let kept = try scene(text).scenario.selecting(["law"])
        #expect(
            kept.experiment.design?.correlations == [RankCorrelation("labelEffect", "valueTail", rank: 0.5)])
        #expect(try Sampler(kept).inputs.count == 2)
    }

    @Test func `a contradiction names those that have part in it`() {
        let pairs = [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9), ("c", "d", 0.2)]
        #expect(throws: CorrelatedGroup.Contradiction(names: ["a", "b", "c"])) {
            try CorrelatedGroup.groups(pairs.map { RankCorrelation($0.0, $0.1, rank: $0.2) })
        }
    }
}
