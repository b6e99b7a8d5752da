import Questions
import Sampling
import Scenarios
import Testing

@Suite struct SamplerTests {
    private static let methods = ["lhs", "sobol", "halton", "montecarlo"]
    private static let lines = [
        "- {parameter: qualityExponent, distribution: range}",
        "- {parameter: rightsBlocks.*, distribution: range}",
        "- {parameter: valueTail, distribution: {pert: [1.2, 1.6, 3]}}",
        "- {parameter: \"options.new.UK[0].from\", distribution: {uniform: [2026, 2030]}}",
        "- {parameter: marketMaturity, grid: [0.2, 0.5, 0.9]}",
        "- {parameter: labelEffect, grid: [0, 0.1]}",
    ]

    private static func text(_ lines: [String], _ method: String, correlated: Bool = false) -> String {
        let correlations =
            correlated
            ? ", correlations: [{between: [valueTail, qualityExponent], rank: 0.6}, {between: [rightsBlocks.news, valueTail], rank: -0.3}]"
            : ""
        return
            "vary:\n\(lines.joined(separator: "\n"))\ndesign: {method: \(method), runs: 64, seed: 3\(correlations)}\n"
    }

    @Test(arguments: methods, [false, true])
    func `the order of vary decides that of the columns and nothing else`(
        _ method: String, _ correlated: Bool
    ) throws {
        let one = try sampler(Self.text(Self.lines, method, correlated: correlated))
        let other = try sampler(Self.text(Self.lines.reversed(), method, correlated: correlated))
        #expect(one.count == 64 * 6 && other.count == one.count)
        #expect(one.inputs.map(\.name).sorted() == other.inputs.map(\.name).sorted())
        #expect(one.inputs.first?.name == "qualityExponent" && other.inputs.first?.name == "labelEffect")
        for input in one.inputs { #expect(try one.column(input.name) == other.column(input.name)) }
    }

    /// Of a value with probability 1 in 40: 119 draws or fewer lack it in more than one of twenty samples.
    @Test(arguments: methods, [119, 120])
    func `a value that the draws may not reach is told`(_ method: String, _ runs: Int) throws {
        let rare = try sampler(
            "vary: [{parameter: labelEffect, distribution: {discrete: {0: 39, 0.2: 1}}}]\n"
                + "design: {method: \(method), runs: \(runs)}\n")
        let told = "labelEffect is 0.2 in about one of 40 draws, of which \(runs) may have none"
        #expect(rare.notes.contains(told) == (runs < 120))
        // a Latin hypercube of so many has some for sure
        if runs == 120, method == "lhs" { #expect(Set(try rare.column("labelEffect")) == [0, 0.2]) }
    }

    @Test(arguments: methods)
    func `draws do not depend on which were made before, nor on the thread`(_ method: String) async throws {
        let sampler = try sampler(Self.text(Self.lines, method, correlated: true))
        let rows = (0..<sampler.count).map(sampler.row)
        for point in [383, 5, 5, 100] { #expect(sampler.row(point) == rows[point]) }
        await withTaskGroup { group in
            for point in rows.indices { group.addTask { (point, sampler.row(point)) } }
            for await (point, row) in group { #expect(row == rows[point]) }
        }
    }

    @Test func `independent draws depend on seed, point and path alone`() throws {
        let many = try sampler(Self.text(Self.lines, "montecarlo")).column("qualityExponent")
        let alone = try sampler(Self.text([Self.lines[0]], "montecarlo")).column("qualityExponent")
        #expect(alone == stride(from: 0, to: many.count, by: 6).map { many[$0] })
        let more = try sampler(
            "vary:\n\(Self.lines[0])\ndesign: {method: montecarlo, runs: 100000, seed: 3}"
        ).column("qualityExponent")
        #expect(alone == Array(more.prefix(64)))
        let reseeded = try sampler("vary:\n\(Self.lines[0])\ndesign: {method: montecarlo, runs: 64, seed: 4}")
        #expect(try Set(alone).isDisjoint(with: reseeded.column("qualityExponent")))
    }

    /// From the independent implementation: `python3 Tests/Oracle/draws.py 7 qualityExponent METHOD 8 0`. No change of the
    /// generator goes unseen: a new one needs a new version.
    @Test(arguments: [
        ("montecarlo", [0.784345548338233, 0.6643982548783859, 0.9697623652185513]),
        ("lhs", [0.13730867395976204, 0.7823622794282039, 0.5687796058747445]),
        ("sobol", [0.8195619752648503, 0.12119638109125586, 0.4589791688366974]),
        ("halton", [0.7521529920416201, 0.25215299204162017, 0.5021529920416201]),
    ])
    func `the first numbers of every design are those of its description`(
        _ method: String, _ draws: [Double]
    ) throws {
        #expect(Generator.version == "equipoise-1")
        let sampler = try sampler(
            """
            vary: [{parameter: qualityExponent, distribution: {uniform: [0, 1]}}]
            design: {method: \(method), runs: 8, seed: 7}
            """)
        for (found, draw) in zip(try sampler.column("qualityExponent"), draws) {
            #expect(abs(found - draw) < 2e-16)
        }
    }

    /// `python3 Tests/Oracle/draws.py 18446744073709551615 substitution.music METHOD 3 40`.
    @Test func `so are those of a late dimension and the largest seed`() {
        let generator = Generator(seed: .max, path: "substitution.music")
        let sobol = SobolDimension(40, generator)
        let halton = HaltonDimension(40, generator)
        #expect((0..<3).map(sobol.uniform) == [0.652104756204788, 0.16486332505377133, 0.937135210633031])
        for (point, value) in [0.07580543067542583, 0.846755151345817, 0.4110009614016828].enumerated() {
            #expect(abs(halton.uniform(point) - value) < 2e-16)
        }
    }

    @Test func `a grid is crossed in the order of its paths, the last fastest`() throws {
        let sampler = try sampler(
            Self.text(Array(Self.lines.suffix(2)), "grid").replacing(", runs: 64", with: ""))
        #expect(sampler.count == 6)
        #expect(try sampler.column("labelEffect") == [0, 0, 0, 0.1, 0.1, 0.1])
        #expect(try sampler.column("marketMaturity") == [0.2, 0.5, 0.9, 0.2, 0.5, 0.9])
        let byDefault = try Sampler(scene("vary:\n\(Self.lines[4])").scenario)
        #expect(try byDefault.column("marketMaturity") == [0.2, 0.5, 0.9])
    }

    @Test func `all cells of a grid share the draws of a sampled point`() throws {
        let sampler = try sampler(Self.text(Self.lines, "sobol"))
        let draws = try sampler.column("qualityExponent")
        for point in draws.indices { #expect(draws[point] == draws[point / 6 * 6]) }
        #expect(Set(draws).count == 64)
    }

    @Test(arguments: ["sobol", "halton", "montecarlo"])
    func `points beyond 2^32 can be drawn`(_ method: String) throws {
        let cells = (0..<5).map { "0.0\($0)" }.joined(separator: ", ")
        let sampler = try sampler(
            "vary:\n\(Self.lines[0])\n- {parameter: labelEffect, grid: [\(cells)]}\ndesign: {method: \(method), runs: 1000000000}"
        )
        #expect(sampler.count == 5_000_000_000)
        let (one, other) = (sampler.row(4_999_999_999), sampler.row(4_999_999_999 - (1 << 32)))
        #expect((0.6...1.8).contains(one[0]) && one[1] == 0.04 && one[0] != other[0])
    }

    @Test func `a range is uniform in values or logarithmic in factors`() throws {
        let sampler = try sampler(Self.text(Array(Self.lines.prefix(2)), "lhs"))
        #expect(sampler.inputs.map(\.name).prefix(2) == ["qualityExponent", "rightsBlocks.music*"])
        #expect(sampler.inputs.map(\.isFactor) == [false] + Array(repeating: true, count: 6))
        let values = try sampler.column("qualityExponent").sorted()
        let factors = try sampler.column("rightsBlocks.news*").sorted()
        for stratum in 0..<64 {
            let (low, high) = (Double(stratum) / 64, Double(stratum + 1) / 64)
            #expect(((0.6 + 1.2 * low - 1e-12)...(0.6 + 1.2 * high + 1e-12)).contains(values[stratum]))
            // 0.5 to 2: two doublings
            let exponent = naturalLogarithm(factors[stratum]) / naturalLogarithm(2)
            #expect(((2 * low - 1 - 1e-12)...(2 * high - 1 + 1e-12)).contains(exponent))
        }
    }

    @Test func `what is no power of two is noted for Sobol' points`() throws {
        let text = Self.text([Self.lines[0]], "sobol")
        #expect(try sampler(text).notes == [])
        #expect(
            try sampler(text.replacing("runs: 64", with: "runs: 100")).notes == [
                "design.runs: 100 Sobol' points are less even than a power of 2, such as 64 or 128"
            ])
    }

    @Test(arguments: [
        ("design: {method: sobol, runs: 4}", "vary: names nothing, expected a list of parameters"),
        (
            "vary: [{parameter: labelEffect, distribution: range}]",
            "design: missing key, expected a design such as {method: sobol, runs: 1024}"
        ),
        (
            "vary: [{parameter: valueTail, distribution: {truncatedNormal: [1e4, 1, 1.5, 2]}}]\ndesign: {method: lhs, runs: 3}",
            "vary[0].distribution: valueTail has no probability between min and max, they are too far from the mean"
        ),
        (
            """
            vary: [{parameter: valueTail, distribution: range}, {parameter: labelEffect, distribution: range}]
            design: {method: lhs, runs: 10000000, correlations: [{between: [valueTail, labelEffect], rank: 0.1}]}
            """,
            "design.runs: a Latin hypercube with correlations is kept in memory, expected at most 8388608 runs for 2 correlated numbers, or method: sobol, halton or montecarlo"
        ),
        (
            """
            vary: [{parameter: valueTail, distribution: range}, {parameter: labelEffect, distribution: range}]
            design: {method: lhs, runs: 1, correlations: [{between: [valueTail, labelEffect], rank: 0.1}]}
            """,
            "design.runs: 1 are too few to correlate 2 numbers"
        ),
    ])
    func `what gives no points is an error`(_ text: String, _ message: String) throws {
        let scenario = try scene(text).scenario
        do {
            _ = try Sampler(scenario)
            Issue.record("no error")
        } catch {
            #expect("\(error)" == message)
        }
    }
}
