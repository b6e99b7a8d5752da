import Foundation
import Scenarios
import Testing

struct ProblemTests {
    @Test func `a problem has a form for programs`() throws {
        let problem = Problem(file: "a.yaml", line: 2, column: 3, path: "set", message: "must be a map")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(problem), as: UTF8.self)
                == #"{"column":3,"file":"a.yaml","line":2,"message":"must be a map","path":"set"}"#)
    }

    @Test func `a problem has a form for people`() {
        #expect(
            "\(Problem(file: "a.yaml", line: 2, column: 3, path: "set", message: "must be a map"))"
                == "a.yaml:2:3: set: must be a map")
        #expect(
            "\(Problem(file: "a.yaml", line: nil, column: nil, path: nil, message: "no such file"))"
                == "a.yaml: no such file")
    }

    @Test(arguments: [
        ("qualityExponnet", "qualityExponent"), ("Substitution", "substitution"), ("musci", "music"),
        ("zzz", nil),
    ])
    func `a near name is suggested`(_ word: String, _ meant: String?) {
        #expect(nearest(to: word, in: ["qualityExponent", "substitution", "music"]) == meant)
    }
}
