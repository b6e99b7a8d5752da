/// Reads a YAML document to nodes that know their places.
package struct YAMLDocument {
    let name: String
    let layer: Int
    /// Whether the text is the world embedded in the program.
    var isBaseline = false
    /// The option of the command line that holds the text; its lines and columns mean nothing to the user.
    var flag: String?

    package init(name: String, layer: Int, isBaseline: Bool = false, flag: String? = nil) {
        self.name = name
        self.layer = layer
        self.isBaseline = isBaseline
        self.flag = flag
    }

    /// - Parameter problems: receives repeated keys, of which the first is kept.
    /// - Throws: `.invalid` if the text is no YAML document within the limits.
    package func read(_ bytes: [UInt8], _ problems: inout Problems) throws(InputError) -> Node {
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
        let characters = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let parser = YAMLParser(bytes)
        var builder = YAMLBuilder(self, characters)
        var isFirst = true
        do {
            while let event = try parser.next() {
                if case .documentStart = event.kind {
                    guard isFirst else {
                        throw invalid(event.mark, "not valid YAML, but found another document")
                    }
                    isFirst = false
                } else {
                    try builder.add(event, &problems)
                }
            }
        } catch let error as YAMLParser.SyntaxError {
            let hint = Self.hint(error.mark, characters, isInFlow: builder.isInFlow)
            throw invalid(error.mark, hint ?? "not valid YAML, \(error.problem)")
        } catch let error as InputError {
            throw error
        } catch {
            throw invalid(nil, "not valid YAML, \(error)")
        }
        guard let root = builder.root else { throw invalid(nil, "is empty, expected a map") }
        return root
    }

    func origin(_ mark: Mark) -> Origin {
        if let flag { return Origin(.flag(flag), layer: layer) }
        if isBaseline { return Origin(.baseline(line: mark.line, column: mark.column), layer: layer) }
        return Origin(.file(name, line: mark.line, column: mark.column), layer: layer)
    }

    func invalid(_ mark: Mark?, _ message: String) -> InputError {
        guard let mark else {
            return .invalid([
                Problem(file: flag ?? name, line: nil, column: nil, path: nil, message: message)
            ])
        }
        return .invalid([Problem(origin(mark), nil, message)])
    }

    /// What to do about a character that can start no value, or that means something else among brackets.
    private static func hint(_ mark: Mark, _ characters: [Unicode.Scalar], isInFlow: Bool) -> String? {
        let line = characters.line(mark.line)
        let isInName = line.prefix(mark.column - 1).last.map { $0 != " " && $0 != "," } ?? false
        return switch line.dropFirst(mark.column - 1).first {
        case "\t": "a tab cannot indent, expected spaces"
        case "@", "`", "%": "not valid YAML, text that starts with @, ` or % needs quotes"
        case "[" where isInFlow && isInName:
            "not valid YAML, a path with brackets needs quotes among { } or [ ]"
        default: nil
        }
    }
}

extension [Unicode.Scalar] {
    /// A line, from 1; empty where there is none.
    fileprivate func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        let lines = split(maxSplits: number, omittingEmptySubsequences: false) { $0 == "\n" }
        return lines.indices.contains(number - 1) ? lines[number - 1] : []
    }
}
