package import Foundation

/// How the program was called, which the record of a result tells.
package struct Invocation {
    /// Of the program's source; nil where the build was not told.
    let commit: String?
    let arguments: [String]
    let started: Date

    package init(commit: String?, arguments: [String], started: Date = Date()) {
        self.commit = commit
        self.arguments = arguments
        self.started = started
    }
}
