package import Questions

/// What came of running every option of a scenario.
package struct RunResult: Sendable {
    package let scenario: Scenario
    /// In the order of the options; nil for a run that failed.
    package let trajectories: [Trajectory?]
    package let failures: [RunError]

    package init(_ scenario: Scenario) {
        self.scenario = scenario
        let simulation = Simulation(scenario)
        var failures: [RunError] = []
        var trajectories: [Trajectory?] = []
        for option in scenario.options {
            do throws(RunError) {
                trajectories.append(try simulation.run(option))
            } catch {
                failures.append(error)
                trajectories.append(nil)
            }
        }
        self.trajectories = trajectories
        self.failures = failures
    }

    package var succeeded: [(option: PolicyOption, trajectory: Trajectory)] {
        zip(scenario.options, trajectories).compactMap { option, trajectory in
            trajectory.map { (option, $0) }
        }
    }
}
