import Declarations
import Foundation
import Testing

@testable import Scenarios

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
        #expect(Set(scenario.keys) == Set(ScenarioForm.form.names))
        let set = try #require((scenario["set"] as? [String: Any])?["properties"] as? [String: Any])
        #expect(Set(WorldKeys.settable + ScenarioForm.addressable).isSubset(of: set.keys))
        let world = try #require(try object(Schemas.world())["properties"] as? [String: Any])
        #expect(Set(world.keys) == Set(WorldKeys.topLevel))
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
