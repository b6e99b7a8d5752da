private import Declarations
package import Questions

/// Changes that moved nothing: a sign of a misspelt intention that no reader of the results could see.
package struct IdleChanges {
    private let result: RunResult
    /// The largest relative change that the solver's own error can explain.
    private let visible: Double

    package init(_ result: RunResult) {
        self.result = result
        visible = min(10 * result.scenario.solver.toleranceOfRun, 1e-7)
    }

    /// Dated steps whose option would be the same without them, as paths.
    ///
    /// A step is undone by giving it the target of the step before, so that both runs restart at the same dates.
    package var steps: [String] {
        let scenario = result.scenario
        let simulation = Simulation(scenario)
        var idle: [String] = []
        for (option, trajectory) in result.succeeded {
            let policy = option.policy(in: scenario.world)
            for (place, steps) in policy.steps.enumerated() {
                for index in steps.indices {
                    let undone = policy.undoing(step: index, of: place)
                    guard let without = try? simulation.run(undone, named: option.name) else { continue }
                    if !differ(trajectory, without) {
                        idle.append("options.\(option.name).\(scenario.world.jurisdictions[place])[\(index)]")
                    }
                }
            }
        }
        return idle
    }

    /// Whether anything that a run reports differs from what another scenario's run does.
    package func moves(against other: Scenario) -> Bool {
        let without = RunResult(other)
        guard other.options.map(\.name) == result.scenario.options.map(\.name) else { return true }
        let impacts = [Impact(result.scenario, result.trajectories), Impact(other, without.trajectories)].map
        {
            $0.entries.flatMap { [$0.undiscounted, $0.presentValue, $0.annualised] }
        }
        if impacts[0].count != impacts[1].count || zip(impacts[0], impacts[1]).contains(where: differs) {
            return true
        }
        return zip(result.trajectories, without.trajectories).contains { one, other in
            guard let one, let other else { return (one == nil) != (other == nil) }
            return differ(one, other)
        }
    }

    private func differ(_ one: Trajectory, _ other: Trajectory) -> Bool {
        guard one.points.map(\.time) == other.points.map(\.time) else { return true }
        return zip(one.points, other.points).contains { a, b in
            zip(a.values, b.values).contains(where: differs)
                || zip(a.bandIncome, b.bandIncome).contains(where: differs)
        }
    }

    private func differs(_ a: Double, _ b: Double) -> Bool {
        abs(a - b) > visible * max(abs(a), abs(b)) + visible * 1e-3
    }
}

extension Policy {
    /// The policy with one step's target replaced by what was aimed at before it.
    fileprivate func undoing(step index: Int, of place: Int) -> Policy {
        var steps = steps
        let step = steps[place][index]
        let before = index == 0 ? base[place] : steps[place][index - 1].target
        steps[place][index] = PolicyStep(from: step.from, over: step.over, target: before)
        return Policy(base: base, steps: steps)
    }
}
