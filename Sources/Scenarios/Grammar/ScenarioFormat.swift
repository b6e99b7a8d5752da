/// What a scenario file may hold, map by map, with an example of each.
package struct ScenarioFormat: Sendable {
    /// Where the keys stand: `options.NAME.PLACE[i]`; empty for the file itself.
    package let path: String
    package let keys: [KeyDescription]
    /// Sections of a file which together have every key.
    package let examples: [String]

    private init(_ path: String, _ map: MapShape, _ examples: String...) {
        self.path = path
        keys = map.keys
        self.examples = examples
    }

    package static let all: [ScenarioFormat] = [
        ScenarioFormat(
            "", ScenarioForm.form.shape,
            """
            name: consent
            title: What asking for consent would change
            extends: baseline
            """,
            """
            set:
              adoptionHalfQuality: 1.4
              substitution.music: 2.5
              directLicenceCost*: 0.5
              regimes.permission.enforcement: 0.6
            """),
        ScenarioFormat(
            "horizon", HorizonReader.form.shape,
            """
            horizon:
              end: 2040
              step: 0.5
            """),
        ScenarioFormat(
            "options.NAME.PLACE[i]", OptionsReader.step.shape,
            """
            options:
              status-quo: {}
              consent:
                UK:
                  - {from: 2027, over: 2, regime: permission}
                  - {from: 2030, with: {enforcement: 0.8, transparency: 0.5}}
                EU:
                  - {from: 2028, over: 1, regime: permission, with: {reach: 0.2}}
            """),
        ScenarioFormat(
            "compare", ComparisonReader.form.shape,
            """
            compare:
              against: status-quo
              from: 2027
              years: 10
              discountRate: 0.035
            """),
        ScenarioFormat(
            "solver", SolverReader.form.shape,
            """
            solver:
              method: rkf45
              tolerance: 1e-9
            """),
        ScenarioFormat(
            "vary[i]", VariationsReader.form.shape,
            """
            vary:
              - {parameter: qualityExponent, distribution: range}
              - {parameter: userSurplus, distribution: {uniform: [0.5, 2]}}
              - {parameter: directLicenceCost*, distribution: {loguniform: [0.5, 2]}}
              - {parameter: "options.consent.UK[0].from", grid: [2027, 2029]}
            """),
        ScenarioFormat(
            "design", DesignReader.form.shape,
            """
            design:
              method: sobol
              runs: 256
              seed: 7
              correlations: [{between: [qualityExponent, userSurplus], rank: 0.4}]
            """,
            """
            design:
              points: points.csv
            """),
        ScenarioFormat(
            "design.correlations[i]", CorrelationsReader.form.shape,
            """
            design:
              method: lhs
              runs: 100
              correlations:
                - {between: [qualityExponent, userSurplus], rank: -0.3}
            """),
        ScenarioFormat(
            "outcomes.NAME", OutcomesReader.form.shape,
            """
            outcomes:
              music: {variable: human_revenue, place: UK, sector: music, year: 2035}
              creators: {variable: gain_creators, place: World, aggregate: presentValue, enough: -1}
              more-music: {variable: human_revenue, place: UK, sector: music, aggregate: mean, against: status-quo}
              half-adopted: {variable: ai_adoption, place: UK, aggregate: crossing, above: 0.5}
            """),
        ScenarioFormat("claims[i]", ClaimsReader.form.shape, claims),
        ScenarioFormat("claims[i].all[i]", ClaimsReader.test.shape, claims),
        ScenarioFormat(
            "solve, of one number", SolveReader.breakEven.shape,
            """
            solve:
              vary: "options.consent.UK[1].with.enforcement"
              between: [0.1, 1]
              outcome: creators
              equals: 0
              option: consent
              against: status-quo
              over: {quantile: 0.1}
              seed: 3
            """),
        ScenarioFormat(
            "solve, of several", SolveReader.best.shape,
            """
            solve:
              levers:
                "options.consent.UK[1].with.enforcement": [0, 1]
                "options.consent.UK[1].with.transparency": [0, 1]
              maximise: [creators]
              subjectTo: ["music >= 1"]
              starts: 8
              option: consent
              against: status-quo
              over: mean
              seed: 3
            """,
            """
            solve:
              levers:
                "options.consent.UK[1].with.enforcement": [0, 1]
              maximise: [creators]
              minimise: [half-adopted]
              population: 40
              generations: 60
              option: consent
            """),
        ScenarioFormat("game", GameReader.form.shape, game),
        ScenarioFormat("game.strategies, of a lever", GameReader.grid.shape, game),
        ScenarioFormat(
            "game.payoff", OutcomesReader.payoff.shape, game,
            """
            game:
              players: [UK, EU]
              strategies: [status-quo, permission]
              from: 2027
              payoff: {variable: human_revenue, sector: music, year: 2035}
            """),
        ScenarioFormat(
            "calibrate", EvidenceReader.calibrate.shape,
            """
            calibrate:
              observations: observations.csv
              from: 2025
              parameters:
                - adoptionImitation
                - {parameter: initialReservation.news, distribution: {uniform: [0.3, 0.8]}}
              option: status-quo
              holdOut: {from: 2026}
              steps: 100
              draws: 4096
              keep: 512
              seed: 7
            """),
        ScenarioFormat(
            "backtest", EvidenceReader.backtest.shape,
            """
            backtest:
              observations: observations.csv
              from: 2025
              option: status-quo
              thresholds: {coverage90: ">= 0.75", skillAgainstNoChange: "> 0"}
            """),
    ]

    private static let claims = """
        claims:
          - id: creators-lose
            wording: Consent leaves creators worse off
            by: developers
            source: an example
            outcome: creators
            option: consent
            against: status-quo
            holds: "< 0"
          - id: music-gains
            wording: Music earns more, and more for each pound of its creators
            by: owners
            source: an example
            all:
              - {outcome: [music], option: consent, against: status-quo, change: relative, holds: "> 0.01"}
              - {outcome: music, per: creators, option: consent, holds: "> 0"}
        """

    private static let game = """
        game:
          players: [UK, EU]
          strategies:
            UK: [status-quo, permission, freeUse]
            EU: {lever: enforcement, grid: [0.2, 0.6, 1], regime: permission}
          from: 2027
          over: 2
          background: status-quo
          payoff:
            UK: {variable: gain_total, aggregate: presentValue}
            EU: [{variable: gain_creators, aggregate: presentValue}, {variable: gain_developers, aggregate: presentValue}]
          world: {variable: gain_total, aggregate: presentValue}
          indifference: 1e-5
        """

    // MARK: - The page

    /// The reference page, in Markdown.
    package static var page: String {
        """
        # Scenario format

        Every key of a scenario file, what is written behind it, and what stands for it where it is not given.

        ## Overview

        A scenario is one YAML file. It extends the embedded world `baseline`, a world file or another scenario, whose maps it adds to; of \
        every number it says only what differs. `equipoise check` reports all mistakes with line and column, `equipoise show` prints a \
        scenario with the origin of each value, and `equipoise list keys` prints the tables of this page as CSV. Values of the world that \
        `set`, `vary` and `solve` name are listed by `equipoise list parameters`, levers by `equipoise list levers`. Each example \
        below is a part of one scenario, which the tests run.


        """ + all.map(\.section).joined(separator: "\n")
    }

    private var section: String {
        let title = path.isEmpty ? "The file" : "`\(path.prefix { $0 != "," })`\(path.drop { $0 != "," })"
        let rows = keys.map { key in
            let fallback = key.isRequired ? "*required*" : key.fallback ?? ""
            return "| `\(key.name)` | \(key.meaning) | \(key.kind) | \(fallback) |".replacing(
                "<, <=", with: "`<`, `<=`")
        }
        return """
            ## \(title)

            | key | meaning | written as | if not given |
            |---|---|---|---|
            \(rows.joined(separator: "\n"))

            \(examples.map { "```yaml\n\($0)\n```\n" }.joined(separator: "\n"))
            """
    }
}
