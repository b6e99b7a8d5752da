/// One pass over a text, before it is parsed, that refuses what could exhaust stack, memory or time, and finds
/// repeated keys with their places.
///
/// The parser recurses into maps and lists, hashes whole keys and repeats what aliases name, so that a few
/// bytes could overflow its stack or run for ever. The pass follows the tokens of libyaml (its scanner's rules
/// for indentation, quotes, comments and simple keys) and keeps only counts. It never accepts less than
/// libyaml does, and leaves errors of syntax to it.
struct YAMLScan {
    struct Refusal: Error, Equatable {
        let mark: Mark
        let message: String
    }

    struct RepeatedKey: Equatable {
        let text: String
        let mark: Mark
        let first: Mark
        /// Where the key stands in the text, quotes included.
        let bytes: Range<Int>
    }

    /// A path such as `options.a.UK[0].from` in brackets, where YAML would end the text at `[`.
    struct BracketedPath: Equatable {
        let mark: Mark
        let bytes: Range<Int>
    }

    var repeatedKeys: [RepeatedKey] = []
    var bracketedPaths: [BracketedPath] = []
    /// Nodes that have been seen.
    var nodes = 0

    var cursor: YAMLCursor
    var blocks: [Block] = []
    var flows: [Flow] = []
    /// The token that may turn out to be a key, outside of brackets.
    var candidate: Candidate?
    var keyAllowed = true
    var anchors = 0
    /// Each belongs to a node, which may be empty and so unseen.
    var separators = 0

    /// A map or list by indentation.
    struct Block {
        let column: Int
        var keys: [String: Mark] = [:]
    }

    /// A map or list in brackets.
    struct Flow {
        let isMap: Bool
        var keys: [String: Mark] = [:]
        var candidate: Candidate?
    }

    struct Candidate {
        enum Kind {
            case alias, collection
            case scalar(Range<Int>)
        }

        let mark: Mark
        let line: Int
        let column: Int
        let index: Int
        var kind: Kind?
    }

    init(_ bytes: [UInt8]) throws(Refusal) {
        cursor = YAMLCursor(bytes)
        try run()
    }

    /// The column of the innermost block; -1 outside of any.
    var indentation: Int { blocks.last?.column ?? -1 }
    var isInFlow: Bool { !flows.isEmpty }

    mutating func run() throws(Refusal) {
        while true {
            advanceToToken()
            leaveBlocks(deeperThan: cursor.column)
            guard !cursor.isAtEnd, try token() else { return }
        }
    }

    /// - Returns: false where no token can start; the parser reports it.
    mutating func token() throws(Refusal) -> Bool {
        if cursor.column == 0, cursor.isAt("%") {
            startDocument()
            cursor.advanceToEndOfLine()
            return true
        }
        if cursor.isAtDocumentMarker {
            startDocument()
            for _ in 0..<3 { cursor.advance() }
            return true
        }
        switch cursor.byte() {
        case UInt8(ascii: "["), UInt8(ascii: "{"): try open()
        case UInt8(ascii: "]"), UInt8(ascii: "}"): close()
        case UInt8(ascii: ","): try separate()
        case UInt8(ascii: "-") where cursor.isAtBlankOrEnd(1): try blockEntry()
        case UInt8(ascii: "?") where isInFlow || cursor.isAtBlankOrEnd(1):
            throw refusal("a key written with ? is not accepted, expected name: value")
        case UInt8(ascii: ":") where isInFlow || cursor.isAtBlankOrEnd(1): try value()
        case UInt8(ascii: "*"): try alias()
        case UInt8(ascii: "&"): try anchor()
        case UInt8(ascii: "!"): throw refusal("tags are not accepted, expected the value alone")
        case UInt8(ascii: "|") where !isInFlow, UInt8(ascii: ">") where !isInFlow:
            setCandidate(nil)
            keyAllowed = true
            try count()
            advanceOverBlockScalar()
        case UInt8(ascii: "'"), UInt8(ascii: "\""): try scalar { $0.advanceOverQuotedScalar() }
        case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"), 9: return false
        default: try scalar { $0.advanceOverPlainScalar() }
        }
        return true
    }

    func refusal(_ message: String) -> Refusal { Refusal(mark: cursor.mark, message: message) }

    mutating func count() throws(Refusal) {
        nodes += 1
        try checkCount()
    }

    func checkCount() throws(Refusal) {
        guard max(nodes, separators) <= YAMLLimits.nodes else {
            throw refusal("the document has more than \(YAMLLimits.nodes) values")
        }
    }

    func checkDepth() throws(Refusal) {
        guard blocks.count + flows.count <= YAMLLimits.depth else {
            throw refusal("maps and lists are nested more than \(YAMLLimits.depth) deep")
        }
    }

    mutating func advanceToToken() {
        while true {
            if cursor.column == 0, cursor.byte() == 0xEF, cursor.byte(1) == 0xBB { cursor.advance() }
            while cursor.isAt(" ") || (cursor.byte() == 9 && (isInFlow || !keyAllowed)) { cursor.advance() }
            if cursor.isAt("#") { cursor.advanceToEndOfLine() }
            guard cursor.isAtBreak else { return }
            cursor.advanceOverBreak()
            if !isInFlow { keyAllowed = true }
        }
    }
}
