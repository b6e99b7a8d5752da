internal import Declarations

extension Scenario {
    /// The scenario with only some of its options, in its own order.
    ///
    /// Where the option compared with is left out, the comparison falls back on its default: the first that keeps
    /// the law, else the first. What the experiment says of options left out goes with them.
    package func selecting(_ names: [String]) -> Scenario {
        let kept = options.indices.filter { names.contains(options[$0].name) }
        var scenario = self
        scenario.options = kept.map { options[$0] }
        if !names.contains(comparison.against), let fallback = Self.reference(among: scenario.options) {
            scenario.comparison.against = fallback
        }
        func selected(_ variations: [Variation]) -> [Variation] {
            variations.compactMap { variation in
                var moved = variation
                guard let target = self.target(variation.target, selecting: names) else { return nil }
                moved.target = target
                return moved
            }
        }
        scenario.experiment.variations = selected(experiment.variations)
        if let calibration = experiment.calibration {
            scenario.experiment.calibration?.parameters = selected(calibration.parameters)
            if !names.contains(calibration.option) { scenario.experiment.calibration = nil }
        }
        if let backtest = experiment.backtest, !names.contains(backtest.option) {
            scenario.experiment.backtest = nil
        }
        let drawn = scenario.experiment.variations.flatMap { $0.inputs(in: world) }.map(\.path)
        scenario.experiment.design?.correlations.removeAll {
            !drawn.contains($0.first) || !drawn.contains($0.second)
        }
        scenario.experiment.outcomes = experiment.outcomes.filter { outcome in
            outcome.against.map(names.contains) ?? true
        }
        let outcomes = scenario.experiment.outcomes.map(\.name)
        scenario.experiment.claims = experiment.claims.filter { claim in
            claim.tests.allSatisfy { test in
                names.contains(test.option) && test.against.map(names.contains) ?? true
                    && (test.outcomes + test.per).allSatisfy(outcomes.contains)
            }
        }
        scenario.experiment.solve = experiment.solve.flatMap { selecting(names, $0, outcomes) }
        if let game = experiment.game, !game.holds(amongOptions: names, outcomes: outcomes) {
            scenario.experiment.game = nil
        }
        return scenario
    }

    /// The question as the scenario with only some options asks it; nil where it speaks of others.
    private func selecting(
        _ names: [String], _ question: SolveQuestion, _ outcomes: [String]
    ) -> SolveQuestion? {
        let targets = question.numbers.compactMap { target($0.target, selecting: names) }
        guard targets.count == question.numbers.count,
            question.options(experiment.outcomes).allSatisfy(names.contains),
            question.outcomes.allSatisfy(outcomes.contains)
        else { return nil }
        var moved = question
        switch question.form {
        case .breakEven(var number, let outcome, let value):
            number.target = targets[0]
            moved.form = .breakEven(number, outcome: outcome, equals: value)
        case .best(var best):
            for index in targets.indices { best.numbers[index].target = targets[index] }
            moved.form = .best(best)
        }
        return moved
    }

    /// The same number once only some of the options are left; nil for one of an option that is not.
    package func target(_ target: Target, selecting names: [String]) -> Target? {
        guard case .step(let option, let place, let index, let field) = target else { return target }
        let kept = options.indices.filter { names.contains(options[$0].name) }
        return kept.firstIndex(of: option).map {
            .step(option: $0, jurisdiction: place, index: index, field)
        }
    }

    /// The option that others are compared with by default.
    package static func reference(among options: [PolicyOption]) -> String? {
        (options.first(where: \.keepsTheLaw) ?? options.first)?.name
    }

    /// Regimes of the world that neither an option, a strategy of the game nor a place's base law names.
    package var unusedRegimes: [String] {
        let used =
            options.flatMap { $0.steps.joined().compactMap(\.regime) } + world.baseRegimes.map(\.regime)
            + (experiment.game?.strategies.joined().compactMap(\.regime) ?? [])
        return world.regimes.map(\.name).filter { !used.contains($0) }
    }
}
