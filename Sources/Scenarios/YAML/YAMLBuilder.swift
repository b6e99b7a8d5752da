/// Puts the events of a document together to nodes, within limits. What is open stands in a list, and not on the stack.
struct YAMLBuilder {
    private(set) var root: Node?

    private let document: YAMLDocument
    private let characters: [Unicode.Scalar]
    private var open: [Collection] = []
    private var anchors: [String: Subtree] = [:]
    private var anchorsSeen = 0
    /// Values so far, those that aliases repeat counted again.
    private var nodes = 0
    private var repeatedKeys = 0

    /// A node with what it would add where an alias repeats it.
    private struct Subtree {
        let node: Node
        let count: Int
        /// Levels of maps and lists in it.
        let depth: Int
    }

    /// A map or a list whose end has not been met.
    private struct Collection {
        let mark: Mark
        let path: Path
        let isMap: Bool
        let isFlow: Bool
        let anchor: String?
        /// Whether it belongs to a repeated key, whose value is left out.
        let isLeftOut: Bool
        /// Values before it.
        let nodesBefore: Int
        var depth = 0
        var items: [Node] = []
        var entries: [Node.Entry] = []
        var firstMarks: [String: Mark] = [:]
        var key: Key?
    }

    /// A key whose value has not been met.
    private struct Key {
        let name: String
        let mark: Mark
        let isRepeated: Bool
    }

    init(_ document: YAMLDocument, _ characters: [Unicode.Scalar]) {
        self.document = document
        self.characters = characters
    }

    /// Whether the last collection opened is written in brackets.
    var isInFlow: Bool { open.last?.isFlow ?? false }

    mutating func add(_ event: YAMLParser.Event, _ problems: inout Problems) throws(InputError) {
        if event.hasTag {
            throw document.invalid(event.mark, "tags are not accepted, expected the value alone")
        }
        if event.anchor != nil {
            anchorsSeen += 1
            guard anchorsSeen <= YAMLLimits.anchors else {
                throw document.invalid(
                    event.mark, "the document has more than \(YAMLLimits.anchors) anchors")
            }
        }
        if case .end = event.kind { return try close() }
        if let last = open.last, last.isMap, last.key == nil { return try addKey(event, &problems) }
        try addValue(event)
    }

    // MARK: - Keys

    private mutating func addKey(_ event: YAMLParser.Event, _ problems: inout Problems) throws(InputError) {
        if lastCharacter(before: event.index) == "?" {
            throw document.invalid(
                explicitKeyMark(event), "a key written with ? is not accepted, expected name: value")
        }
        switch event.kind {
        case .alias: throw document.invalid(event.mark, "an alias cannot be a key")
        case .sequenceStart, .mappingStart:
            throw document.invalid(event.mark, "a map or a list cannot be a key")
        case .documentStart, .end: return
        case .scalar(let text, _):
            try count(1, event.mark)
            let map = open.count - 1
            // a key of which nothing is written is none that could be repeated
            let first = text.isEmpty ? nil : open[map].firstMarks[text]
            if let first, !open[map].isLeftOut {
                repeatedKeys += 1
                guard repeatedKeys <= YAMLLimits.repeatedKeys else {
                    throw document.invalid(
                        event.mark, "more than \(YAMLLimits.repeatedKeys) keys are repeated")
                }
                problems.report(
                    document.origin(event.mark), open[map].path.appending(text),
                    "repeated key, first at line \(first.line)")
            }
            if first == nil { open[map].firstMarks[text] = event.mark }
            open[map].key = Key(name: text, mark: event.mark, isRepeated: first != nil)
        }
    }

    /// The last character before a key that is no blank, on the same line.
    private func lastCharacter(before index: Int) -> Unicode.Scalar? {
        characters[..<min(index, characters.count)].last { $0 != " " && $0 != "\t" }
    }

    private func explicitKeyMark(_ event: YAMLParser.Event) -> Mark {
        let blanks = characters[..<min(event.index, characters.count)].reversed().prefix { $0 != "?" }.count
        return Mark(line: event.mark.line, column: max(event.mark.column - blanks - 1, 1))
    }

    // MARK: - Values

    private mutating func addValue(_ event: YAMLParser.Event) throws(InputError) {
        switch event.kind {
        case .documentStart, .end: return
        case .scalar(let text, let isPlain):
            try count(1, event.mark)
            let node = Node(.scalar(text, plain: isPlain), document.origin(event.mark))
            put(Subtree(node: node, count: 1, depth: 0), anchor: event.anchor)
        case .alias(let name):
            guard let named = anchors[name] else {
                throw document.invalid(event.mark, "not valid YAML, found undefined alias")
            }
            try count(named.count, event.mark)
            guard open.count + named.depth <= YAMLLimits.depthWithAliases else {
                throw document.invalid(
                    event.mark, "aliases are nested more than \(YAMLLimits.depthWithAliases) deep")
            }
            put(named, anchor: nil)
        case .sequenceStart, .mappingStart:
            try count(1, event.mark)
            guard open.count < YAMLLimits.depth else {
                throw document.invalid(
                    event.mark, "maps and lists are nested more than \(YAMLLimits.depth) deep")
            }
            var isMap = false
            if case .mappingStart = event.kind { isMap = true }
            open.append(
                Collection(
                    mark: event.mark, path: pathOfNext, isMap: isMap, isFlow: isFlow(event),
                    anchor: event.anchor,
                    isLeftOut: open.last.map { $0.isLeftOut || $0.key?.isRepeated ?? false } ?? false,
                    nodesBefore: nodes - 1))
        }
    }

    /// Counts the values of an event against the limit.
    private mutating func count(_ more: Int, _ mark: Mark) throws(InputError) {
        nodes += more
        guard nodes <= YAMLLimits.nodes else {
            throw document.invalid(mark, "the document has more than \(YAMLLimits.nodes) values")
        }
    }

    /// Paths begin below `set`, as messages about values do.
    private var pathOfNext: Path {
        guard let last = open.last else { return Path([]) }
        guard let key = last.key else { return last.path.appending(.index(last.items.count)) }
        return open.count == 1 && key.name == "set" ? last.path : last.path.appending(key.name)
    }

    private func isFlow(_ event: YAMLParser.Event) -> Bool {
        guard event.index < characters.count else { return false }
        return characters[event.index] == "{" || characters[event.index] == "["
    }

    private mutating func close() throws(InputError) {
        guard let last = open.popLast() else { return }
        let node = Node(last.isMap ? .map(last.entries) : .list(last.items), document.origin(last.mark))
        put(
            Subtree(node: node, count: nodes - last.nodesBefore, depth: last.depth + 1), anchor: last.anchor)
    }

    /// Puts a whole node where it belongs.
    private mutating func put(_ subtree: Subtree, anchor: String?) {
        if let anchor { anchors[anchor] = subtree }
        guard let last = open.indices.last else {
            root = subtree.node
            return
        }
        open[last].depth = max(open[last].depth, subtree.depth)
        guard let key = open[last].key else {
            open[last].items.append(subtree.node)
            return
        }
        open[last].key = nil
        if key.isRepeated { return }
        open[last].entries.append(Node.Entry(key.name, document.origin(key.mark), subtree.node))
    }
}
