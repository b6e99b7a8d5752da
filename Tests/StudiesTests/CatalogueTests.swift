import Declarations
import Scenarios
import Studies
import Testing

@Suite struct CatalogueTests {
    @Test func `every number of a world is listed once, with the value that it has`() throws {
        let world = try ScenarioReader.baseline()
        let rows = Catalogue.parameters.rows(of: world)
        #expect(rows[0].prefix(3) == ["path", "symbol", "value"])
        #expect(rows.count == world.values.count + 1)
        #expect(Set(rows.map { $0[0] }).count == rows.count)
        // as many assumptions as parameters, however many values each has
        #expect(Catalogue.assumptions.rows(of: world).count == Parameter.allCases.count + 1)
    }

    @Test func `every row of a table has a field for each column`() throws {
        let world = try ScenarioReader.baseline()
        for table in Catalogue.allCases {
            let rows = table.rows(of: world)
            #expect(rows.count > 1 && rows.allSatisfy { $0.count == rows[0].count })
        }
    }
}

@Suite struct ResultNameTests {
    @Test func `another change gives another name, and none the file's own`() {
        #expect(resultName("a/my.yaml", []) == "my")
        #expect(resultName("my.yaml", ["qualityExponent=1.4"]) == "my+qualityExponent=1.4")
        // what a name cannot hold is told apart by a hash
        let names = ["a b=1", "a/b=1", "a-b=1", String(repeating: "a", count: 90)].map {
            nameEnding([$0])
        }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { !$0.contains("/") && !$0.contains(" ") && $0.count < 100 })
    }

    @Test func `a folder is named without the slashes at its end`() {
        #expect(trimmed("a/b//") == "a/b" && trimmed("/") == "/" && stem("a/b.c.yaml") == "b.c")
    }
}
