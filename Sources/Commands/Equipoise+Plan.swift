import ArgumentParser
import Output
import Questions
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the job of a sweep for a cluster.",
            discussion: """
                slurm: a script that submits an array of jobs and one that merges. kubernetes: a manifest with an Indexed \
                Job and one that merges. dask: a program for a Distributed scheduler. Each runs sweep --shard with --resume \
                and then merge; the merged files are the bytes of a sweep on one machine. The text goes to standard output.
                """)

        @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(name: .long, help: ArgumentHelp("Number of shards.", valueName: "n"))
        var shards: Int

        @Option(
            name: .long,
            help: ArgumentHelp("Engine: slurm, kubernetes or dask.", valueName: "engine"))
        var emit: ClusterJob.Engine

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Folder of the merged result; by default notebooks-out/NAME-sweep, named after the file and its changes.",
                valueName: "dir"))
        var out: String?

        @OptionGroup var design: DesignOptions
        @OptionGroup var tables: TableOptions
        @OptionGroup var selection: SelectionOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if shards < 1 { throw ValidationError("--shards is at least 1.") }
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            let messages = message.messages
            let input = try messages.reporting {
                let loaded = try selection.read(file, overrides, more: design.assignments)
                // also checks that there are points enough
                return try SweepInput(loaded, tables: tables.tables, shard: Shard(1, of: shards))
            }
            let size = input.resolved.all.reduce(0) { $0 + $1.text.utf8.count }
            guard emit != .kubernetes || size < Self.mostBytes else {
                messages.error(
                    "the scenario and its points are \(size) bytes, and a ConfigMap holds \(Self.mostBytes); "
                        + "use a design that draws its points")
                throw ExitCode.invalidInput
            }
            let job = ClusterJob(
                name: input.plan.scenario.name, file: file, flags: flags(for: emit), shards: shards,
                out: out ?? SweepCommand.folder(file, overrides.changes + selection.changes + design.changes),
                texts: input.resolved.all, version: programVersion)
            try messages.print(job.text(for: emit))
        }

        /// What a ConfigMap may hold, less some room for the rest of it.
        private static let mostBytes = 1_000_000

        /// The flags that decide the result; those that change the scenario are in the resolved one.
        private func flags(for engine: ClusterJob.Engine) -> [String] {
            var flags = [tables.timeseries ? "--timeseries" : nil, tables.gzip ? "--gzip" : nil].compactMap {
                $0
            }
            if engine == .kubernetes { return flags }
            for name in selection.option { flags += ["--option", name] }
            for path in overrides.setFile { flags += ["--set-file", ClusterJob.operand(path)] }
            for assignment in overrides.set + design.assignments { flags += ["--set", assignment] }
            return flags
        }
    }
}

extension ClusterJob.Engine: ExpressibleByArgument {}
