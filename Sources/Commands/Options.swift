import ArgumentParser
import Foundation
import GSL
import Output
import Questions
import Scenarios
import Studies
import Sweeps

/// How messages are written.
struct MessageOptions: ParsableArguments {
    @Flag(name: .long, help: "No notes and no warnings on standard error.")
    var quiet = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Form of messages on standard error: text, or json for one object a line.", valueName: "form"))
    var format = Form.text

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    var messages: Messages { Messages(asJSON: format == .json, isQuiet: quiet) }
}

/// Changes to a scenario from the command line.
struct OverrideOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Change one value, by its path: qualityExponent=1.4, substitution.music=2.5, "
                + "options.permission.UK[0].with.enforcement=0.7. Repeatable; a later one wins.",
            valueName: "path=value"))
    var set: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A YAML map from paths to values, the longer path last; --set wins over it. Repeatable; a later file wins.",
            valueName: "file"))
    var setFile: [String] = []

    func validate() throws {
        if let wrong = set.first(where: { !$0.contains("=") }) {
            throw ValidationError("--set takes PATH=VALUE, found \(wrong).")
        }
    }

    /// Reads a scenario with these changes.
    /// - Parameter more: changes that other flags stand for; they win over all others.
    func read(_ path: String, more: [String] = []) throws(InputError) -> LoadedScenario {
        let files = setFile.map(Override.file)
        return try ScenarioReader.read(path: path, overrides: files + (set + more).map(Override.assignment))
    }
}

/// Which options of a scenario run.
struct SelectionOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Run only this option. Repeatable.", valueName: "name"))
    var option: [String] = []

    /// - Throws: where a scenario has no such option.
    func check(_ scenario: Scenario, file: String) throws(InputError) {
        let known = scenario.options.map(\.name)
        guard let unknown = option.first(where: { !known.contains($0) }) else { return }
        throw .invalid([.unknown("--option", unknown, "an option of \(file)", among: known)])
    }

    /// Reads a scenario with changes, and leaves the options that were not asked for out of it.
    /// - Parameter more: changes that other flags stand for.
    func read(_ file: String, _ overrides: OverrideOptions, more: [String]) throws(InputError)
        -> LoadedScenario
    {
        let whole = try overrides.read(file, more: more)
        try check(whole.scenario, file: file)
        return option.isEmpty ? whole : whole.selecting(option)
    }
}

extension Problem {
    /// A flag that cannot be followed.
    static func usage(_ flag: String, _ message: String) -> Problem {
        Problem(file: flag, line: nil, column: nil, path: nil, message: message)
    }

    /// A word on the command line that is none of those known.
    static func unknown(_ flag: String, _ word: String, _ what: String, among known: [String]) -> Problem {
        let near = nearest(to: word, in: known).map { ", did you mean \($0)?" } ?? ""
        return usage(flag, "\(word) is not \(what)\(near); there are \(known.joined(separator: ", "))")
    }
}

/// The number of one of the names of a result.
func index(
    of name: String, in names: [String], _ flag: String, _ what: String
) throws(InputError) -> Int {
    guard let index = names.firstIndex(of: name) else {
        throw .invalid([.unknown(flag, name, what, among: names)])
    }
    return index
}

/// What a failed run does to the others.
enum ErrorPolicy: String, ExpressibleByArgument, CaseIterable {
    case stop, `continue`
}

/// The published exit codes.
extension ExitCode {
    static let someRunsFailed = ExitCode(2)
    static let noRunSucceeded = ExitCode(3)
    static let thresholdFailed = ExitCode(4)
    static let noConvergence = ExitCode(5)
    static let invalidInput = ExitCode(65)
    static let inputMissing = ExitCode(66)
    static let cannotCreate = ExitCode(73)
    static let cannotWrite = ExitCode(74)
    static let resumeRefused = ExitCode(75)
    static let closedPipe = ExitCode(141)

    /// By the convention of shells.
    static func stopped(by signal: Int32) -> ExitCode { ExitCode(128 + signal) }

    init(_ error: InputError) {
        switch error {
        case .missing: self = .inputMissing
        case .invalid: self = .invalidInput
        }
    }

    init(_ error: OutputError) {
        switch error {
        case .cannotCreate: self = .cannotCreate
        case .cannotWrite: self = .cannotWrite
        case .cannotRead: self = .invalidInput
        case .closedPipe: self = .closedPipe
        }
    }
}

extension ExitCode {
    init(_ error: ResumeError) {
        switch error {
        case .otherPlan, .changed: self = .resumeRefused
        case .unfinished, .unfinishedSearch, .notInPlace: self = .cannotCreate
        }
    }
}

extension ExitCode {
    init(_ failure: StudyFailure) {
        switch failure.reason {
        case .noRunSucceeded: self = .noRunSucceeded
        case .unsolved: self = .noConvergence
        }
    }
}

extension Messages {
    /// Carries out work on input and output, and turns an error into its message and exit code.
    func reporting<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let problem as InputError {
            error(problem)
            throw ExitCode(problem)
        } catch let problem as OutputError {
            if problem != .closedPipe { error("\(problem)") }
            throw ExitCode(problem)
        } catch let problem as ShardError {
            error("\(problem)")
            throw ExitCode.invalidInput
        } catch let problem as MergeError {
            error("\(problem)")
            throw ExitCode.invalidInput
        } catch let problem as OtherPlan {
            error("\(problem)")
            throw ExitCode.invalidInput
        } catch let problem as ResumeError {
            error("\(problem)")
            throw ExitCode(problem)
        } catch let failure as StudyFailure {
            error(failure.message)
            throw ExitCode(failure)
        } catch let problem as SolverError {
            error("\(problem)")
            throw ExitCode.noConvergence
        }
    }

    /// The folder of a result as more can be added to its name, once it is certain that one can be written there: nobody
    /// is to wait for numbers that have no place.
    func outputFolder(_ path: @autoclosure () throws -> String, for kind: ResultKind) throws -> String {
        try reporting {
            let name = try RunFolder.named(path())
            try RunFolder.check(name, for: kind)
            return name
        }
    }

    /// Says which tables lack a number that is not finite.
    /// - Returns: whether any does.
    func tellMissing(in tables: [WrittenFile]) -> Bool {
        let warnings = tables.compactMap(\.warning)
        for text in warnings { warning(text) }
        return !warnings.isEmpty
    }

    /// Ends a command that has written tables.
    ///
    /// - Parameter someFailed: whether runs have failed, which was said already.
    /// - Throws: the code for results from which something is missing.
    func finish(_ tables: [WrittenFile], someFailed: Bool = false) throws {
        if tellMissing(in: tables) || someFailed { throw ExitCode.someRunsFailed }
    }

    /// Writes to standard output.
    func print(_ text: String) throws {
        try reporting {
            let sink = ByteSink.standardOutput()
            try sink.write(text)
            try sink.flush()
        }
    }
}
