package import Declarations
package import Questions

/// Puts the draws of a point where they belong in a scenario.
///
/// Draws come in the order of the sampler's inputs. Those of a table go to every entry; factors multiply the scenario's own
/// values; `rightsBlocks` below 1 become 1.
package struct Placement: Sendable {
    /// Whether the law differs between points, so that policies are to be made for each.
    package let movesPolicies: Bool
    package let movesDiscountRate: Bool

    private let scenario: Scenario
    private let layout: Layout
    private let inputs: [Input]
    private let entries: [Entry]
    private let others: [Other]
    /// Those that a moved value can break.
    private let rules: [ConsistencyRule]
    private let movesDates: Bool

    /// A value of the world that a draw moves.
    private struct Entry: Sendable {
        let column: Int
        let position: Int
        let isFactor: Bool
        /// What smaller values become.
        let least: Double
        let bounds: Bounds
        let unit: Unit
    }

    /// A draw that is no value of the world: a lever, a date, the discount rate.
    private struct Other: Sendable {
        let column: Int
        let target: Target
        let bounds: Bounds
        let unit: Unit
    }

    /// - Parameter inputs: those of the scenario's sampler.
    package init(_ scenario: Scenario, _ inputs: [Input]) {
        self.scenario = scenario
        self.inputs = inputs
        layout = scenario.world.layout
        var entries: [Entry] = []
        var others: [Other] = []
        for (column, input) in inputs.enumerated() {
            guard case .entries(let parameter, let positions) = input.target else {
                let (bounds, unit) = input.target.bounds(years: scenario.years)
                others.append(Other(column: column, target: input.target, bounds: bounds, unit: unit))
                continue
            }
            let declaration = parameter.declaration
            for position in positions {
                entries.append(
                    Entry(
                        column: column, position: position, isFactor: input.isFactor, least: parameter.least,
                        bounds: declaration.bounds, unit: declaration.unit))
            }
        }
        self.entries = entries
        self.others = others
        let moved = Set(entries.map(\.position))
        rules = ConsistencyRule.all(layout).filter {
            !moved.isDisjoint(with: $0.positions(scenario.world.layout))
        }
        movesDiscountRate = others.contains { $0.target == .discountRate }
        movesPolicies = others.contains { $0.target != .discountRate }
        movesDates = others.contains {
            if case .step(_, _, _, .from) = $0.target { return true }
            return false
        }
    }

    /// Writes every value of the world at a point, in the order of its layout.
    package func write(_ draws: UnsafePointer<Double>, to values: UnsafeMutablePointer<Double>) {
        let central = scenario.world.values
        values.update(from: central, count: central.count)
        for entry in entries {
            let draw = draws[entry.column]
            values[entry.position] = max(entry.isFactor ? central[entry.position] * draw : draw, entry.least)
        }
    }

    /// Why a point cannot run: a number out of its bounds, or numbers that do not go together; nil if it can.
    /// - Parameter values: those that `write` has given.
    package func problem(_ draws: UnsafePointer<Double>, _ values: UnsafePointer<Double>) -> String? {
        for entry in entries where !entry.bounds.contains(values[entry.position]) {
            return describe(
                entryName(entry.position), entry.bounds, entry.unit, values[entry.position])
        }
        for other in others {
            let value = value(of: other, draws)
            guard other.bounds.contains(value) else {
                return describe(inputs[other.column].name, other.bounds, other.unit, value)
            }
        }
        for rule in rules where !rule.holds(layout, values) {
            var world = scenario.world
            world.values = Array(UnsafeBufferPointer(start: values, count: layout.count))
            return rule.message(world)
        }
        return movesDates ? datesOutOfOrder(draws) : nil
    }

    /// The discount rate of the comparison at a point.
    package func discountRate(_ draws: UnsafePointer<Double>) -> Double {
        others.first { $0.target == .discountRate }.map { value(of: $0, draws) }
            ?? scenario.comparison.discountRate
    }

    /// The policy of each option at a point; all rest on the law of its base year.
    package func policies(_ draws: UnsafePointer<Double>) -> [Policy] {
        let moved = movedLaw(draws)
        return moved.options.map { $0.policy(in: moved.world) }
    }

    /// The scenario that a point stands for, as `set` and its options would write it.
    package func scenario(_ draws: UnsafePointer<Double>) -> Scenario {
        var moved = movedLaw(draws)
        moved.comparison.discountRate = discountRate(draws)
        moved.world.values.withUnsafeMutableBufferPointer {
            if let values = $0.baseAddress { write(draws, to: values) }
        }
        return moved
    }

    /// The scenario with the levers and dates of a point; its world's values are not moved.
    private func movedLaw(_ draws: UnsafePointer<Double>) -> Scenario {
        var moved = scenario
        for other in others {
            let draw = draws[other.column]
            switch other.target {
            case .entries, .each, .discountRate: break
            case .regime(let name, let lever):
                for index in moved.world.regimes.indices where moved.world.regimes[index].name == name {
                    moved.world.regimes[index].levers[lever] = draw
                }
            case .baseRegime(let place, let lever): moved.world.baseRegimes[place].with[lever] = draw
            case .step(let option, let place, let index, .from):
                moved.options[option].steps[place][index].from = draw
            case .step(let option, let place, let index, .over):
                moved.options[option].steps[place][index].over = draw
            case .step(let option, let place, let index, .lever(let lever)):
                moved.options[option].steps[place][index].with[lever] = draw
            }
        }
        return moved
    }

    private func value(of other: Other, _ draws: UnsafePointer<Double>) -> Double {
        let draw = draws[other.column]
        return inputs[other.column].isFactor ? scenario.world[.discountRate] * draw : draw
    }

    private func datesOutOfOrder(_ draws: UnsafePointer<Double>) -> String? {
        for option in movedLaw(draws).options {
            for (place, steps) in zip(scenario.world.jurisdictions, option.steps) {
                for (index, pair) in zip(steps, steps.dropFirst()).enumerated()
                where pair.1.from <= pair.0.from {
                    return
                        "options.\(option.name).\(place)[\(index + 1)].from must be after the step before it, "
                        + "found \(plain(pair.1.from)) after \(plain(pair.0.from))"
                }
            }
        }
        return nil
    }

    private func describe(_ name: String, _ bounds: Bounds, _ unit: Unit, _ value: Double) -> String {
        let suffix = unit == .one ? "" : " (\(unit.rawValue))"
        return "\(name) must be \(bounds.description)\(suffix), found \(plain(value))"
    }

    private func entryName(_ position: Int) -> String {
        for parameter in Parameter.allCases {
            for entry in parameter.entries(in: scenario.world) where entry.position == position {
                return ([parameter.name] + entry.keys).joined(separator: ".")
            }
        }
        return "value \(position)"
    }
}
