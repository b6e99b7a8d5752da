import Scenarios
import Testing

/// One broken file for each mistake in what a sweep varies and keeps, with the whole message.
struct ExperimentMistakeTests {
    private static let law = "options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}\n"

    private func messages(_ text: String) throws -> [String] {
        let folder = try TemporaryFolder()
        return folder.messages(Self.law + text)
    }

    @Test(arguments: [
        (
            "parameter: qualityExponnt, grid: [1]",
            "2:20: vary[0].parameter: qualityExponnt: unknown key, did you mean qualityExponent?"
        ),
        (
            "parameter: a b, grid: [1]",
            "2:20: vary[0].parameter: \"a b\" is not a path, expected name.key or name[0].key"
        ),
        ("parameter: qualityExponent", "2:8: vary[0]: must have either distribution or grid"),
        ("parameter: qualityExponent, grid: []", "2:43: vary[0].grid: must have at least one number"),
        (
            "parameter: qualityExponent, grid: [21]",
            "2:44: vary[0].grid[0]: must be at least 0 and at most 20, found 21"
        ),
        (
            "parameter: qualityExponent, grid: [1, 1.0, 2]",
            "2:47: vary[0].grid[1]: repeated value 1"
        ),
        ("parameter: baseYear, grid: [2025]", "2:20: vary[0].parameter: baseYear: cannot be varied"),
        (
            "parameter: trainingWeight.music, grid: [0.1]",
            "2:20: vary[0].parameter: trainingWeight.music: cannot be varied, its shares must sum to 1"
        ),
        (
            "parameter: sizeBands.micro, grid: [0.1]",
            "2:20: vary[0].parameter: sizeBands.micro: cannot be varied, its shares must sum to 1"
        ),
        (
            "parameter: substitution.musik, grid: [2]",
            "2:20: vary[0].parameter: substitution.musik: unknown entry musik, expected music, audiovisual, books, news, visual or games, did you mean music?"
        ),
        (
            "parameter: qualityExponent.*, grid: [1]",
            "2:20: vary[0].parameter: qualityExponent.*: is one number and has no entries"
        ),
        (
            "parameter: 'options.nu.UK[0].from', grid: [2026]",
            "2:20: vary[0].parameter: options.nu.UK[0].from: unknown option nu, expected law or new"
        ),
        (
            "parameter: 'options.new.UK[1].from', grid: [2026]",
            "2:20: vary[0].parameter: options.new.UK[1].from: there is no [1], UK has 1 step"
        ),
        (
            "parameter: 'options.new.UK[0].regime', grid: [1]",
            "2:20: vary[0].parameter: options.new.UK[0].regime: is no number, expected from, over or with.LEVER of the step"
        ),
        (
            "parameter: 'options.new.UK[0].from', grid: [2024]",
            "2:53: vary[0].grid[0]: must be at least 2025 and at most 2040, found 2024"
        ),
        (
            "parameter: aiPotentialGrowth, distribution: range",
            "2:53: vary[0].distribution: has no default range, expected a distribution such as {uniform: [min, max]}"
        ),
        (
            "parameter: qualityExponent, distribution: 3",
            "2:51: vary[0].distribution: must be range or a map such as {uniform: [min, max]}, found \"3\""
        ),
        (
            "parameter: qualityExponent, distribution: {unifrm: [1, 2]}",
            "2:52: vary[0].distribution.unifrm: unknown distribution, expected uniform, loguniform, triangular, pert, normal, truncatedNormal, lognormal, beta, exponential, discrete or range, did you mean uniform?"
        ),
        (
            "parameter: qualityExponent, distribution: {uniform: [1]}",
            "2:61: vary[0].distribution.uniform: must be [min, max], found 1 number"
        ),
        (
            "parameter: qualityExponent, distribution: {uniform: [2, 1]}",
            "2:61: vary[0].distribution.uniform: min must be below max, found 2 and 1"
        ),
        (
            "parameter: qualityExponent, distribution: {uniform: [1, 21]}",
            "2:65: vary[0].distribution.uniform[1]: must be at least 0 and at most 20, found 21"
        ),
        (
            "parameter: qualityExponent, distribution: {loguniform: [0, 1]}",
            "2:64: vary[0].distribution.loguniform: min must be above 0, found 0"
        ),
        (
            "parameter: qualityExponent, distribution: {pert: [1, 3, 2]}",
            "2:58: vary[0].distribution.pert: mode must lie between min and max, found 3"
        ),
        (
            "parameter: qualityExponent, distribution: {normal: [1, 0]}",
            "2:60: vary[0].distribution.normal: sd must be above 0, found 0"
        ),
        (
            "parameter: compare.discountRate, grid: [-0.05]",
            "2:49: vary[0].grid[0]: must be at least 0 and at most 1 (1/yr), found -0.05"
        ),
        (
            "parameter: qualityExponent, distribution: {beta: [0, 1, 0, 1]}",
            "2:58: vary[0].distribution.beta: a must be above 0, found 0"
        ),
        (
            "parameter: qualityExponent, distribution: {exponential: [0]}",
            "2:65: vary[0].distribution.exponential: mean must be above 0, found 0"
        ),
        (
            "parameter: qualityExponent, distribution: {discrete: {1: 0}}",
            "2:66: vary[0].distribution.discrete.1: must be above 0 and at most 1000000000, found 0"
        ),
        (
            "parameter: qualityExponent, distribution: {discrete: {99: 1}}",
            "2:63: vary[0].distribution.discrete.99: must be at least 0 and at most 20, found 99"
        ),
    ])
    func `what varies`(_ text: String, _ message: String) throws {
        #expect(try messages("vary: [{\(text)}]") == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        ("qualityExponent", "qualityExponent", "qualityExponent is varied twice"),
        (
            "substitution", "substitution.music",
            "substitution.music moves a number that substitution moves too"
        ),
        (
            "discountRate", "compare.discountRate",
            "compare.discountRate moves a number that discountRate moves too"
        ),
    ])
    func `a number that varies twice`(_ first: String, _ second: String, _ message: String) throws {
        let values = first == "substitution" ? "[2]" : "[0.5]"
        let found = try messages(
            "vary:\n- {parameter: \(first), grid: \(values)}\n- {parameter: \(second), grid: \(values)}")
        #expect(found == ["scenario.yaml:4:15: vary[1].parameter: \(message)"])
    }

    @Test func `draws of rights blocks may fall below one`() throws {
        #expect(
            try messages("vary: [{parameter: rightsBlocks.music, distribution: {uniform: [0.5, 3]}}]") == [])
    }

    @Test(arguments: [
        ("{runs: 3}", "2:9: design: missing key method, or points for a file"),
        (
            "{method: sobl, runs: 3}",
            "2:18: design.method: must be a method, found \"sobl\", expected grid, lhs, sobol, halton or montecarlo, did you mean sobol?"
        ),
        ("{method: sobol}", "2:9: design: missing key runs"),
        (
            "{method: sobol, runs: 0}",
            "2:31: design.runs: must be a whole number of at least 1 and at most 1000000000, found 0"
        ),
        (
            "{method: sobol, runs: 1, seed: -1}",
            "2:40: design.seed: must be a whole number of at least 0 and at most 18446744073709551615, found \"-1\""
        ),
        (
            "{method: sobol, runs: 1, seed: 18446744073709551616}",
            "2:40: design.seed: must be a whole number of at least 0 and at most 18446744073709551615, found \"18446744073709551616\""
        ),
        ("{method: grid, runs: 1}", "2:30: design.runs: a grid alone has no runs to draw"),
        ("{points: a.csv, runs: 1}", "2:31: design.runs: stands beside points, which give the design"),
        (
            "{points: a.csv, correlations: []}",
            "2:39: design.correlations: stands beside points, which give the design"
        ),
        (
            "{method: lhs, runs: 3}\nvary: [{parameter: labelEffect, grid: [0, 0.1]}]",
            "2:18: design.method: there is nothing to draw, every parameter of vary has a grid, expected method: grid"
        ),
        (
            "{method: grid}\nvary: [{parameter: labelEffect, distribution: range}]",
            "2:18: design.method: a grid has no draws for labelEffect, expected another method or a grid of its values"
        ),
    ])
    func `design`(_ text: String, _ message: String) throws {
        #expect(try messages("design: \(text)") == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        ("[{between: [labelEffect, valueTail]}]", "5:49: design.correlations[0]: missing key rank"),
        (
            "[{between: [labelEffect, valueTail], rank: 1}]",
            "5:91: design.correlations[0].rank: must be above -1 and below 1, found 1"
        ),
        (
            "[{between: [labelEffect], rank: 0.5}]",
            "5:59: design.correlations[0].between: must be two paths of vary, such as [substitution, valueTail]"
        ),
        (
            "[{between: [labelEffect, valuTail], rank: 0.5}]",
            "5:73: design.correlations[0].between[1]: \"valuTail\" is not drawn, expected labelEffect, valueTail, userSurplus or marketMaturity, did you mean valueTail?"
        ),
        (
            "[{between: [labelEffect, marketMaturity], rank: 0.5}]",
            "5:73: design.correlations[0].between[1]: marketMaturity has a grid and is not drawn, expected a distribution"
        ),
        (
            "[{between: [labelEffect, labelEffect], rank: 0.5}]",
            "5:59: design.correlations[0].between: labelEffect is correlated with itself"
        ),
        (
            "[{between: [labelEffect, valueTail], rank: 0.5}, {between: [valueTail, labelEffect], rank: 0.5}]",
            "5:97: design.correlations[1]: valueTail and labelEffect are correlated twice"
        ),
        (
            "[{between: [labelEffect, valueTail], rank: 0.9}, {between: [valueTail, userSurplus], rank: 0.9}, {between: [labelEffect, userSurplus], rank: -0.9}]",
            "5:48: design.correlations: no numbers have these ranks of labelEffect, userSurplus, valueTail, their matrix is not positive definite, expected correlations nearer to 0"
        ),
    ])
    func `correlations`(_ text: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        let found = folder.messages(
            """
            options: {law: {}}
            vary: [{parameter: labelEffect, distribution: range}, {parameter: valueTail, distribution: range},
              {parameter: userSurplus, distribution: range}, {parameter: marketMaturity, grid: [0.5]}]

            design: {method: sobol, runs: 8, correlations: \(text)}
            """)
        #expect(found == ["scenario.yaml:" + message])
    }

    @Test(arguments: [
        ("{place: UK, year: 2030}", "2:15: outcomes.x: missing key variable"),
        ("{variable: burden, place: UK}", "2:15: outcomes.x: must have either year or aggregate"),
        (
            "{variable: burdn, place: UK, year: 2030}",
            "2:26: outcomes.x.variable: must be a variable, found \"burdn\", did you mean burden?"
        ),
        (
            "{variable: burden, place: FR, year: 2030}",
            "2:41: outcomes.x.place: must be a place, found \"FR\", expected UK, EU, US, CN, ROW or World"
        ),
        (
            "{variable: burden, place: World, year: 2030}",
            "2:41: outcomes.x.place: burden does not add up over the World, expected UK, EU, US, CN or ROW"
        ),
        (
            "{variable: burden, place: UK, sector: music, year: 2030}",
            "2:53: outcomes.x.sector: burden has no sectors"
        ),
        (
            "{variable: works, place: UK, year: 2030}",
            "2:15: outcomes.x: missing key sector, works does not add up over sectors"
        ),
        (
            "{variable: burden, place: UK, year: 2041}",
            "2:51: outcomes.x.year: must be at least 2025 and at most 2040, found 2041"
        ),
        (
            "{variable: burden, place: UK, aggregate: total}",
            "2:56: outcomes.x.aggregate: must be an aggregate, found \"total\", expected presentValue, sum, mean, peak, yearOfPeak or crossing"
        ),
        (
            "{variable: burden, place: UK, aggregate: crossing}",
            "2:15: outcomes.x: missing key above, the value that is crossed"
        ),
        (
            "{variable: burden, place: UK, year: 2030, above: 1}",
            "2:64: outcomes.x.above: is for aggregate: crossing only"
        ),
        (
            "{variable: burden, place: UK, year: 2030, against: old}",
            "2:66: outcomes.x.against: must be an option, found \"old\", expected law or new"
        ),
    ])
    func `outcomes`(_ text: String, _ message: String) throws {
        #expect(try messages("outcomes: {x: \(text)}") == ["scenario.yaml:" + message])
    }
}
