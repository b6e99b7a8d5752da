import ArgumentParser
import Declarations
import Output
import Questions
import Scenarios
import Studies
import Sweeps

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
        let invocation = Invocation.present
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
        try finish(folder, invocation, remedy: " with --resume")
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
        let invocation = Invocation.present
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
        try finish(folder, invocation)
    }

    /// Puts the result in place, shows a part of it, and says how it went.
    /// - Parameter remedy: the flags with which a whole result that could not be put in place is put there later.
    private func finish(
        _ folder: SweepFolder, _ invocation: Invocation, remedy: String = ""
    ) throws {
        guard folder.tally.failed < plan.runs else {
            messages.error(
                "all of \(counted(plan.runs, "run")) failed; \(folder.folder.partial)/failures.csv says why, and nothing was put in place"
            )
            throw ExitCode.noRunSucceeded
        }
        let summary: Summary?
        let tables: [WrittenFile]
        do {
            (summary, tables) = try messages.reporting {
                try input.complete(folder, jobs: work.jobs, invocation)
            }
        } catch let code as ExitCode {
            if folder.folder.isWhole { messages.note("the same command\(remedy) puts it in place") }
            throw code
        }
        if let summary, showsTable { try messages.print(input.table(summary)) }
        messages.note("written to \(folder.folder.path)/")
        try verdict(folder.tally, tables)
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
