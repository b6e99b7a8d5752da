import ArgumentParser
import Output
import Questions
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Join the shards of a sweep.",
            discussion: """
                Takes the folders of sweep --shard, all of them, and writes what one process would have written: the same \
                bytes, except for times in run.json. Files that were changed or cut off since are refused.
                """)

        @Argument(help: "Folders of all shards, in any order.", completion: .directory)
        var folders: [String]

        @Option(name: .long, help: ArgumentHelp("Output folder.", valueName: "dir"), completion: .directory)
        var out: String

        @OptionGroup var work: WorkOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out.isEmpty || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            Interruption.watch()
            let messages = message.messages
            let (merge, input) = try messages.reporting {
                let merge = try Sweeps.Merge(folders)
                let loaded = try ScenarioReader.read(path: merge.first + "/scenario.resolved.yaml")
                let input = try SweepInput(loaded, tables: merge.tables, shard: nil)
                guard merge.isOf(input.plan) else { throw OtherPlan(folder: merge.first) }
                return (merge, input)
            }
            try SweepCommand(input: input, work: work, messages: messages, isQuiet: message.quiet)
                .merge(merge, into: out)
        }
    }
}

/// Shards that this program would not have written so.
struct OtherPlan: Error, CustomStringConvertible {
    let folder: String

    var description: String {
        "\(folder): its plan.json is not that of its scenario.resolved.yaml under this program, version "
            + "\(programVersion); merge with the version that made it"
    }
}
