import ArgumentParser
private import CCommit
import Foundation
import GSL
import Scenarios
import Studies

/// The command line: `equipoise` and its subcommands.
@main
struct Equipoise: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What rules on AI training do to the AI sector and to the creative sector, and to whom.",
        discussion: """
            A scenario file names the options of a copyright rule; a run computes, for each of them, the yearly path of \
            both sectors in every jurisdiction, and writes tables that R and Python read.

              equipoise list parameters             what can be changed, with units, ranges and sources
              equipoise check my.yaml               is the file right?
              equipoise run my.yaml                 results in notebooks-out/my/
              equipoise run my.yaml --out -         the long table on standard output
              equipoise run my.yaml --set substitution.music=2.5
              equipoise sweep my.yaml               every option at every point of the design

            Data goes to standard output, messages to standard error. Exit codes: 0 all well; 2 some runs failed, or \
            a table lacks numbers that are not finite; 3 no run succeeded; 4 a stated threshold failed; 5 a solver did not converge; 64 wrong usage; 65 invalid input; \
            66 input missing; 73 or 74 output cannot be created or written; 75 resume refused; 130 or 143 stopped by a signal; \
            141 the reader of standard output has gone.
            """,
        version: versionText,
        subcommands: [
            Run.self, Sweep.self, Merge.self, Plan.self, Sensitivity.self, Discover.self, Claims.self,
            Robust.self, Solve.self, Game.self, Calibrate.self, Backtest.self, Export.self, Check.self,
            Show.self, List.self, Schema.self, Theory.self,
        ])

    static func main() {
        openStandardStreams()
        // a closed pipe is then an error of writing, which ends the program with a code of its own
        signal(SIGPIPE, SIG_IGN)
        if let problem = Surroundings.problem {
            Messages.write("error: \(problem)")
            Equipoise.exit(withError: ExitCode.validationFailure)
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let code as ExitCode {
            Equipoise.exit(withError: code)
        } catch {
            if let hint = subcommandHint(arguments) { Messages.write("error: \(hint)") }
            Equipoise.exit(withError: error)
        }
    }

    /// The parser says only that it did not expect the word.
    private static func subcommandHint(_ arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = configuration.subcommands.map { $0._commandName } + ["help"]
        guard !names.contains(word) else { return nil }
        let near = nearest(to: word, in: names).map { ", did you mean \($0)?" } ?? ""
        return "there is no command \(word)\(near)"
    }
}

/// nil where the build was not told.
let programCommit: String? = {
    let commit = String(cString: equipoise_commit())
    return commit.isEmpty ? nil : commit
}()

private let versionText = """
    equipoise \(programVersion)\(programCommit.map { ", commit \($0)" } ?? "")
    GNU Scientific Library \(libraryVersion)
    """
