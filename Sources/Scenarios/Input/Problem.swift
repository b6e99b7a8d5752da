/// One thing that is wrong with the input.
package struct Problem: Sendable, Hashable, Codable {
    /// The file as the user named it, or the option of the command line.
    package let file: String
    /// From 1; nil where the problem is of a whole file or of the command line.
    package let line: Int?
    package let column: Int?
    /// The address of the value, if it has one.
    package let path: String?
    /// What is wrong, what was expected, and what was perhaps meant.
    package let message: String

    package init(file: String, line: Int?, column: Int?, path: String?, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    init(_ origin: Origin, _ path: String?, _ message: String) {
        let path = path == "" ? nil : path
        switch origin.place {
        case .file(let name, let line, let column):
            self.init(file: name, line: line, column: column, path: path, message: message)
        case .baseline(let line, let column):
            self.init(file: "baseline", line: line, column: column, path: path, message: message)
        case .flag(let flag):
            self.init(file: flag, line: nil, column: nil, path: path, message: message)
        case .byDefault:
            self.init(file: "default", line: nil, column: nil, path: path, message: message)
        }
    }
}

extension Problem: CustomStringConvertible {
    /// `file:line:column: path: message`.
    package var description: String {
        var place = file
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return [place, path, message].compactMap { $0 }.joined(separator: ": ")
    }
}

/// Why input could not be read.
package enum InputError: Error, Sendable, Equatable {
    /// A file that was named is not there or cannot be opened.
    case missing(Problem)
    /// Everything that is wrong with the files and options, in their order.
    case invalid([Problem])

    package var problems: [Problem] {
        switch self {
        case .missing(let problem): [problem]
        case .invalid(let problems): problems
        }
    }
}

extension InputError: CustomStringConvertible {
    /// One line for each problem.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
