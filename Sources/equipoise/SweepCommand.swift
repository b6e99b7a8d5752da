import ArgumentParser
import Declarations
import Foundation
import GSL
import Output
import Sampling
import Scenarios
import Simulation
import Sweeps

/// A scenario read for a sweep, with what is kept of it.
struct SweepInput {
    let loaded: LoadedScenario
    let plan: SweepPlan
    let resolved: ResolvedFiles

    init(_ loaded: LoadedScenario, tables: SweepPlan.Tables, shard: Shard?) throws {
        try self.init(
            loaded, sampler: loaded.sampler(), points: loaded.pointsText(), tables: tables, shard: shard)
    }

    /// - Parameter points: the text of the file of points that the sampler has, if it has one.
    init(
        _ loaded: LoadedScenario, sampler: Sampler, points: String?,
        tables: SweepPlan.Tables = .init(), shard: Shard? = nil
    ) throws {
        self.loaded = loaded
        // the tolerance is said, since what is made of the sweep asks how exact its numbers are
        var scenario = loaded.scenario
        scenario.solver.tolerance = scenario.solver.toleranceOfSweep
        resolved = ResolvedFiles(scenario, points: points)
        plan = try SweepPlan(
            scenario, sampler, tables: tables, shard: shard,
            identity: [programVersion] + resolved.all.map(\.text))
    }
}

/// A sweep from its points to its folder.
struct SweepCommand {
    let input: SweepInput
    let work: WorkOptions
    let messages: Messages
    let isQuiet: Bool
    /// Whether a short table of the outcomes is for standard output.
    private var showsTable = true

    init(input: SweepInput, work: WorkOptions, messages: Messages, isQuiet: Bool) {
        self.input = input
        self.work = work
        self.messages = messages
        self.isQuiet = isQuiet
    }

    private var plan: SweepPlan { input.plan }
    private var mostFailures: Int { work.mostFailures(of: plan.runs) }

    /// Where a sweep of a file goes if nobody says otherwise.
    static func folder(_ file: String, _ changes: [String]) -> String {
        "notebooks-out/\(resultName(file, changes))-sweep"
    }

    func toStandardOutput() throws {
        let progress = Progress(work.progress, total: plan.points.count, first: 0, isQuiet: isQuiet)
        let runner = SweepRunner(plan, jobs: work.jobs, mostFailures: mostFailures) {
            progress.show($0, failed: $1)
        }
        let sink = ByteSink.standardOutput()
        do {
            let tally = try messages.reporting { try runner.run(intoOutput: sink) }
            progress.end()
            try verdict(tally)
        } catch let stop as SweepStop {
            progress.end()
            try report(stop, partial: nil)
        }
    }

    func toFolder(_ path: String, resumes: Bool) throws {
        let started = Date()
        if resumes,
            let tally = try messages.reporting({
                try SweepFolder.complete(path, plan, version: programVersion)
            })
        {
            messages.note("\(path)/ is the whole result of this sweep already")
            return try verdict(tally)
        }
        let folder = try messages.reporting {
            try SweepFolder(path, plan, version: programVersion, resumes: resumes)
        }
        if folder.resumed > 0 {
            messages.note("going on after \(folder.resumed) of \(counted(plan.points.count, "point"))")
        }
        let progress = Progress(
            work.progress, total: plan.points.count, first: folder.resumed, isQuiet: isQuiet)
        let runner = SweepRunner(plan, jobs: work.jobs, mostFailures: mostFailures) {
            progress.show($0, failed: $1)
        }
        do {
            if !folder.isReady { try messages.reporting { try runner.run(into: folder) } }
            progress.end()
        } catch let stop as SweepStop {
            progress.end()
            try report(stop, partial: folder.folder.partial)
        } catch let code as ExitCode {
            progress.end()
            messages.note(
                "what was done is in \(folder.folder.partial)/; the same command with --resume goes on")
            throw code
        }
        try finish(folder, started, remedy: " with --resume")
    }

    /// Runs the sweep for what is made of it, and reads it back.
    /// - Returns: `someFailed` where some runs failed, which the command that reads on is to end with.
    func toTables(in path: String, resumes: Bool) throws -> (tables: SweepTables, someFailed: Bool) {
        var command = self
        command.showsTable = false
        var someFailed = false
        do {
            try command.toFolder(path, resumes: resumes)
        } catch let code as ExitCode where code == .someRunsFailed {
            someFailed = true
        }
        return (try messages.reporting { try SweepTables(path, of: plan.scenario) }, someFailed)
    }

    func merge(_ merge: Sweeps.Merge, into path: String) throws {
        let started = Date()
        let folder = try messages.reporting {
            try SweepFolder(path, plan, version: programVersion, resumes: false, keepsUnfinished: false)
        }
        let progress = Progress(work.progress, total: plan.points.count, first: 0, isQuiet: isQuiet)
        do {
            try messages.reporting {
                try merge.write(into: folder) { progress.show($0, failed: $1) }
            }
            progress.end()
        } catch let stop as SweepStop {
            progress.end()
            try report(stop, partial: nil)
        }
        try finish(folder, started)
    }

