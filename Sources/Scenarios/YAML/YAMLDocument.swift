import Yams

/// Reads a YAML document to nodes that know their places.
struct YAMLDocument {
    let name: String
    let layer: Int
    /// Whether the text is the world embedded in the program.
    var isBaseline = false
    /// The option of the command line that holds the text; its lines and columns mean nothing to the user.
    var flag: String?

    private var nodes = 0
    private var disguise = YAMLDisguise()

    init(name: String, layer: Int, isBaseline: Bool = false, flag: String? = nil) {
        self.name = name
        self.layer = layer
        self.isBaseline = isBaseline
        self.flag = flag
    }

    /// - Parameter problems: receives repeated keys, of which the first is kept.
    /// - Throws: `.invalid` if the text is no YAML document within the limits.
    mutating func read(_ bytes: [UInt8], _ problems: inout Problems) throws(InputError) -> Node {
        guard bytes.count <= YAMLLimits.bytes else {
            throw invalid(nil, "is larger than \(YAMLLimits.bytes / 1_000_000) MB")
        }
        let start: Int
        do throws(UnreadableText) {
            start = try InputText.start(of: bytes)
        } catch {
            throw invalid(error.place, error.message)
        }
        let bytes = start == 0 ? bytes : Array(bytes.dropFirst(start))
        let text = String(decoding: bytes, as: UTF8.self)
        let scan: YAMLScan
        do throws(YAMLScan.Refusal) {
            scan = try YAMLScan(bytes)
        } catch {
            throw invalid(error.mark, error.message)
        }
        disguise = YAMLDisguise(scan)
        guard let root = try compose(disguise.isEmpty ? text : disguise.applied(to: bytes)) else {
            throw invalid(nil, "is empty, expected a map")
        }
        return try node(root, at: Path([]), depth: 0, &problems)
    }

    private func compose(_ text: String) throws(InputError) -> Yams.Node? {
        do {
            return try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch {
            throw syntaxError(error)
        }
    }

    private mutating func node(
        _ node: Yams.Node, at path: Path, depth: Int, _ problems: inout Problems
    ) throws(InputError) -> Node {
        nodes += 1
        let origin = origin(mark(node.mark))
        // Aliases repeat what they name: it is counted again, and its depth is added.
        guard nodes <= YAMLLimits.nodes else {
            throw invalid(mark(node.mark), "the document has more than \(YAMLLimits.nodes) values")
        }
        guard depth <= 4 * YAMLLimits.depth else {
            throw invalid(mark(node.mark), "aliases are nested more than \(4 * YAMLLimits.depth) deep")
        }
        switch node {
        case .scalar(let scalar):
            let text = disguise.original(scalar.string, at: mark(scalar.mark))
            return Node(.scalar(text, plain: scalar.style == .plain), origin)
        case .sequence(let sequence):
            var items: [Node] = []
            for (index, item) in sequence.enumerated() {
                let path = path.appending(.index(index))
                items.append(try self.node(item, at: path, depth: depth + 1, &problems))
            }
            return Node(.list(items), origin)
        case .mapping(let mapping):
            var entries: [Node.Entry] = []
            for (key, value) in mapping {
                let mark = mark(key.mark)
                guard let text = key.scalar?.string else { throw invalid(mark, "a key must be a name") }
                if let repeated = disguise.repeatedKey(at: mark) {
                    problems.report(
                        self.origin(mark), path.appending(repeated.text),
                        "repeated key, first at line \(repeated.first.line)")
                    continue
                }
                let name = disguise.original(text, at: mark)
                // Paths begin below `set`, as messages about values do.
                let inner = depth == 0 && name == "set" ? path : path.appending(name)
                let value = try self.node(value, at: inner, depth: depth + 1, &problems)
                entries.append(Node.Entry(name, self.origin(mark), value))
            }
            return Node(.map(entries), origin)
        case .alias:
            throw invalid(mark(node.mark), "an alias names nothing")
        }
    }

    private func mark(_ mark: Yams.Mark?) -> Mark { Mark(line: mark?.line ?? 1, column: mark?.column ?? 1) }

    func origin(_ mark: Mark) -> Origin {
        if let flag { return Origin(.flag(flag), layer: layer) }
        if isBaseline { return Origin(.baseline(line: mark.line, column: mark.column), layer: layer) }
        return Origin(.file(name, line: mark.line, column: mark.column), layer: layer)
    }

    private func invalid(_ mark: Mark?, _ message: String) -> InputError {
        guard let mark else {
            return .invalid([
                Problem(file: flag ?? name, line: nil, column: nil, path: nil, message: message)
            ])
        }
        return .invalid([Problem(origin(mark), nil, message)])
    }

    private func syntaxError(_ error: any Error) -> InputError {
        let place: Mark?
        let problem: String
        switch error {
        case YamlError.scanner(_, let text, let mark, let yaml),
            YamlError.parser(_, let text, let mark, let yaml),
            YamlError.composer(_, let text, let mark, let yaml):
            (place, problem) = (self.mark(mark), text)
            if let hint = Self.hint(self.mark(mark), in: yaml) { return invalid(self.mark(mark), hint) }
        case YamlError.reader(let text, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
            place = Mark(line: max(lines.count, 1), column: (lines.last?.unicodeScalars.count ?? 0) + 1)
            problem = text
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            (place, problem) = (self.mark(context.mark), "repeated key \(keys.joined(separator: ", "))")
        default:
            (place, problem) = (nil, "\(error)")
        }
        return invalid(place, "not valid YAML, \(problem)")
    }

    /// What to do about a character that can start no value.
    private static func hint(_ mark: Mark, in yaml: String) -> String? {
        let lines = yaml.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        return switch lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first {
        case "\t": "a tab cannot indent, expected spaces"
        case "@", "`", "%": "not valid YAML, text that starts with @, ` or % needs quotes"
        default: nil
        }
    }
}
