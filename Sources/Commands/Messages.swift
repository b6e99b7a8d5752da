import Declarations
import Foundation
import Output
import Questions
import Scenarios

/// What is said on standard error, as text for people or as one JSON object a line for programs.
struct Messages {
    let asJSON: Bool
    let isQuiet: Bool

    private struct Line: Encodable {
        let level: String
        var file: String?
        var line: Int?
        var column: Int?
        var path: String?
        let message: String
    }

    func error(_ error: InputError) {
        for problem in error.problems {
            say(
                Line(
                    level: "error", file: problem.file, line: problem.line, column: problem.column,
                    path: problem.path, message: problem.message),
                text: "\(problem)")
        }
    }

    func error(_ text: String) { say(Line(level: "error", message: text), text: "error: \(text)") }

    func warning(_ text: String) {
        if !isQuiet { say(Line(level: "warning", message: text), text: "warning: \(text)") }
    }

    func note(_ text: String) {
        if !isQuiet { say(Line(level: "note", message: text), text: text) }
    }

    /// What is easily misread in a scenario.
    func notes(of scenario: Scenario, in file: String) {
        for note in scenario.notes { warning("\(file): \(note)") }
    }

    private func say(_ line: Line, text: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if asJSON, let data = try? encoder.encode(line) {
            Self.write(String(decoding: data, as: UTF8.self))
        } else {
            // names of files may hold line ends and what terminals obey
            Self.write(onOneLine(text))
        }
    }

    /// A message that cannot be written is lost, and the work goes on.
    static func write(_ text: String, end: String = "\n") {
        let line = Array((text + end).utf8)
        _ = Glibc.write(2, line, line.count)
    }
}
