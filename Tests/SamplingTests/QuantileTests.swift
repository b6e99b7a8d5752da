import GSL
import Questions
import Sampling
import Testing

@Suite struct QuantileTests {
    private static let probabilities = [1e-9, 0.001, 0.1, 0.3, 0.5, 0.75, 0.99, 1 - 0x1p-30]
    /// scipy.stats.NAME(...).ppf(probabilities), SciPy 1.17.1.
    private static let references: [(Distribution, [Double])] = [
        // uniform(-1, 3)
        (
            .uniform(min: -1, max: 2),
            [
                -0.999999997, -0.997, -0.7, -0.10000000000000009, 0.5, 1.25, 1.9699999999999998,
                1.9999999972060323,
            ]
        ),
        // loguniform(0.1, 10)
        (
            .loguniform(min: 0.1, max: 10),
            [
                0.10000000046051702, 0.10046157902783955, 0.1584893192461114, 0.39810717055349737,
                1.0000000000000004, 3.162277660168381, 9.549925860214367, 9.999999957111017,
            ]
        ),
        // triang(0.25, 1, 4)
        (
            .triangular(min: 1, mode: 2, max: 5),
            [
                1.0000632455532035, 1.0632455532033676, 1.632455532033676, 2.1017246507621126,
                2.550510257216822, 3.267949192431123, 4.653589838486225, 4.999894284008327,
            ]
        ),
        // triang(0, 1, 4)
        (
            .triangular(min: 1, mode: 1, max: 5),
            [
                1.0000000020000002, 1.0020005002501562, 1.205266807797945, 1.6533598938636977,
                2.1715728752538097, 3.0, 4.6, 4.9998779296875,
            ]
        ),
        // beta(7/3, 11/3, 1, 3)
        (
            .pert(min: 1, mode: 2, max: 4),
            [
                1.000150554009969, 1.056982239454149, 1.4590830810294377, 1.8200465492438007,
                2.1274375210123635, 2.555990066157477, 3.4660604061274967, 3.993883953677327,
            ]
        ),
        // norm(1.5, 0.25)
        (
            .normal(mean: 1.5, sd: 0.25),
            [
                0.0005482462480783656, 0.7274419234580467, 1.17961210861385, 1.3688998718229897, 1.5,
                1.6686224375490204, 2.0815869685102104, 3.002338391382686,
            ]
        ),
        // lognorm(0.5, scale=exp(0.2))
        (
            .lognormal(meanOfLog: 0.2, sdOfLog: 0.5),
            [
                0.060876776971783335, 0.2605094471269003, 0.6435369824759133, 0.9396946881155932,
                1.2214027581601699, 1.7112855558277837, 3.9085792196182028, 24.647532221656224,
            ]
        ),
        // expon(scale=3)
        (
            .exponential(mean: 3),
            [
                3.0000000015000006e-09, 0.0030015010007506003, 0.3160815469734789, 1.0700248318161973,
                2.0794415416798357, 4.1588830833596715, 13.815510557964274, 62.383246250395075,
            ]
        ),
        // beta(2, 3)
        (
            .beta(a: 2, b: 3, min: 0, max: 1),
            [
                1.291005560032202e-05, 0.013022947370814273, 0.14255931671003072, 0.27238394207510536,
                0.3857275681323895, 0.5436782854190803, 0.859132457305454, 0.9993847095146984,
            ]
        ),
        // beta(0.5, 0.5)
        (
            .beta(a: 0.5, b: 0.5, min: 0, max: 1),
            [
                2.4674011002723396e-18, 2.4673990709169446e-06, 0.024471741852423214, 0.2061073738537634,
                0.4999999999999999, 0.8535533905932737, 0.9997532801828658, 1.0,
            ]
        ),
        // beta(0.05, 2)
        (
            .beta(a: 0.05, b: 2, min: 0, max: 1),
            [
                3.7688948287300857e-181, 3.76889482873003e-61, 3.768894828730013e-21, 1.3141323697989763e-11,
                3.594299429775784e-07, 0.0011965592652032956, 0.4983344609825237, 0.9998116526533779,
            ]
        ),
        // beta(30, 1.5)
        (
            .beta(a: 30, b: 1.5, min: 0, max: 1),
            [
                0.47635258276836, 0.7641979150589415, 0.9018185237968521, 0.9412162549045072,
                0.9616446477048035, 0.9801562477097462, 0.9981036435317413, 0.9999999618825577,
            ]
        ),
        // beta(1000, 2000)
        (
            .beta(a: 1000, b: 2000, min: 0, max: 1),
            [
                0.2831466253652637, 0.30707192667291117, 0.3223281608687401, 0.32879302774052166,
                0.3332962917247511, 0.33911831884051913, 0.35351121527124413, 0.3862057086967475,
            ]
        ),
        // beta(1, 1)
        (.beta(a: 1, b: 1, min: 0, max: 1), [1e-09, 0.001, 0.1, 0.3, 0.5, 0.75, 0.99, 0.9999999990686774]),
        // truncnorm(-1.9999999999999998, 2.0, 0.3, 0.1)
        (
            .truncatedNormal(mean: 0.3, sd: 0.1, min: 0.1, max: 0.5),
            [
                0.10000000176788781, 0.10173743794979823, 0.18159675333060948, 0.25015971175780616, 0.3,
                0.36391119108712733, 0.48480835395913313, 0.4999999983535262,
            ]
        ),
        // truncnorm(8.0, 9.0, 0, 1)
        (
            .truncatedNormal(mean: 0, sd: 1, min: 8, max: 9),
            [
                8.000000000123112, 8.000123170289084, 8.012960571504212, 8.043792130390242, 8.08488889901817,
                8.168898708564894, 8.54670368112742, 8.999999436499724,
            ]
        ),
        // truncnorm(-30.0, -20.0, 0, 1)
        (
            .truncatedNormal(mean: 0, sd: 1, min: -30, max: -20),
            [
                -21.008298933449712, -20.341627290984004, -20.1145173243646, -20.0599598224127,
                -20.03454167651402, -20.014343291896008, -20.000501263556515, -20.00000000004645,
            ]
        ),
        // truncnorm(-0.5, 9.5, 1, 2); the first two and the last, where SciPy has 7 digits, by mpmath with 40
        (
            .truncatedNormal(mean: 1, sd: 2, min: 0, max: 20),
            [
                3.928034988787305e-09, 0.0039261100910608365, 0.37686061341657195, 1.0801145958310536,
                1.7937423501790895, 2.8858032227177524, 5.923336629820172, 13.13778598929299,
            ]
        ),
    ]

