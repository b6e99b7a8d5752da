import Scenarios

/// What is wrong with a scenario, or with what is asked of it.
public struct ScenarioError: Error, Sendable, Equatable {
    /// One thing that is wrong.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The file, as it was named; `--set` for a change, and nil for what no file says.
        public let file: String?

        /// From 1; nil for what is wrong with a whole file or a change.
        public let line: Int?

        /// From 1; nil where there is no line.
        public let column: Int?

        /// The address of the value, such as `options.permission.UK[0].from`; nil where it has none.
        public let path: String?

        /// What is wrong, what was expected, and what was perhaps meant.
        public let message: String

        /// `file:line:column: path: message`, without what is nil.
        public let description: String
    }

    /// Everything that was found, in the order of the files and their lines; one at least.
    public let problems: [Problem]

    /// Whether a file that was named is not there, or cannot be opened.
    public let isMissing: Bool

    init(_ error: InputError) {
        if case .missing = error { isMissing = true } else { isMissing = false }
        problems = error.problems.map {
            Problem(
                file: $0.file, line: $0.line, column: $0.column, path: $0.path, message: $0.message,
                description: $0.description)
        }
    }

    /// What is wrong with what is asked of a scenario that was read.
    init(_ message: String) {
        isMissing = false
        problems = [
            Problem(
                file: nil, line: nil, column: nil, path: nil, message: message, description: message)
        ]
    }
}

extension ScenarioError: CustomStringConvertible {
    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
