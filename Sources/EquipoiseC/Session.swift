import CEquipoise
import Equipoise
import Synchronization

/// What is behind a handle: a scenario, the changes to it, and what came of its last run.
final class Session: Sendable {
    enum Source: Sendable {
        case file(String)
        case text(String, name: String)
    }

    struct Row: Hashable {
        let option: String
        let jurisdiction: String
        let sector: String?
        let variable: String
    }

    struct State {
        var changes: [String] = []
        var years: [Double] = []
        var values: [Row: [Double]] = [:]
        /// In UTF-8.
        var error: [UInt8] = []
    }

    private let source: Source
    /// Held as long as a call takes, a run included.
    let state = Mutex(State())

    init(_ source: Source) { self.source = source }

    /// - Returns: a code of equipoise.h.
    func run() -> Int {
        state.withLock { state in
            state = State(changes: state.changes)
            do throws(ScenarioError) {
                return carryOut(try scenario(state.changes), &state)
            } catch {
                state.error = Array(error.description.utf8)
                return error.isMissing ? EQUIPOISE_MISSING : EQUIPOISE_WRONG
            }
        }
    }

    private func scenario(_ changes: [String]) throws(ScenarioError) -> Scenario {
        switch source {
        case .file(let path): try Scenario(contentsOf: path, setting: changes)
        case .text(let text, let name): try Scenario(text: text, named: name, setting: changes)
        }
    }

    private func carryOut(_ scenario: Scenario, _ state: inout State) -> Int {
        let run = scenario.run()
        for value in run.values {
            let row = Row(
                option: value.option, jurisdiction: value.jurisdiction, sector: value.sector,
                variable: value.variable)
            state.values[row, default: []].append(value.value)
        }
        let failures = run.failures.map { failure in
            let year = failure.year.map { "year \($0): " } ?? ""
            return "option \(failure.option): \(year)\(failure.reason)"
        }
        state.error = Array(failures.joined(separator: "\n").utf8)
        guard run.failures.count < scenario.options.count else { return EQUIPOISE_ALL_FAILED }
        state.years = scenario.years
        return run.failures.isEmpty ? EQUIPOISE_SUCCESS : EQUIPOISE_SOME_FAILED
    }
}
