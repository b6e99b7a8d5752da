import Declarations
import Foundation
import Questions
import Scenarios
import Simulation
import Testing

/// The examples of the page, each of them in a scenario that has what the others name.
struct ScenarioFormatTests {
    private struct Example: CustomTestStringConvertible, Sendable {
        let map: String
        let text: String

        /// The key of the file under which it stands.
        var section: Substring { text.prefix { $0 != ":" } }
        var testDescription: String { "\(map): \(text.split(separator: "\n")[1])" }
    }

    private static let examples = ScenarioFormat.all.flatMap { map in
        map.examples.map { Example(map: map.path, text: $0) }
    }

    /// What examples name: the first of each of these sections.
    private static let named = ["options", "vary", "design", "outcomes"].compactMap { section in
        examples.first { $0.section == section }
    }

    private static func scenario(with example: Example) -> String {
        (named.filter { $0.section != example.section } + [example]).map(\.text).joined(separator: "\n")
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "points.csv",
            """
            qualityExponent,userSurplus,directLicenceCost*,options.consent.UK[0].from
            1.2,1,1,2027
            1.1,1.5,0.7,2029

            """)
        return folder
    }

    @Test(arguments: examples)
    private func `an example is read, written out in full and read again as the same scenario`(
        _ example: Example
    )
        throws
    {
        let folder = try folder()
        let read = try folder.read(Self.scenario(with: example))
        let again = ScenarioDescription.resolved(
            read.scenario, world: "world.yaml", points: read.points?.name)
        try folder.write("world.yaml", WorldDescription.resolved(read.scenario.world))
        #expect(try folder.read(again).scenario == read.scenario)
    }

    @Test(arguments: examples)
    private func `the options of an example run to finite numbers`(_ example: Example) throws {
        let scenario = try folder().read(Self.scenario(with: example)).scenario
        let result = RunResult(scenario)
        #expect(result.succeeded.count == scenario.options.count)
        for (_, trajectory) in result.succeeded {
            let point = try #require(trajectory.point(at: scenario.horizon.end))
            #expect(Reports(scenario.world).cells.allSatisfy { $0.value(in: point).isFinite })
        }
    }

    @Test(arguments: ScenarioFormat.all.map(\.path))
    func `every key is in an example of its map`(_ path: String) throws {
        let map = try #require(ScenarioFormat.all.first { $0.path == path })
        // sections have maps and examples of their own
        let text =
            path.isEmpty
            ? Self.examples.map(\.text).joined(separator: "\n") : map.examples.joined(separator: "\n")
        for key in map.keys {
            #expect(text.contains(try Regex("\\b\(key.name)\\*?\"?:")), "\(path).\(key.name)")
        }
    }

    @Test func `the page has today's keys`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appendingPathComponent("Sources/Model/Model.docc/Scenario-format.md")
        #expect(try String(contentsOf: page, encoding: .utf8) == ScenarioFormat.page, "stale: make schema")
    }
}
