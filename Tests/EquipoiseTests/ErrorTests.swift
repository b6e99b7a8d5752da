import Equipoise
import Testing

@Suite struct ErrorTests {
    private func error(_ text: String, named name: String = "scenario", setting: [String] = [])
        -> ScenarioError?
    {
        #expect(throws: ScenarioError.self) { try Scenario(text: text, named: name, setting: setting) }
    }

    @Test func `each thing that is wrong has its file, line, column and path`() throws {
        let found = error(
            """
            options:
              law: {}
              new: {UK: [{from: 2027, over: -1, regime: permision}]}
            """, named: "my/question.yaml")
        let problems = try #require(found?.problems)
        try #require(problems.count == 2)
        #expect(found?.isMissing == false)
        #expect(problems.allSatisfy { $0.file == "my/question.yaml" && $0.line == 3 })
        #expect(problems.map(\.column) == [33, 45])
        #expect(problems.map(\.path) == ["options.new.UK[0].over", "options.new.UK[0].regime"])
        #expect(problems[1].message.contains("did you mean permission?"))
        #expect(
            problems[1].description
                == "my/question.yaml:3:45: options.new.UK[0].regime: \(problems[1].message)")
        #expect(found?.description == problems.map(\.description).joined(separator: "\n"))
    }

    @Test func `what is no YAML has a place and no path`() throws {
        let problem = try #require(error("options: {law: {}\n")?.problems.first)
        #expect(problem.file == "scenario" && problem.line == 2 && problem.column == 1 && problem.path == nil)
    }

    @Test func `a change that is wrong is named and has no line`() throws {
        let problems = try #require(error(text(), setting: ["qualityExponnent=1", "nothing"])?.problems)
        #expect(problems.map(\.file) == ["--set", "--set"])
        #expect(problems.allSatisfy { $0.line == nil && $0.column == nil })
        #expect(problems.contains { $0.message.contains("did you mean qualityExponent?") })
        #expect(problems.contains { $0.message.contains("must be PATH=VALUE") })
    }

    @Test func `a file that is not there is missing, and one that is extended too`() {
        let none = #expect(throws: ScenarioError.self) { try Scenario(contentsOf: "/nowhere/none.yaml") }
        #expect(none?.isMissing == true && none?.description == "/nowhere/none.yaml: no such file")
        let extended = error("extends: other.yaml", named: "/nowhere/none.yaml")
        #expect(extended?.isMissing == true)
        #expect(extended?.problems.first?.line == 1)
        #expect(extended?.problems.first?.message == "\"/nowhere/other.yaml\": no such file")
    }
}
