import Declarations
import Foundation
import Scenarios
import Testing

struct SchemaTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `the schemas are JSON of draft 7`() throws {
        for text in [Schemas.scenario(), Schemas.world()] {
            #expect(try object(text)["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
        }
    }

    @Test func `the schema has the keys that the reader knows`() throws {
        let scenario = try #require(try object(Schemas.scenario())["properties"] as? [String: Any])
        let keys = try #require(ScenarioFormat.all.first { $0.path.isEmpty }).keys.map(\.name)
        #expect(Set(scenario.keys) == Set(keys))
        let set = try #require((scenario["set"] as? [String: Any])?["properties"] as? [String: Any])
        let ofWorlds = Parameter.allCases.map(\.name) + ["baseYear", "sizeBands", "regimes", "baseRegime"]
        #expect(Set(ofWorlds + keys.filter { !["extends", "set"].contains($0) }).isSubset(of: set.keys))
        let world = try #require(try object(Schemas.world())["properties"] as? [String: Any])
        let written = WorldDescription.resolved(try ScenarioReader.baseline()).split(separator: "\n")
            .filter { $0.first?.isLetter == true }.map { String($0.prefix { $0 != ":" }) }
        #expect(Set(world.keys) == Set(written))
    }

    @Test(arguments: Parameter.allCases)
    func `each number has the bounds of its declaration`(_ parameter: Parameter) throws {
        let definitions = try #require(try object(Schemas.scenario())["definitions"] as? [String: Any])
        let number = try #require(definitions[parameter.name] as? [String: Any])
        let bounds = parameter.declaration.bounds
        #expect(number[bounds.includesLower ? "minimum" : "exclusiveMinimum"] as? Double == bounds.lower)
        #expect(number[bounds.includesUpper ? "maximum" : "exclusiveMaximum"] as? Double == bounds.upper)
    }
}
