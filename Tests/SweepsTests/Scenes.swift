import Foundation
import Output
import Questions
import Sampling
import Scenarios
import Sweeps

/// A scenario of the shipped world, short and with two options, read from text.
func loadedScenario(
    _ text: String, horizon: String = "{end: 2030, step: 1}"
) throws -> LoadedScenario {
    let law = """
        horizon: \(horizon)
        compare: {against: law, from: 2026, years: 4}
        options:
          law: {}
          new: {UK: [{from: 2027, over: 1, regime: permission}]}

        """
    let folder = try TemporaryFolder()
    return try ScenarioReader.read(path: try folder.write(law + text, to: "scenario.yaml"))
}

func plan(
    _ text: String, tables: SweepPlan.Tables = .init(), shard: Shard? = nil, version: String = "1"
) throws -> SweepPlan {
    let loaded = try loadedScenario(text)
    let scenario = loaded.scenario
    return try SweepPlan(
        scenario, Sampler(scenario), tables: tables, shard: shard,
        identity: [
            version, ScenarioDescription.resolved(scenario), WorldDescription.resolved(scenario.world),
        ])
}

/// A folder that is removed with its last user.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
        return path + "/" + name
    }

    /// Every file of a result by name, but for the record of the process.
    func files(_ name: String) throws -> [String: Data] {
        let folder = path + "/" + name
        var files: [String: Data] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file != "run.json" {
            files[file] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
        }
        return files
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    /// Rows of a table, without its header.
    func rows(_ name: String) throws -> [[String]] {
        try text(name).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

extension SweepFolder {
    /// Runs what is left and puts the result in place, with the files that a merge reads.
    func complete(jobs: Int = 2, mostFailures: Int = .max) throws {
        if !isReady {
            try SweepRunner(plan, jobs: jobs, mostFailures: mostFailures) { _, _ in }.run(into: self)
        }
        let tables = Array(zip(schemas, try finishTables()))
        if let summary = try summary(jobs: jobs) { try write(Summary.table, summary.rows) }
        let package = DataPackage(
            name: "test", title: nil, version: "1", tables: tables.map { (schema: $0, file: $1) })
        try write("datapackage.json", json(package))
        try write(
            "run.json", "{\"program\": \"equipoise\", \"counts\": {\"evaluations\": \(tally.evaluations)}}")
        try commit()
    }
}
