import ArgumentParser
import Foundation
import Output
import Questions
import Sampling
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Sweep: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run every option at every point of the scenario's vary and design.",
            discussion: """
                Writes experiments.csv (the points), outcomes.csv, failures.csv and summary.csv, and what a run's folder has \
                beside its tables. All options share the draws. The files are the same to the byte for any --jobs, any \
                number of shards and after any interruption: until the whole folder is moved into place, everything is \
                in DIR.partial, from which --resume continues.
                """)

        @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-sweep, named after the file and its changes, and NAME-sweep-I-of-N for a shard. "
                    + "- writes outcomes.csv to standard output and nothing else.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var design: DesignOptions
        @OptionGroup var tables: TableOptions

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Do only the I-th of N parts of the points, for merge; from 1.", valueName: "i/n"))
        var shard: Shard?

        @Flag(name: .long, help: "Continue where an earlier process of the same sweep left off.")
        var resume = false

        @OptionGroup var work: WorkOptions
        @OptionGroup var selection: SelectionOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out == "" { throw ValidationError("The folder of --out has no name.") }
            if out == "-", resume || shard != nil || tables.timeseries || tables.gzip {
                throw ValidationError(
                    "--out - has no folder for --resume, --shard, --timeseries or --gzip; give --out DIR.")
            }
        }

        func run() throws {
            Interruption.watch()
            let messages = message.messages
            let input = try messages.reporting {
                let loaded = try selection.read(file, overrides, more: design.assignments)
                return try SweepInput(loaded, tables: tables.tables, shard: shard)
            }
            messages.notes(of: input.plan.scenario, in: file)
            for note in input.plan.sampler.notes { messages.note("note: \(note)") }
            let run = SweepCommand(input: input, work: work, messages: messages, isQuiet: message.quiet)
            if out == "-" {
                try run.toStandardOutput()
            } else {
                try run.toFolder(out ?? folder, resumes: resume)
            }
        }

        private var folder: String {
            SweepCommand.folder(file, overrides.changes + selection.changes + design.changes)
                + (shard.map { "-\($0.index)-of-\($0.count)" } ?? "")
        }
    }
}

/// Changes of a scenario's design.
struct DesignOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Seed of the design: a whole number, or random for one that is recorded.", valueName: "n"))
    var seed: String?

    @Option(name: .long, help: ArgumentHelp("Number of points that the design draws.", valueName: "n"))
    var runs: String?

    /// The seed that random stands for, drawn once.
    private let drawn = UInt64.random(in: .min ... .max)

    private enum CodingKeys: CodingKey {
        case seed, runs
    }

    var assignments: [String] {
        let seed = seed.map { "design.seed=\($0 == "random" ? String(drawn) : $0)" }
        return [seed, runs.map { "design.runs=\($0)" }].compactMap { $0 }
    }
}

/// What is written beside the tables that every sweep has.
struct TableOptions: ParsableArguments {
    @Flag(name: .long, help: "Write timeseries.csv as well: every variable of every run over time.")
    var timeseries = false

    @Flag(name: .long, help: "Compress the large tables (.csv.gz).")
    var gzip = false

    var tables: SweepPlan.Tables { SweepPlan.Tables(timeseries: timeseries, gzip: gzip) }
}

/// How many threads work, which changes no result.
struct ThreadOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Number of threads; by default all cores.", valueName: "n"))
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if jobs < 1 || jobs > 1024 { throw ValidationError("--jobs is at least 1 and at most 1024.") }
    }
}

/// How a sweep goes about its work, which changes no result.
struct WorkOptions: ParsableArguments {
    @OptionGroup var threads: ThreadOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Whether a failed run stops the sweep: stop or continue.", valueName: "what"))
    var onError = ErrorPolicy.continue

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Stop when more runs than this have failed: a number, or a share of all runs such as 1%.",
            valueName: "n"))
    var maxFailures: FailureLimit?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Progress, on standard error: auto (a bar on a terminal), plain, json or none.",
            valueName: "form"))
    var progress = Progress.Form.auto

    var jobs: Int { threads.jobs }

    func mostFailures(of runs: Int) -> Int {
        onError == .stop ? 0 : maxFailures?.number(of: runs) ?? .max
    }
}

/// A number of runs, or a share of them.
enum FailureLimit: ExpressibleByArgument {
    case count(Int)
    case percent(Double)

    init?(argument: String) {
        if argument.hasSuffix("%"), let share = Double(argument.dropLast()), share >= 0, share <= 100 {
            self = .percent(share)
        } else if let count = Int(argument), count >= 0 {
            self = .count(count)
        } else {
            return nil
        }
    }

    func number(of runs: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let share): Int((share / 100 * Double(runs)).rounded(.down))
        }
    }
}

extension Shard: ExpressibleByArgument {
    /// Reads `2/5`.
    public init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
        self.init(index, of: count)
    }
}
