import Declarations
package import Questions

/// The impact-assessment table: who gains and who loses under each option, against the option compared with.
package struct Impact: Sendable, Equatable {
    /// One group of one place under one option, GBP bn.
    package struct Entry: Sendable, Equatable {
        package let option: String
        /// A jurisdiction, or `World`.
        package let place: String
        package let group: String
        package let undiscounted: Double
        package let presentValue: Double
        /// A year's worth of the present value.
        package let annualised: Double
    }

    /// By option as written (but for the one compared with), place, group.
    package let entries: [Entry]

    /// - Parameter trajectories: by option, in the order of the scenario; nil for a run that failed.
    package init(_ scenario: Scenario, _ trajectories: [Trajectory?]) {
        let comparison = scenario.comparison
        guard let reference = scenario.options.firstIndex(where: { $0.name == comparison.against }),
            let baseline = trajectories[reference]
        else {
            entries = []
            return
        }
        let weights = (0..<comparison.years).map { k in
            (0..<k).reduce(1.0) { weight, _ in weight / (1 + comparison.discountRate) }
        }
        let reports = Reports(scenario.world)
        var entries: [Entry] = []
        for (index, option) in scenario.options.enumerated() where index != reference {
            guard let trajectory = trajectories[index] else { continue }
            for place in reports.placesWithWorld {
                for (group, variable) in Variable.gains {
                    let differences = comparison.instants.map { time in
                        reports.value(variable, place: place, in: trajectory, at: time)
                            - reports.value(variable, place: place, in: baseline, at: time)
                    }
                    let present = zip(differences, weights).reduce(0) { $0 + $1.0 * $1.1 }
                    entries.append(
                        Entry(
                            option: option.name, place: place, group: group,
                            undiscounted: differences.reduce(0, +), presentValue: present,
                            annualised: weights.isEmpty ? 0 : present / weights.reduce(0, +)))
                }
            }
        }
        self.entries = entries
    }
}
