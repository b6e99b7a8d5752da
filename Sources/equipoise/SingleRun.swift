import ArgumentParser
import Foundation
import GSL
import Output
import Scenarios
import Simulation

/// One scenario, run and written.
struct SingleRun {
    private let loaded: LoadedScenario
    /// Names of the options to run; none for all.
    private let options: [String]
    private let messages: Messages
    private let place: String?
    /// nil for standard output.
    private let folder: String?

    init(
        _ loaded: LoadedScenario, options: [String], messages: Messages, place: String?, folder: String?
    ) {
        self.loaded = loaded
        self.options = options
        self.messages = messages
        self.place = place
        self.folder = folder
    }

    func carryOut() throws {
        let started = Date()
        let result = RunResult(chosen(loaded.scenario))
        for failure in result.failures { messages.error("\(failure)") }
        guard !result.succeeded.isEmpty else {
            messages.error("no run succeeded; nothing was written")
            throw ExitCode.noRunSucceeded
        }
        let warnings = warnings(result)
        for warning in warnings { messages.warning(warning) }
        if let folder {
            try messages.reporting { try write(result, to: folder, warnings: warnings, started: started) }
            try messages.print(SummaryTable.text(result, place: place))
            messages.note("written to \(folder)/")
        } else {
            try messages.reporting {
                let sink = ByteSink.standardOutput()
                try RunTables(result).writeTimeseries(to: sink)
                try sink.flush()
            }
        }
        if !result.failures.isEmpty { throw ExitCode.someRunsFailed }
    }

    private func chosen(_ scenario: Scenario) -> Scenario {
        options.isEmpty ? scenario : scenario.selecting(options)
    }

    private func warnings(_ result: RunResult) -> [String] {
        let idle = IdleChanges(result)
        let overrides = loaded.overrides.filter { override in
            guard let without = loaded.scenario(without: override) else { return false }
            return !idle.moves(against: chosen(without))
        }
        let reference = result.scenario.comparison.against
        let fallback =
            reference == loaded.scenario.comparison.against
            ? []
            : ["\(loaded.scenario.comparison.against) is left out; options are compared with \(reference)"]
        return fallback + overrides.map { "\($0.path) = \($0.value) moved nothing" }
            + idle.steps.map { "\($0) moved nothing" }
    }

    private func write(
        _ result: RunResult, to path: String, warnings: [String], started: Date
    ) throws {
        let scenario = result.scenario
        let folder = try RunFolder(path)
        let tables = RunTables(result)
        let timeseries = try folder.write("timeseries.csv", tables.writeTimeseries)
        let impact = try folder.write("impact.csv", tables.writeImpact)
        let bands = try folder.write("bands.csv", tables.writeBands)
        let scenarioText = ScenarioDescription.resolved(scenario)
        let worldText = WorldDescription.resolved(scenario.world)
        let package = try json(
            DataPackage(
                name: scenario.name, title: scenario.title, version: programVersion,
                tables: [(.timeseries, timeseries), (.impact, impact), (.bands, bands)]))
        let record = try json(
            RunRecord(
                version: programVersion, libraries: ["gsl": libraryVersion],
                arguments: Array(CommandLine.arguments.dropFirst()), scenario: scenario.name,
                inputs: loaded.files.map { .init(path: $0.name, sha256: sha256($0.bytes)) },
                resolvedScenario: scenarioText, resolvedWorld: worldText,
                solver: [
                    "method": result.scenario.solver.method.rawValue,
                    "tolerance": "\(scenario.solver.tolerance)",
                ],
                seed: scenario.experiment.design?.seed,
                counts: .init(
                    runs: scenario.options.count, failed: result.failures.count,
                    evaluations: result.succeeded.reduce(0) { $0 + $1.trajectory.evaluations }),
                failures: result.failures.map { "\($0)" }, warnings: warnings, started: started))
        for (name, text) in [
            ("scenario.resolved.yaml", scenarioText), ("world.resolved.yaml", worldText),
            (RunFolder.mark, package), ("run.json", record),
        ] {
            try folder.write(name) { sink throws(OutputError) in try sink.write(text) }
        }
        try folder.commit()
    }
}
