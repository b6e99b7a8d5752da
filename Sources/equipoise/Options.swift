import ArgumentParser
import Output
import Scenarios

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
                + "options.permission.UK[0].with.enforcement=0.7. Repeatable; a longer path wins.",
            valueName: "path=value"))
    var set: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A YAML map from paths to values; --set wins over it. Repeatable.", valueName: "file"))
    var setFile: [String] = []

    func validate() throws {
        if let wrong = set.first(where: { !$0.contains("=") }) {
            throw ValidationError("--set takes PATH=VALUE, found \(wrong).")
        }
    }

    /// Reads a scenario with these changes.
    func read(_ path: String) throws(InputError) -> LoadedScenario {
        let files = setFile.map(Override.file)
        return try ScenarioReader.read(path: path, overrides: files + set.map(Override.assignment))
    }
}

/// The published exit codes.
extension ExitCode {
    static let someRunsFailed = ExitCode(2)
    static let noRunSucceeded = ExitCode(3)
    static let noConvergence = ExitCode(5)
    static let invalidInput = ExitCode(65)
    static let inputMissing = ExitCode(66)
    static let cannotCreate = ExitCode(73)
    static let cannotWrite = ExitCode(74)
    static let closedPipe = ExitCode(141)

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
        case .closedPipe: self = .closedPipe
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
        }
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
