import Foundation
import Scenarios
import Testing

/// A folder of scenario files that is removed with the last reference to it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/equipoise-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    /// Reads `scenario.yaml` with this text.
    func read(_ text: String, _ overrides: [Override] = []) throws(InputError) -> LoadedScenario {
        do { try write("scenario.yaml", text) } catch { Issue.record(error) }
        return try ScenarioReader.read(path: "\(path)/scenario.yaml", overrides: overrides)
    }

    /// The messages for `scenario.yaml` with this text, without the name of the folder.
    func messages(_ text: String, _ overrides: [Override] = []) -> [String] {
        do {
            _ = try read(text, overrides)
            return []
        } catch {
            return messages(error)
        }
    }

    func messages(_ error: InputError) -> [String] {
        error.problems.map { "\($0)".replacing("\(path)/", with: "") }
    }
}
