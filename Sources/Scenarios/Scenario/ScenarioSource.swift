import Declarations
import Questions

/// Everything that was read for a scenario, before it is put together: the world, and the layers on top of it.
struct ScenarioSource: Sendable {
    /// A scenario file, a file of `--set-file`, or the assignments of the command line.
    struct Layer: Sendable {
        /// The file's own keys without `extends` and `set`; nil where there are only assignments.
        let body: Node?
        /// What is set on top of the body.
        let list: AssignmentList
    }

    let world: WorldSource
    /// How the chain of `extends` names the world.
    let worldName: String
    /// From the one that extends the world to the flags; a later one replaces what an earlier one says of the same
    /// numbers, however either writes their paths.
    let layers: [Layer]
    /// The scenario's name where no file gives one.
    let defaultName: String

    /// The trees once all layers are in place.
    struct Assembly {
        var world: WorldSource
        var scenario: Node
        var applied: [AppliedOverride] = []
    }

    /// - Parameter skipped: the number of an assignment that is left out.
    func assembled(without skipped: Int? = nil, _ problems: inout Problems) -> Assembly {
        var assembly = Assembly(world: world, scenario: Node(.map([]), .byDefault))
        var number = 0
        for layer in layers {
            if let body = layer.body { assembly.scenario = assembly.scenario.merged(with: body) }
            for assignment in layer.list.assignments {
                if number != skipped { assembly.apply(assignment, number, &problems) }
                number += 1
            }
        }
        return assembly
    }
}

extension ScenarioSource.Assembly {
    fileprivate mutating func apply(_ assignment: Assignment, _ number: Int, _ problems: inout Problems) {
        let path = assignment.path
        let tree = assignment.isOfWorld ? world.tree : scenario
        let previous = tree.node(at: path.steps[...])
        applied.append(
            AppliedOverride(
                number: number, path: "\(assignment.name)", origin: assignment.origin,
                previous: assignment.isFactor ? nil : previous?.summary, value: assignment.value.summary,
                replacesAll: !assignment.isFactor && assignment.value.entries == nil))
        if assignment.isOfWorld {
            world.apply(assignment, &problems)
            return
        }
        let value = previous?.merged(with: assignment.value) ?? assignment.value
        if let obstacle = scenario.put(value, at: path.steps[...]) {
            problems.report(assignment.origin, path, obstacle)
        }
    }
}

/// A value that `set`, `--set-file` or `--set` has put in place of another.
package struct AppliedOverride: Sendable, Equatable {
    /// Position among all assignments.
    let number: Int
    package let path: String
    package let origin: Origin
    /// What stood there, in one line; nil if nothing was written there, or if it is multiplied.
    package let previous: String?
    package let value: String
    /// Whether nothing stays of what stood at the path or below it.
    let replacesAll: Bool

    /// Whether nothing is left of an earlier one.
    package func replaces(_ earlier: AppliedOverride) -> Bool {
        if earlier.path == path { return !path.hasSuffix("*") }
        let other = InputName(earlier.path).path
        return replacesAll && (other == path || other.hasPrefix(path + ".") || other.hasPrefix(path + "["))
    }
}