    @Test(arguments: references)
    func `quantiles are SciPy's`(_ distribution: Distribution, _ values: [Double]) throws {
        let quantile = try Quantile(distribution, range: nil)
        for (u, value) in zip(Self.probabilities, values) {
            let found = quantile(u)
            #expect(
                abs(found - value) <= 2e-12 * abs(value) + 1e-15,
                "\(distribution) at \(u): \(found), not \(value)")
        }
    }

    /// scipy.stats.norm.ppf(p), SciPy 1.17.1.
    @Test(arguments: [
        (0x1p-53, -8.209536151601387), (1e-300, -37.0470962993612), (0.07, -1.4757910281791706),
        (0.93, 1.475791028179171), (0.0749999, -1.439532177375901),
    ])
    func `normal quantiles reach far into the tails`(_ p: Double, _ value: Double) {
        #expect(abs(NormalDistribution.quantile(p) - value) <= 1e-14 * abs(value))
    }

    @Test func `normal probabilities undo the quantiles on both sides`() {
        for k in 1...2000 {
            let p = Double(k) / 2001
            let z = NormalDistribution.quantile(p)
            let (below, above) = NormalDistribution.probabilities(z)
            #expect(abs(below - p) < 1e-15 && abs(above - (1 - p)) < 1e-15)
            #expect(abs(NormalDistribution.quantile(1 - p) + z) < 1e-14 * max(1, abs(z)))
        }
        for exponent in 1...900 {
            let p = Double(sign: .plus, exponent: -exponent, significand: 1)
            let below = NormalDistribution.probabilities(NormalDistribution.quantile(p)).below
            #expect(abs(below - p) < 1e-12 * p)
        }
    }

    @Test func `beta quantiles undo their distribution function where the library's own search fails`() {
        // about (1e-9)^(1/0.01) = 1e-900, which no double holds
        #expect((0..<1e-300).contains(betaQuantile(1e-9, 0.01, 5)))
        for (a, b) in [(0.02, 0.02), (0.3, 900), (1e4, 0.5), (5e5, 5e5), (1, 1e-2)] {
            var last = 0.0
            for k in 1...99 {
                let x = betaQuantile(Double(k) / 100, a, b)
                #expect(x >= last && x <= 1, "beta(\(a), \(b)) at \(k) %")
                last = x
            }
        }
    }

    @Test func `every quantile rises and stays within its ends`() throws {
        let range = (range: 0.25...4.0, isFactor: true)
        let distributions: [(Distribution, ClosedRange<Double>)] = [
            (.range, 0.25...4), (.uniform(min: -1, max: 0.1), -1...0.1),
            (.loguniform(min: 0x1p-1060, max: 7), 0...7),
            (.triangular(min: 0, mode: 0.3, max: 0.3), 0...0.3), (.pert(min: 0, mode: 0, max: 1), 0...1),
            (.truncatedNormal(mean: 0, sd: 1, min: -37, max: 37), -37...37),
            (.beta(a: 0.1, b: 0.1, min: 2, max: 3), 2...3),
            (.normal(mean: 0, sd: 1e308), -.greatestFiniteMagnitude ... .greatestFiniteMagnitude),
            (.lognormal(meanOfLog: 700, sdOfLog: 100), 0 ... .greatestFiniteMagnitude),
            (.exponential(mean: 1e308), 0 ... .greatestFiniteMagnitude),
        ]
        for (distribution, ends) in distributions {
            let quantile = try Quantile(distribution, range: range)
            var last = -Double.infinity
            let inner = (1...199).map { Double($0) / 200 }
            for u in [0x1p-53, 1e-12] + inner + [1 - 1e-12, 1 - 0x1p-53] {
                let x = quantile(u)
                #expect(x.isFinite && x >= last && ends.contains(x), "\(distribution) at \(u): \(x)")
                last = x
            }
        }
    }

    @Test func `discrete draws come with their weights, in the order of the values`() throws {
        let values = [(3.0, 1.0), (1.0, 2.0), (2.0, 5.0)].map { WeightedValue(value: $0.0, weight: $0.1) }
        let quantile = try Quantile(.discrete(values), range: nil)
        #expect([0.01, 0.25, 0.26, 0.87, 0.88, 0.999].map { quantile($0) } == [1, 1, 2, 2, 3, 3])
        #expect(try Quantile(.discrete(values.reversed()), range: nil) == quantile)
    }

    @Test func `a truncated normal with nothing between its ends is an error`() {
        #expect(throws: Quantile.NothingBetween.self) {
            try Quantile(.truncatedNormal(mean: 0, sd: 1, min: 50, max: 60), range: nil)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `samples pass the test of Kolmogorov and Smirnov`(seed: UInt64) throws {
        let generator = Generator(seed: seed, path: "x")
        let uniform = (0..<20_000).map { generator.uniform($0, .draw) }
        func check(_ distribution: Distribution, _ cdf: (Double) -> Double) throws {
            let quantile = try Quantile(distribution, range: nil)
            #expect(
                kolmogorovSmirnov(uniform.map { quantile($0) }, cdf) < 1.95, "seed \(seed): \(distribution)")
        }
        try check(.triangular(min: 0, mode: 1, max: 3)) { $0 < 1 ? $0 * $0 / 3 : 1 - (3 - $0) * (3 - $0) / 6 }
        // beta(2, 3) and beta(2, 4): polynomials
        try check(.beta(a: 2, b: 3, min: 0, max: 1)) { $0 * $0 * (6 - 8 * $0 + 3 * $0 * $0) }
        try check(.pert(min: 0, mode: 0.25, max: 1)) {
            $0 * $0 * (10 - 20 * $0 + 15 * $0 * $0 - 4 * $0 * $0 * $0)
        }
        try check(.normal(mean: 2, sd: 3)) { NormalDistribution.probabilities(($0 - 2) / 3).below }
    }
}
