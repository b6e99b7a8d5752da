import Declarations
import Exports
import Testing

@Suite struct IAMCNamesTests {
    private let names = IAMCNames(baseYear: "2025")

    @Test func `every variable and its unit have a name of their own`() {
        let all = Variable.allCases.compactMap { names.variable($0.rawValue) }
        #expect(all.count == Variable.allCases.count, "iamc.csv lacks a row")
        #expect(Set(all).count == all.count)
        #expect(Variable.allCases.allSatisfy { names.unit($0.declaration.unit.rawValue) != nil })
    }

    @Test func `a name is unknown where iamc.csv has none`() {
        #expect(names.variable("wealth") == nil && names.unit("USD") == nil)
    }

    @Test func `sectors and size bands are sub-categories, in words`() {
        #expect(
            names.variable("licence_income", sector: "visual")
                == "Revenue|Creative Sector|Licences|Visual Arts")
        #expect(names.variable("works", sector: "live-music") == "Stock of Human Works|Live Music")
        #expect(names.band("micro", sector: "books") == "Revenue|Creative Sector|Licences|Books|Micro")
        #expect(names.band("micro", sector: "") == "Licence Income by Owner Size|Micro")
    }

    @Test func `places have their names, and new ones keep theirs`() {
        #expect(names.region("ROW") == "Rest of World" && names.region("World") == "World")
        #expect(names.region("JP") == "JP")
    }

    @Test func `money has the year of its prices`() {
        #expect(names.unit("GBP bn/yr") == "billion GBP_2025/yr" && names.unit("index") == "Index (2025 = 1)")
    }
}
