import Declarations
import Foundation
import Output
import Testing

/// Words of a shell that would run commands, and texts of YAML and Python that would end too early, were they not quoted.
@Suite struct QuotingTests {
    private static let hostile = [
        "", " ", "a b", "it's", "$HOME", "`id`", "$(id)", "a\nb", "\n", "JOB\n", "x\nJOB\ntouch y\n", "\r\n",
        "a\tb", "\\", "\\n", "'\\''",
        "~", "-x", "*", "#", "a\u{301}", "'\u{301}; id #", "\"\u{301}", "\u{2028}", "\u{85}", "\u{202E}txt",
        "\u{FEFF}", "\u{7F}", "\u{1B}[2J",
        "é", "\u{10FFFF}", "\u{1F469}\u{200D}\u{1F680}", "\u{1}1", "\u{1}a'", "!!", "{a,b}",
        "a;b&c|d<e>f(g)h",
    ]

    /// The hostile ones and texts of what they are made of.
    private static func texts(seed: UInt64) -> [String] {
        var state = seed
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let scalars = Array(hostile.joined().unicodeScalars)
        return hostile
            + (0..<500).map { _ in
                var text = ""
                for _ in 0..<draw(12) { text.unicodeScalars.append(scalars[draw(scalars.count)]) }
                return text
            }
    }

    private static func isOneLine(_ text: String) -> Bool { !text.unicodeScalars.contains { $0.isInvisible } }

    @Test(arguments: [UInt64(1), 20260]) func `bash reads a quoted word as the text, on one line`(
        seed: UInt64
    ) throws {
        let texts = Self.texts(seed: seed)
        let words = texts.map(shellQuoted)
        #expect(words.allSatisfy(Self.isOneLine))
        let bash = Process()
        bash.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        bash.arguments = ["LC_ALL=C", "bash", "-s"]
        let (input, output) = (Pipe(), Pipe())
        (bash.standardInput, bash.standardOutput) = (input, output)
        try bash.run()
        // as a word, and as the default of a variable
        let script = zip(words, words).map {
            "printf '%s\\0' \($0); v=${v_unset:-\($1)}; printf '%s\\0' \"$v\"\n"
        }
        let data = Data(script.joined().utf8)
        Thread.detachNewThread {
            try? input.fileHandleForWriting.write(contentsOf: data)
            try? input.fileHandleForWriting.close()
        }
        let found = try output.fileHandleForReading.readToEnd() ?? Data()
        bash.waitUntilExit()
        let expected = texts.flatMap { [$0, $0] }.map { Array($0.utf8) + [0] }
        #expect(bash.terminationStatus == 0 && Array(found) == Array(expected.joined()), "seed \(seed)")
    }

    @Test func `plain words stay as they are`() {
        for word in ["a.yaml", "out/a-1_b", "qualityExponent=1.4", "50%"] {
            #expect(shellQuoted(word) == word)
        }
        #expect(shellQuoted("a b") == "'a b'" && shellQuoted("it's") == "'it'\\''s'")
        #expect(shellQuoted("a\nb") == "$'a\\x0ab'")
    }

    @Test func `text in double quotes stands on one line`() {
        #expect(doubleQuoted("a\n\t\"\\\u{2028}\u{10FFFF}é") == #""a\n\t\"\\\u2028\U0010ffffé""#)
        for text in Self.texts(seed: 7) {
            #expect(Self.isOneLine(doubleQuoted(text)) && Self.isOneLine(onOneLine(text)))
        }
    }

    @Test func `text in Markdown is shown as it is`() {
        #expect(
            markdown("5 % <b>*sure*</b>, see [a](b) & `c`") == #"5 % \<b>\*sure\*\</b>, see \[a\](b) & \`c\`"#
        )
        #expect(markdown("one\n\n# two\r\n") == "one  # two  ")
    }

    @Test func `a mark with a combining character behind it is doubled too`() {
        #expect(CSV.field("a\"\u{301},") == "\"a\"\"\u{301},\"")
    }
}