    /// Puts the result in place, shows a part of it, and says how it went.
    /// - Parameter remedy: the flags with which a whole result that could not be put in place is put there later.
    private func finish(_ folder: SweepFolder, _ started: Date, remedy: String = "") throws {
        guard folder.tally.failed < plan.runs else {
            messages.error(
                "all of \(counted(plan.runs, "run")) failed; \(folder.folder.partial)/failures.csv says why, and nothing was put in place"
            )
            throw ExitCode.noRunSucceeded
        }
        let summary: Summary?
        let tables: [WrittenFile]
        do {
            (summary, tables) = try messages.reporting { try complete(folder, started) }
        } catch let code as ExitCode {
            if folder.folder.isWhole { messages.note("the same command\(remedy) puts it in place") }
            throw code
        }
        if let summary, showsTable { try messages.print(table(summary)) }
        messages.note("written to \(folder.folder.path)/")
        try verdict(folder.tally, tables)
    }

    /// Writes what comes after the last point, and puts the result in place.
    private func complete(
        _ folder: SweepFolder, _ started: Date
    ) throws -> (summary: Summary?, tables: [WrittenFile]) {
        guard !folder.isReady else {
            try folder.commit()
            return (nil, [])
        }
        var tables = Array(zip(folder.schemas, try folder.finishTables()))
        let summary = try folder.summary(jobs: work.jobs)
        if let summary {
            tables.insert((.summary, try folder.write("summary.csv", .summary, summary.table)), at: 2)
        }
        for (name, text) in input.resolved.all { try folder.write(name, text) }
        let scenario = plan.scenario
        let package = DataPackage(
            name: scenario.name, title: scenario.title, version: programVersion,
            tables: tables.map { (schema: $0, file: $1) })
        try folder.write("datapackage.json", json(package))
        let files = tables.map(\.1)
        try folder.write("run.json", json(record(folder, files.compactMap(\.warning), started)))
        try folder.commit()
        return (summary, files)
    }

    private func record(_ folder: SweepFolder, _ warnings: [String], _ started: Date) -> RunRecord {
        let scenario = plan.scenario
        let tally = folder.tally
        return RunRecord(
            version: programVersion, commit: programCommit, libraries: ["gsl": libraryVersion],
            arguments: Array(CommandLine.arguments.dropFirst()), scenario: scenario.name,
            inputs: input.loaded.files.map { .init(path: $0.name, sha256: sha256($0.bytes)) },
            resolvedScenario: input.resolved.scenario, resolvedWorld: input.resolved.world,
            solver: .init(method: scenario.solver.method.rawValue, tolerance: plan.tolerance),
            seed: scenario.experiment.design?.seed,
            work: .init(
                plan: "sha256:" + plan.hash, shard: plan.shard.map { "\($0)" }, jobs: work.jobs,
                resumed: folder.resumed, random: Generator.version),
            counts: .init(
                points: tally.points, runs: plan.runs, failed: tally.failed, evaluations: tally.evaluations),
            failures: [], warnings: warnings, started: started)
    }

    private func table(_ summary: Summary) -> String {
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

    /// Says how it went, and ends with the code for it.
    private func verdict(_ tally: Tally, _ tables: [WrittenFile] = []) throws {
        let points = counted(tally.points, "point")
        let options = counted(plan.options.count, "option")
        guard tally.failed > 0 else {
            messages.note("\(points), \(options): all of \(counted(plan.runs, "run")) succeeded")
            return try messages.finish(tables)
        }
        messages.warning(
            "\(points), \(options): \(tally.failed) of \(counted(plan.runs, "run")) failed; failures.csv says why"
        )
        if tally.failed == plan.runs { throw ExitCode.noRunSucceeded }
        try messages.finish(tables, someFailed: true)
    }

    /// - Parameter partial: where what was done is kept.
    private func report(_ stop: SweepStop, partial: String?) throws -> Never {
        let kept = partial.map { "; what was done is in \($0)/" } ?? ""
        switch stop {
        case .signal(let signal):
            let advice = partial == nil ? "" : ", and the same command with --resume goes on"
            messages.error("stopped by signal \(signal)\(kept)\(advice)")
            throw ExitCode.stopped(by: signal)
        case .failures(let count):
            let advice =
                partial == nil
                ? ""
                : ", failures.csv says why, and the same command with --resume and a larger --max-failures goes on"
            messages.error("\(counted(count, "run")) failed, and at most \(mostFailures) may\(kept)\(advice)")
            throw ExitCode.noRunSucceeded
        }
    }
}
