import Questions
import Scenarios
import Testing

struct HostileInputTests {
    private static let bomb =
        "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + (1..<30).map { number in
            let aliases = Array(repeating: "*a\(number - 1)", count: 10).joined(separator: ",")
            return "a\(number): &a\(number) [\(aliases)]\n"
        }.joined()

    private func messages(_ bytes: [UInt8]) throws -> [String] {
        let folder = try TemporaryFolder()
        let path = try folder.write("scenario.yaml", bytes)
        do {
            _ = try ScenarioReader.read(path: path)
            return []
        } catch {
            return folder.messages(error)
        }
    }

    @Test(arguments: [
        ("[", 4_999_999, "1:33: maps and lists are nested more than 32 deep"),
        ("{a: ", 1_249_999, "1:129: maps and lists are nested more than 32 deep"),
        ("- ", 2_499_999, "1:65: maps and lists are nested more than 32 deep"),
        ("? ", 2_499_999, "1:1: a key written with ? is not accepted, expected name: value"),
        ("-\n", 300_000, "100000:2: the document has more than 100000 values"),
        (":\n", 300_000, "1:1: not valid YAML, did not find expected key"),
    ])
    func `deep and long documents are refused where they pass the limit`(
        _ piece: String, _ count: Int, _ message: String
    ) throws {
        let text = String(repeating: piece, count: count)
        #expect(try messages(Array(text.utf8)) == ["scenario.yaml:\(message)"])
    }

    @Test func `brackets inside of quotes neither count nor hide others`() throws {
        let text = "title: \"" + String(repeating: "[", count: 100) + "\"\noptions: {a: {}}\n"
        #expect(try messages(Array(text.utf8)) == [])
        let hidden = "a: [" + String(repeating: "\"]\", [", count: 40)
        #expect(
            try messages(Array(hidden.utf8)) == [
                "scenario.yaml:1:190: maps and lists are nested more than 32 deep"
            ])
    }

    @Test func `aliases that multiply are refused where they pass the limit`() throws {
        #expect(
            try messages(Array(Self.bomb.utf8))
                == ["scenario.yaml:5:38: the document has more than 100000 values"])
    }

    @Test(arguments: [
        ("? *a\n: 1\n", "2:1: a key written with ? is not accepted, expected name: value"),
        ("*a : 1\n", "2:1: an alias cannot be a key"),
        ("z: {*a : 1}\n", "2:5: an alias cannot be a key"),
        ("z: {[*a] : 1}\n", "2:5: a map or a list cannot be a key"),
        ("[*a]: 1\n", "2:1: a map or a list cannot be a key"),
    ])
    func `a key is a name`(_ text: String, _ message: String) throws {
        #expect(try messages(Array(("a: &a [x]\n" + text).utf8)) == ["scenario.yaml:\(message)"])
    }

    @Test func `long chains of aliases are refused`() throws {
        let chain = (1...100).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
        #expect(
            try messages(Array(("a0: &a0 [x]\n" + chain).utf8))
                == ["scenario.yaml:65:6: the document has more than 64 anchors"])
    }

    @Test func `aliases of aliases cannot nest without end`() throws {
        let levels = String(repeating: "[", count: 20)
        let ends = String(repeating: "]", count: 20)
        let chain = (1..<40).map { "a\($0): &a\($0) \(levels)*a\($0 - 1)\(ends)\n" }.joined()
        #expect(
            try messages(Array(("a0: &a0 [x]\n" + chain).utf8))
                == ["scenario.yaml:8:29: aliases are nested more than 128 deep"])
    }

    @Test func `a harmless alias repeats its value`() throws {
        let folder = try TemporaryFolder()
        let loaded = try folder.read(
            "options: {a: {UK: &steps [{from: 2027, regime: optOut}], EU: *steps}}")
        #expect(loaded.scenario.options[0].steps[0] == loaded.scenario.options[0].steps[1])
    }

    @Test(arguments: [
        (Array("title: \u{0}".utf8), ": is not text, byte 8 is zero, expected UTF-8"),
        (
            [0x61, 0x3A, 0x20, 0xEA],
            ":1:4: the byte 0xEA is not UTF-8, save the file as UTF-8; it is perhaps in Windows-1252, as spreadsheets write it"
        ),
        ([0xFF, 0xFE, 0x61, 0, 0x3A, 0], ": is in UTF-16, save it as UTF-8"),
        (Array("# nothing\n".utf8), ": is empty, expected a map"),
        (Array("- a\n".utf8), ":1:1: must be a map, found a list"),
        (Array("a: 1\n---\nb: 2\n".utf8), ":2:1: not valid YAML, but found another document"),
        (Array("a: [1\nb: 2\n".utf8), ":2:2: not valid YAML, did not find expected ',' or ']'"),
        (Array("a:\n\tb: 2\n".utf8), ":2:1: a tab cannot indent, expected spaces"),
        (Array("a: @b\n".utf8), ":1:4: not valid YAML, text that starts with @, ` or % needs quotes"),
        (Array("a: \"\u{1}\"\n".utf8), ":1:5: not valid YAML, control characters are not allowed"),
        (Array("title: !!str a\n".utf8), ":1:8: tags are not accepted, expected the value alone"),
        (Array("title: *a\n".utf8), ":1:8: not valid YAML, found undefined alias"),
    ])
    func `what is no document is refused with its place`(_ bytes: [UInt8], _ message: String) throws {
        #expect(try messages(bytes) == ["scenario.yaml\(message)"])
    }

    @Test func `files over 5 MB are refused`() throws {
        #expect(
            try messages([UInt8](repeating: 0x78, count: 5_000_001)) == ["scenario.yaml: is larger than 5 MB"]
        )
    }

    @Test func `a byte order mark and other line ends move nothing`() throws {
        let text = "\u{FEFF}options: {a: {}}\r\nhorizon: {end: 1}\r\n"
        #expect(
            try messages(Array(text.utf8))
                == ["scenario.yaml:2:16: horizon.end: must be above 2025 and at most 2125, found 1"])
    }

    @Test func `a folder is no file`() throws {
        let folder = try TemporaryFolder()
        let problem = Problem(
            file: folder.path, line: nil, column: nil, path: nil, message: "is a folder, expected a file")
        #expect(throws: InputError.missing(problem)) { try ScenarioReader.read(path: folder.path) }
    }
}
