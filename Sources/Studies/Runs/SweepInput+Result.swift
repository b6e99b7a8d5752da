import Declarations
import GSL
package import Output
import Questions
import Sampling
import Scenarios
package import Sweeps

extension SweepInput {
    /// Writes what comes after the last point, and puts the result in place.
    /// - Parameter jobs: threads that worked, and work.
    package func complete(
        _ folder: SweepFolder, jobs: Int, _ invocation: Invocation
    ) throws -> (summary: Summary?, tables: [WrittenFile]) {
        guard !folder.isReady else {
            try folder.commit()
            return (nil, [])
        }
        var tables = Array(zip(folder.schemas, try folder.finishTables()))
        let summary = try folder.summary(jobs: jobs)
        if let summary {
            tables.insert((Summary.table.schema, try folder.write(Summary.table, summary.rows)), at: 2)
        }
        for (name, text) in resolved.all { try folder.write(name, text) }
        let scenario = plan.scenario
        let package = DataPackage(
            name: scenario.name, title: scenario.title, version: programVersion,
            tables: tables.map { (schema: $0, file: $1) })
        try folder.write("datapackage.json", json(package))
        let files = tables.map(\.1)
        try folder.write("run.json", json(record(folder, files.compactMap(\.warning), jobs, invocation)))
        try folder.commit()
        return (summary, files)
    }

    private func record(
        _ folder: SweepFolder, _ warnings: [String], _ jobs: Int, _ invocation: Invocation
    ) -> RunRecord {
        let scenario = plan.scenario
        let tally = folder.tally
        return RunRecord(
            version: programVersion, commit: invocation.commit, libraries: ["gsl": libraryVersion],
            arguments: invocation.arguments, scenario: scenario.name,
            inputs: loaded.files.map { .init(path: $0.name, sha256: sha256($0.bytes)) },
            resolvedScenario: resolved.scenario, resolvedWorld: resolved.world,
            solver: .init(method: scenario.solver.method.rawValue, tolerance: plan.tolerance),
            seed: scenario.experiment.design?.seed,
            work: .init(
                plan: "sha256:" + plan.hash, shard: plan.shard.map { "\($0)" }, jobs: jobs,
                resumed: folder.resumed, random: Generator.version),
            counts: .init(
                points: tally.points, runs: plan.runs, failed: tally.failed, evaluations: tally.evaluations),
            failures: [], warnings: warnings, started: invocation.started)
    }

    /// The outcomes in short, for the terminal.
    package func table(_ summary: Summary) -> String {
        SweepTable.text(
            plan.scenario, points: plan.points.count,
            summary.rows.compactMap { row in
                guard row.against == nil || plan.outcomes.isDifference(row.outcome),
                    let low = row.quantiles[0], let median = row.quantiles[2], let high = row.quantiles[4]
                else { return nil }
                return .init(
                    option: row.option, outcome: row.outcome, median: median, range: low...high,
                    count: row.count)
            })
    }
}
