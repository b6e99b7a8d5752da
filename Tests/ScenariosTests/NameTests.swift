import Declarations
import Foundation
import Questions
import Scenarios
import Testing

/// Names and texts that other programs would read from tables as something else.
struct NameTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let taken = [
        "NA", "na", "Na", "NaN", "nan", "null", "NULL", "None", "TRUE", "false", "Inf",
    ]

    private static func isTaken(_ word: String) -> String {
        "\"\(word)\" would be read back from tables as a missing value, a truth value or a number, choose another word"
    }

    @Test(arguments: taken)
    func `a word that readers of tables take for something else names nothing`(_ word: String) throws {
        let text = """
            options:
              law: {}
              \(word): {}
            outcomes:
              \(word): {variable: ai_spending, place: UK, year: 2030}
              z: {variable: ai_spending, place: UK, year: 2030}
            claims:
              - {id: "\(word)", wording: It grows, by: us, source: here, outcome: z, option: law, holds: "> 0"}
            set:
              regimes.\(word): {transparency: 1}
            """
        let said = Self.isTaken(word)
        #expect(
            folder.messages(text) == [
                "scenario.yaml:3:3: options.\(word): \(said)", "scenario.yaml:5:3: outcomes.\(word): \(said)",
                "scenario.yaml:8:10: claims[0].id: \(said)",
                "scenario.yaml:10:\(28 + word.count): regimes.\(word): \(said)",
            ])
    }

    @Test(arguments: ["no", "NO", "on", "y", "nano", "NAM", "nullify", "point-1", "infinite"])
    func `a word that only begins like one of them, or that no reader takes, is a name`(_ word: String) throws
    {
        let loaded = try folder.read("options: {\(word): {}}")
        #expect(loaded.scenario.options.map(\.name) == [word])
        #expect(SchemaNames.accepts(SchemaParts.newName(), word))
    }

    @Test(arguments: [
        ("NA", "UK"), ("UK", "none"),
    ])
    func `a world's places and sectors are held to it`(_ place: String, _ sector: String) throws {
        let world = WorldDescription.resolved(try ScenarioReader.baseline())
            .replacing("[UK, EU, US, CN, ROW]", with: "[\(place), EU, US, CN, ROW]")
            .replacing("sectors: [music,", with: "sectors: [\(sector == "none" ? "none" : "music"),")
        let path = try folder.write("world.yaml", world)
        let problems = folder.messages(
            try #require(throws: InputError.self) { try ScenarioReader.readWorld(path: path) })
        #expect(problems.contains { $0.hasSuffix(Self.isTaken(place == "NA" ? "NA" : "none")) })
    }

    @Test func `names that differ in case only are refused`() {
        let text = """
            options: {law: {}, Law: {}}
            outcomes:
              ai: {variable: ai_spending, place: UK, year: 2030}
              AI: {variable: ai_spending, place: US, year: 2030}
            set: {regimes.optout: {transparency: 1}}
            """
        func same(_ name: String, _ other: String) -> String {
            "\"\(name)\" differs from \"\(other)\" in case only, choose another name"
        }
        let found = folder.messages(text)
        #expect(found.contains("scenario.yaml:1:20: options.Law: \(same("Law", "law"))"))
        #expect(found.contains("scenario.yaml:4:3: outcomes.AI: \(same("AI", "ai"))"))
        #expect(found.contains("scenario.yaml:5:38: regimes.optout: \(same("optout", "optOut"))"))
    }

    @Test(arguments: ["point", "Option", "START", "violation", "converged", "agrees"])
    func `an outcome is not called as a column beside it`(_ name: String) {
        let text = "options: {law: {}}\noutcomes: {\(name): {variable: ai_spending, place: UK, year: 2030}}"
        #expect(
            folder.messages(text) == [
                "scenario.yaml:2:12: outcomes.\(name): \"\(name)\" is a column of its own in tables of outcomes, "
                    + "choose another name"
            ])
    }

    @Test func `an outcome of a search is not called as its lever`() {
        let text = """
            options: {law: {}}
            outcomes: {QualityExponent: {variable: ai_spending, place: UK, year: 2030}}
            solve: {vary: qualityExponent, between: [1, 2], outcome: QualityExponent, equals: 5, option: law}
            """
        #expect(
            folder.messages(text) == [
                "scenario.yaml:3:8: solve.vary: qualityExponent would have the same column as the outcome "
                    + "QualityExponent, call that another name"
            ])
    }

    @Test(arguments: ["=1+1", "+a", "-a", "@a"])
    func `a text that spreadsheets would run is refused where tables hold it`(_ text: String) {
        let scenario = """
            name: "\(text)"
            options: {law: {}}
            outcomes: {z: {variable: ai_spending, place: UK, year: 2030}}
            claims:
              - {id: a, wording: "\(text)", by: "\(text)", source: "\(text)", outcome: z, option: law, holds: "> 0"}
            """
        let said =
            "\"\(text)\" would be run by spreadsheets, since it begins with \"\(text.prefix(1))\", begin with a letter"
        #expect(
            folder.messages(scenario).map { $0.split(separator: ": ", maxSplits: 1)[1] }
                == ["name", "claims[0].wording", "claims[0].by", "claims[0].source"].map { "\($0): \(said)" })
    }

    @Test(arguments: ["=1", "NA", "null", "-x", "@x", "a\nb"])
    func `a name that comes from the file's obeys the same rules`(_ stem: String) throws {
        let path = try folder.write("\(stem).yaml", "options: {law: {}}")
        let error = try #require(throws: InputError.self) { try ScenarioReader.read(path: path) }
        #expect(
            error.problems.map(\.path) == ["name"]
                && error.problems[0].message.hasPrefix(
                    "is not given, and that of the file cannot stand in tables: ")
        )
        try folder.write("\(stem).yaml", "name: fine\noptions: {law: {}}")
        #expect(try ScenarioReader.read(path: path).scenario.name == "fine")
    }

    @Test func `the schemas' patterns refuse what the reader refuses`() {
        let words =
            Self.taken + [
                "n/a", "#NA", "<na>", "=a", "+a", "-a", "@a", "a", "NAM", "no", "nan-1", "World", "Point",
            ]
        for word in words {
            #expect(
                SchemaNames.accepts(TableText.pattern, word) == (TableText.problem(word) == nil), "\(word)")
            #expect(
                SchemaNames.accepts(SchemaParts.newName(), word)
                    == (problemOfName(word) == nil && word != "World"), "\(word)")
        }
        #expect(!SchemaNames.accepts(SchemaParts.newName(besides: ["point"]), "Point"))
    }
}

private enum SchemaNames {
    static func accepts(_ pattern: String, _ text: String) -> Bool {
        text.range(of: pattern, options: .regularExpression) != nil
    }
}
