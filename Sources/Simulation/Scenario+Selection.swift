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
                guard case .step(let option, let place, let index, let field) = variation.target else {
                    return variation
                }
                guard let position = kept.firstIndex(of: option) else { return nil }
                var moved = variation
                moved.target = .step(option: position, jurisdiction: place, index: index, field)
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
        let drawn = scenario.experiment.variations.flatMap { $0.inputs(in: world) }.map(\.name)
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
        return scenario
    }

    /// The option that others are compared with by default.
    package static func reference(among options: [PolicyOption]) -> String? {
        (options.first(where: \.keepsTheLaw) ?? options.first)?.name
    }

    /// Regimes of the world that neither an option nor a place's base law names.
    package var unusedRegimes: [String] {
        let used =
            options.flatMap { $0.steps.joined().compactMap(\.regime) } + world.baseRegimes.map(\.regime)
        return world.regimes.map(\.name).filter { !used.contains($0) }
    }
}
