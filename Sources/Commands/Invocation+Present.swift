import Studies

extension Invocation {
    /// The one that this process was started with, beginning now.
    static var present: Invocation {
        Invocation(commit: programCommit, arguments: Array(CommandLine.arguments.dropFirst()))
    }
}
