import Declarations
package import Simulation

/// A scenario as YAML with everything written out.
package enum ScenarioDescription {
    /// The name by which a resolved scenario extends its world.
    package static let worldFile = "world.resolved.yaml"

    /// A scenario file that gives the same scenario again, beside the file of its world.
    ///
    /// - Parameters:
    ///   - world: the name by which the world is found there.
    ///   - points: the name by which the design's file of points is found there, if it has one.
    package static func resolved(
        _ scenario: Scenario, world: String = worldFile, points: String? = nil
    ) -> String {
        YAMLValue.map(entries(scenario, extends: world, points: points)).document()
    }

    static func entries(
        _ scenario: Scenario, extends: String, points: String?
    ) -> [(key: String, value: YAMLValue)] {
        let experiment = scenario.experiment
        var entries: [(key: String, value: YAMLValue)] = [("name", .text(scenario.name))]
        if let title = scenario.title { entries.append(("title", .text(title))) }
        entries.append(("extends", .text(extends)))
        entries.append(
            (
                "horizon",
                .map([("end", .number(scenario.horizon.end)), ("step", .number(scenario.horizon.step))])
            ))
        let places = scenario.world.jurisdictions
        entries.append(("options", .map(scenario.options.map { ($0.name, option($0, places)) })))
        entries.append(("compare", comparison(scenario.comparison)))
        entries.append(
            (
                "solver",
                .map(
                    [("method", .text(scenario.solver.method.rawValue))]
                        + (scenario.solver.tolerance.map { [("tolerance", .number($0))] } ?? []))
            ))
        entries.append(("vary", .list(experiment.variations.map(variation))))
        if let points {
            entries.append(("design", .map([("points", .text(points))])))
        } else if let design = experiment.design {
            entries.append(("design", self.design(design)))
        }
        // the defaults follow the horizon, so that a resolved scenario can be run over another
        if experiment.outcomes != OutcomesReader.defaults(scenario.world, scenario.horizon) {
            entries.append(("outcomes", .map(experiment.outcomes.map { ($0.name, outcome($0)) })))
        }
        if !experiment.claims.isEmpty {
            entries.append(("claims", .list(experiment.claims.map(claim))))
        }
        if let question = experiment.solve { entries.append(("solve", solve(question))) }
        if let game = experiment.game { entries.append(("game", self.game(game))) }
        if let calibration = experiment.calibration {
            entries.append(("calibrate", self.calibration(calibration)))
        }
        if let backtest = experiment.backtest { entries.append(("backtest", self.backtest(backtest))) }
        return entries
    }

    private static func option(_ option: PolicyOption, _ places: [String]) -> YAMLValue {
        .map(
            zip(places, option.steps).filter { !$0.1.isEmpty }.map { place, steps in
                (place, .list(steps.map(step)))
            })
    }

    private static func step(_ step: StepSettings) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = [
            ("from", .number(step.from)), ("over", .number(step.over)),
        ]
        if let regime = step.regime { entries.append(("regime", .text(regime))) }
        let with = levers(step.with)
        if !with.isEmpty || step.regime == nil { entries.append(("with", .map(with))) }
        return .map(entries)
    }

    static func levers(_ settings: LeverSettings) -> [(key: String, value: YAMLValue)] {
        Lever.allCases.compactMap { lever in settings[lever].map { (lever.name, .number($0)) } }
    }

    private static func comparison(_ comparison: Comparison) -> YAMLValue {
        .map([
            ("against", .text(comparison.against)), ("from", .number(comparison.from)),
            ("years", .number(Double(comparison.years))), ("discountRate", .number(comparison.discountRate)),
        ])
    }

    private static func variation(_ variation: Variation) -> YAMLValue {
        let values: (key: String, value: YAMLValue) =
            switch variation.values {
            case .distribution(let distribution): ("distribution", self.distribution(distribution))
            case .grid(let numbers): ("grid", .list(numbers.map(YAMLValue.number), inFlow: true))
            }
        return .map([("parameter", .text(variation.path)), values])
    }

    private static func distribution(_ distribution: Distribution) -> YAMLValue {
        func named(_ name: String, _ values: Double...) -> YAMLValue {
            .map([(name, .list(values.map(YAMLValue.number), inFlow: true))])
        }
        return switch distribution {
        case .range: .text("range")
        case .uniform(let min, let max): named("uniform", min, max)
        case .loguniform(let min, let max): named("loguniform", min, max)
        case .triangular(let min, let mode, let max): named("triangular", min, mode, max)
        case .pert(let min, let mode, let max): named("pert", min, mode, max)
        case .normal(let mean, let sd): named("normal", mean, sd)
        case .truncatedNormal(let mean, let sd, let min, let max):
            named("truncatedNormal", mean, sd, min, max)
        case .lognormal(let mean, let sd): named("lognormal", mean, sd)
        case .beta(let a, let b, let min, let max): named("beta", a, b, min, max)
        case .exponential(let mean): named("exponential", mean)
        case .discrete(let values):
            .map([("discrete", .map(values.map { (plain($0.value), .number($0.weight)) }))])
        }
    }

    private static func design(_ design: Design) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = [("method", .text(design.method.rawValue))]
        if let runs = design.runs { entries.append(("runs", .number(Double(runs)))) }
        entries.append(("seed", .whole(design.seed)))
        if !design.correlations.isEmpty {
            entries.append(("correlations", .list(design.correlations.map(correlation))))
        }
        return .map(entries)
    }

    private static func correlation(_ correlation: RankCorrelation) -> YAMLValue {
        .map([
            ("between", .list([.text(correlation.first), .text(correlation.second)], inFlow: true)),
            ("rank", .number(correlation.rank)),
        ])
    }

    /// One without a name is written without its place too.
    private static func outcome(_ outcome: Outcome) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = [("variable", .text(outcome.variable.rawValue))]
        if !outcome.name.isEmpty { entries.append(("place", .text(outcome.place))) }
        if let sector = outcome.sector { entries.append(("sector", .text(sector))) }
        switch outcome.reduction {
        case .year(let year): entries.append(("year", .number(year)))
        case .crossing(let above):
            entries += [("aggregate", .text(outcome.reduction.word)), ("above", .number(above))]
        case .presentValue, .sum, .mean, .peak, .yearOfPeak:
            entries.append(("aggregate", .text(outcome.reduction.word)))
        }
        if let against = outcome.against { entries.append(("against", .text(against))) }
        if let enough = outcome.enough { entries.append(("enough", .number(enough))) }
        return .map(entries)
    }

    private static func calibration(_ calibration: Calibration) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = [
            ("observations", .text(calibration.observations.name))
        ]
        if let from = calibration.from { entries.append(("from", .number(from))) }
        entries += [
            ("parameters", .list(calibration.parameters.map(variation))),
            ("option", .text(calibration.option)),
        ]
        if let from = calibration.holdOut { entries.append(("holdOut", .map([("from", .number(from))]))) }
        entries += [
            ("steps", .number(Double(calibration.steps))), ("draws", .number(Double(calibration.draws))),
            ("keep", .number(Double(calibration.kept))), ("seed", .whole(calibration.seed)),
        ]
        return .map(entries)
    }

    private static func backtest(_ backtest: Backtest) -> YAMLValue {
        var entries: [(key: String, value: YAMLValue)] = [
            ("observations", .text(backtest.observations.name)), ("from", .number(backtest.from)),
            ("option", .text(backtest.option)),
        ]
        if !backtest.thresholds.isEmpty {
            let thresholds = backtest.thresholds.map {
                (key: $0.score.rawValue, value: YAMLValue.text($0.holds.description))
            }
            entries.append(("thresholds", .map(thresholds)))
        }
        return .map(entries)
    }

    private static func claim(_ claim: Claim) -> YAMLValue {
        .map([
            ("id", .text(claim.id)), ("wording", .text(claim.wording)), ("by", .text(claim.by)),
            ("source", .text(claim.source)), ("all", .list(claim.tests.map(test))),
        ])
    }

    private static func test(_ test: Claim.Test) -> YAMLValue {
        func names(_ names: [String]) -> YAMLValue { .list(names.map(YAMLValue.text), inFlow: true) }
        var entries: [(key: String, value: YAMLValue)] = [("outcome", names(test.outcomes))]
        if !test.per.isEmpty { entries.append(("per", names(test.per))) }
        entries.append(("option", .text(test.option)))
        if let against = test.against {
            entries.append(("against", .text(against)))
            entries.append(("change", .text(ClaimsReader.changes[test.isRelative ? 1 : 0])))
        }
        entries.append(("holds", .text(test.holds.description)))
        return .map(entries)
    }

    private static func game(_ game: Game) -> YAMLValue {
        func payoff(_ outcomes: [Outcome]) -> YAMLValue {
            .list(outcomes.map { $0.name.isEmpty ? outcome($0) : .text($0.name) })
        }
        var entries: [(key: String, value: YAMLValue)] = [
            ("players", .list(game.players.map(YAMLValue.text), inFlow: true)),
            ("strategies", .map(zip(game.players, game.choices).map { ($0, choices($1)) })),
            ("from", .number(game.from)), ("over", .number(game.over)),
        ]
        if let background = game.background { entries.append(("background", .text(background))) }
        return .map(
            entries + [
                ("payoff", .map(zip(game.players, game.payoffs).map { ($0, payoff($1)) })),
                ("world", payoff(game.world)), ("indifference", .number(game.indifference)),
            ])
    }

    private static func choices(_ choices: Game.Choices) -> YAMLValue {
        switch choices {
        case .regimes(let names): return .list(names.map(YAMLValue.text), inFlow: true)
        case .grid(let lever, let values, let regime):
            var entries: [(key: String, value: YAMLValue)] = [
                ("lever", .text(lever.name)),
                ("grid", .list(values.map(YAMLValue.number), inFlow: true)),
            ]
            if let regime { entries.append(("regime", .text(regime))) }
            return .map(entries)
        }
    }
}
