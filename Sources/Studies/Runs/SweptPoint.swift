import Declarations
import Output
import Questions
import Sampling
package import Scenarios
import Sweeps

/// A point of a sweep that has been run, at which its scenario is to run once more.
package struct SweptPoint: Sendable {
    /// Of the sweep.
    package let folder: String
    /// As the column `point` has it.
    package let number: Int

    package init(folder: String, number: Int) {
        self.folder = folder
        self.number = number
    }

    /// Why a scenario cannot run at the point.
    package struct Refusal: Error {
        package let message: String
    }

    /// The scenario with the numbers of the point in place and nothing left to draw.
    ///
    /// - Parameter options: names of those that are to run; none for all.
    /// - Throws: `Refusal` where the sweep was of another scenario, or has no such point, or the point cannot run.
    package func scenario(_ loaded: LoadedScenario, options: [String]) throws -> LoadedScenario {
        let own = options.isEmpty ? loaded.scenario : loaded.scenario.selecting(options)
        let swept = try ScenarioReader.read(path: folder + "/scenario.resolved.yaml").scenario
        let differences = Self.differences(own, swept)
        guard differences.isEmpty else {
            throw Refusal(
                message:
                    "the sweep was of another \(differences.joined(separator: ", another ")), expected the file "
                    + "and the changes that it had, or \(folder)/scenario.resolved.yaml")
        }
        let tables = try SweepTables(folder, of: swept)
        guard let row = tables.points.firstIndex(of: number) else {
            throw Refusal(message: "there is no point \(number) in \(folder)/experiments.csv")
        }
        let finder = TargetFinder(loaded.scenario)
        var inputs: [Input] = []
        for column in tables.inputs {
            do throws(TargetFinder.Obstacle) {
                let (name, target) = try finder.find(column)
                inputs.append(Input(path: name.path, target: target, values: nil, isFactor: name.isFactor))
            } catch {
                throw Refusal(message: "\(folder)/experiments.csv: \(error.message)")
            }
        }
        let placement = Placement(loaded.scenario, inputs)
        let draws = tables.draws.map { $0[row] }
        var values = loaded.scenario.world.values
        let problem = draws.withUnsafeBufferPointer { draws in
            values.withUnsafeMutableBufferPointer { values in
                guard let from = draws.baseAddress, let to = values.baseAddress else { return String?.none }
                placement.write(from, to: to)
                return placement.problem(from, to)
            }
        }
        if let problem { throw Refusal(message: "point \(number) cannot run: \(problem)") }
        var moved = draws.withUnsafeBufferPointer { draws in
            draws.baseAddress.map(placement.scenario) ?? loaded.scenario
        }
        moved.name += "-point-\(number)"
        moved.experiment.variations = []
        moved.experiment.design = nil
        if moved.experiment.solve?.over != nil { moved.experiment.solve = nil }
        return loaded.replacing(moved)
    }

    /// What of two scenarios gives other numbers at the same point, in words.
    private static func differences(_ own: Scenario, _ swept: Scenario) -> [String] {
        let names = own.options.map(\.name)
        let known = swept.options.map(\.name)
        if let missing = names.first(where: { !known.contains($0) }) { return ["option, without \(missing)"] }
        let swept = swept.selecting(names)
        func bare(_ scenario: Scenario) -> World {
            var world = scenario.world
            world.notes = [:]
            return world
        }
        return [
            (bare(own) == bare(swept), "world"), (own.horizon == swept.horizon, "horizon"),
            (own.options == swept.options, "course of options"),
            (own.comparison == swept.comparison, "comparison"),
        ].filter { !$0.0 }.map(\.1)
    }
}
