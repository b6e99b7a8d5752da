import Scenarios
import Testing

/// The reader of YAML against a writer of its own: what is written, in any style, is what is read, each value at its place.
struct YAMLDocumentTests {
    /// Numbers that repeat: Knuth's 64-bit linear congruence.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    /// A document to be written, with the values that are to be found in it.
    private indirect enum Value {
        case text(String, quotes: Character?)
        case list([Value])
        case map([(key: String, value: Value)])
    }

    private static let words = ["a", "key", "x y", "1", "-0.5", "é", "options.a", "~", "no", "a#b", "a:b"]
    private static let quotedWords = words + ["", ": ", "- x", "# x", "[0]", "{", "*a", "&a", "%", "@", "?"]

    private func value(_ depth: Int, _ numbers: inout Numbers) -> Value {
        let kind = Int.random(in: 0..<(depth > 3 ? 1 : 3), using: &numbers)
        if kind == 0 {
            let quotes: Character? = [nil, "'", "\""].randomElement(using: &numbers) ?? nil
            let words = quotes == nil ? Self.words : Self.quotedWords
            return .text(words.randomElement(using: &numbers) ?? "a", quotes: quotes)
        }
        let count = Int.random(in: 0...3, using: &numbers)
        if kind == 1 { return .list((0..<count).map { _ in value(depth + 1, &numbers) }) }
        return .map(
            ["k0", "é1", "k-2"].prefix(count).map { (key: String($0), value: value(depth + 1, &numbers)) })
    }

    /// In brackets, or in lines where `indent` is given.
    private func written(_ value: Value, indent: Int?) -> String {
        switch value {
        case .text(let text, let quotes):
            return quotes.map { "\($0)\(text)\($0)" } ?? text
        case .list(let items):
            guard let indent, !items.isEmpty else {
                return "[" + items.map { written($0, indent: nil) }.joined(separator: ", ") + "]"
            }
            let margin = String(repeating: " ", count: indent)
            return items.map { "\n\(margin)- \(written($0, indent: indent + 2))" }.joined()
        case .map(let entries):
            guard let indent, !entries.isEmpty else {
                return "{"
                    + entries.map { "\($0.key): \(written($0.value, indent: nil))" }.joined(separator: ", ")
                    + "}"
            }
            let margin = String(repeating: " ", count: indent)
            return entries.map { "\n\(margin)\($0.key): \(written($0.value, indent: indent + 2))" }.joined()
        }
    }

    private func matches(_ node: Node, _ value: Value) -> Bool {
        switch (node.content, value) {
        case (.scalar(let text, let plain), .text(let expected, let quotes)):
            text == expected && plain == (quotes == nil)
        case (.list(let items), .list(let expected)):
            items.count == expected.count && zip(items, expected).allSatisfy(matches)
        case (.map(let entries), .map(let expected)):
            entries.count == expected.count
                && zip(entries, expected).allSatisfy { $0.key == $1.key && matches($0.value, $1.value) }
        default: false
        }
    }

    private func read(_ text: String) throws -> (node: Node, problems: Problems) {
        var problems = Problems()
        let node = try YAMLDocument(name: "a.yaml", layer: 0).read(Array(text.utf8), &problems)
        return (node, problems)
    }

    @Test(arguments: [20_250_101])
    func `what is written in brackets or in lines is what is read`(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        for _ in 0..<2_000 {
            let value = Value.map([(key: "root", value: value(0, &numbers))])
            for indent in [0, nil] {
                let text = written(value, indent: indent)
                let (node, problems) = try read(text)
                #expect(matches(node, value) && problems.isEmpty, "\(text)")
            }
        }
    }

    @Test(arguments: [20_250_102])
    func `whatever text it is given, it reads or refuses with a place`(seed: UInt64) {
        let pieces = [
            "a", "key", ": ", ":", "\n", "\n  ", "\n- ", "- ", "[", "]", "{", "}", ", ", "\"", "'", "\\",
            "# x", "|\n",
            ">-\n", "&a ", "*a", "é", "\u{2028}", "\t", "---\n", "...\n", "\r\n", "%", "@", "? ", "!t ",
            "[0]", "<<",
        ]
        var numbers = Numbers(state: seed)
        var isRead = 0
        for _ in 0..<5_000 {
            let count = Int.random(in: 1...24, using: &numbers)
            let text = (0..<count).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
            do {
                _ = try read(text)
                isRead += 1
            } catch let error as InputError {
                let problem = error.problems[0]
                #expect(
                    problem.line != nil || problem.message.hasPrefix("is "),
                    "\(text.debugDescription): \(problem)")
            } catch {
                Issue.record("\(text.debugDescription): \(error)")
            }
        }
        #expect(isRead > 100)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", ["a.yaml:3:1: a: repeated key, first at line 1"]),
        ("x: {a: 1, 'a': 2}\n", ["a.yaml:1:11: x.a: repeated key, first at line 1"]),
        ("x: [{\"a\": 1, a: {b: 1, b: 2}}]\n", ["a.yaml:1:14: x[0].a: repeated key, first at line 1"]),
        ("\"\\x61\": 1\na: 2\n", ["a.yaml:2:1: a: repeated key, first at line 1"]),
        ("set: {a: 1, a: 2}\n", ["a.yaml:1:13: a: repeated key, first at line 1"]),
    ])
    func `a repeated key is told however it is written, and the first is kept`(
        _ text: String, _ messages: [String]
    ) throws {
        let (node, problems) = try read(text)
        #expect(problems.sorted.map(\.description) == messages)
        #expect(node.entries?.first?.value != nil)
    }

    @Test func `paths with brackets need quotes among brackets, and nowhere else`() throws {
        let paths = try read("options.a.UK[0].from: 1\nvary: [{parameter: 'a[0].b'}]\n").node
        #expect(paths.entries?.map(\.key) == ["options.a.UK[0].from", "vary"])
        #expect(throws: InputError.self) { try read("vary: [{parameter: a.UK[0].from, grid: [1]}]\n") }
        do {
            _ = try read("vary: [{parameter: a.UK[0].from, grid: [1]}]\n")
        } catch let error as InputError {
            #expect(
                error.problems.map(\.description) == [
                    "a.yaml:1:24: not valid YAML, a path with brackets needs quotes among { } or [ ]"
                ])
        }
    }
}
