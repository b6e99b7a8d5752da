import Declarations
import GSL
package import Output
import Questions
package import Scenarios
package import Simulation

/// A scenario that has run once, option by option, with what is to be said of it and kept.
package struct RunReport {
    package let result: RunResult
    private let loaded: LoadedScenario
    private let options: [String]

    /// - Parameter options: names of the options to run; none for all.
    package init(_ loaded: LoadedScenario, options: [String]) {
        self.loaded = loaded
        self.options = options
        result = RunResult(Self.chosen(loaded.scenario, options))
    }

    private static func chosen(_ scenario: Scenario, _ options: [String]) -> Scenario {
        options.isEmpty ? scenario : scenario.selecting(options)
    }

    /// What is to be known of the result: what was compared with what, and what was changed and moved nothing.
    package var warnings: [String] {
        let asked = loaded.scenario.comparison.against
        let reference = result.scenario.comparison.against
        var warnings: [String] = []
        if reference != asked {
            warnings.append("\(asked) is left out; options are compared with \(reference)")
        }
        if !result.succeeded.contains(where: { $0.option.name == reference }) {
            warnings.append("\(reference) failed, so that impact.csv has nothing to compare with")
        }
        return warnings + idleChanges
    }

    /// What was changed and moved nothing, in one line each, and no more lines than somebody reads.
    private var idleChanges: [String] {
        let idle = IdleChanges(result)
        let unused = result.scenario.unusedRegimes
        var lines: [String] = []
        for (number, override) in loaded.overrides.enumerated() {
            let keys = override.path.split(separator: ".").map(String.init)
            // what a run does not use, or a later change of the same value has replaced
            if ["name", "title", "vary", "design", "outcomes", "solver"].contains(keys[0]) { continue }
            if loaded.overrides.dropFirst(number + 1).contains(where: { $0.replaces(override) }) {
                continue
            }
            if keys[0] == "regimes", keys.count > 1 {
                let line = "regimes.\(keys[1]): no option uses it"
                if unused.contains(keys[1]), !lines.contains(line) { lines.append(line) }
                continue
            }
            guard override.previous != override.value else {
                lines.append(
                    "\(override.origin.comment): \(override.path) = \(override.value) is what it was")
                continue
            }
            guard let without = loaded.scenario(without: override),
                !idle.moves(against: Self.chosen(without, options))
            else { continue }
            lines.append("\(override.origin.comment): \(override.path) = \(override.value) moved nothing")
        }
        lines += idle.steps.map { "\($0) moved nothing" }
        let most = 8
        return lines.count <= most
            ? lines : Array(lines.prefix(most)) + ["and \(lines.count - most) more changes moved nothing"]
    }

    /// - Returns: where it is, and the tables.
    package func write(
        to path: String, warnings: [String], _ invocation: Invocation
    ) throws -> (path: String, tables: [WrittenFile]) {
        let scenario = result.scenario
        let folder = try RunFolder(path)
        let content = RunTables(result)
        let timeseries = try folder.write(RunTables.timeseries.file) { sink throws(OutputError) in
            try content.writeTimeseries(to: sink, withHeader: true)
        }
        let impact = try folder.write(RunTables.impact.file, content.writeImpact)
        let bands = try folder.write(RunTables.bands.file, content.writeBands)
        let tables: [(schema: TableSchema, file: WrittenFile)] = [
            (RunTables.timeseries.schema, timeseries), (RunTables.impact.schema, impact),
            (RunTables.bands.schema, bands),
        ]
        let resolved = try ResolvedFiles(scenario, points: loaded.pointsText())
        let package = try json(
            DataPackage(
                name: scenario.name, title: scenario.title, version: programVersion, tables: tables))
        let record = try json(
            RunRecord(
                version: programVersion, commit: invocation.commit, libraries: ["gsl": libraryVersion],
                arguments: invocation.arguments, scenario: scenario.name,
                inputs: loaded.files.map { .init(path: $0.name, sha256: sha256($0.bytes)) },
                resolvedScenario: resolved.scenario, resolvedWorld: resolved.world,
                solver: .init(
                    method: scenario.solver.method.rawValue, tolerance: scenario.solver.toleranceOfRun),
                seed: scenario.experiment.design?.seed,
                counts: .init(
                    runs: scenario.options.count, failed: result.failures.count,
                    evaluations: result.succeeded.reduce(0) { $0 + $1.trajectory.evaluations }),
                failures: result.failures.map { "\($0)" },
                warnings: warnings + tables.compactMap(\.file.warning), started: invocation.started))
        for (name, text) in resolved.all + [("datapackage.json", package), ("run.json", record)] {
            try folder.write(name) { sink throws(OutputError) in try sink.write(text) }
        }
        try folder.commit()
        return (folder.path, tables.map(\.file))
    }
}
