import Declarations

/// A value on its way into a YAML file.
enum YAMLValue {
    case number(Double)
    case whole(UInt64)
    case text(String)
    /// Flow values stand in one line.
    case map([Entry], inFlow: Bool)
    case list([YAMLValue], inFlow: Bool)

    struct Entry {
        let key: String
        let value: YAMLValue
    }

    static func map(_ entries: [(key: String, value: YAMLValue)], isFlow: Bool = false) -> YAMLValue {
        .map(entries.map { Entry(key: $0.key, value: $0.value) }, inFlow: isFlow)
    }

    static func list(_ items: [YAMLValue]) -> YAMLValue { .list(items, inFlow: false) }

    /// The value in one line.
    var inline: String {
        switch self {
        case .number(let value): Self.number(value)
        case .whole(let value): "\(value)"
        case .text(let text): Self.scalar(text)
        case .map(let entries, _):
            "{\(entries.map { "\(Self.scalar($0.key)): \($0.value.inline)" }.joined(separator: ", "))}"
        case .list(let items, _): "[\(items.map(\.inline).joined(separator: ", "))]"
        }
    }

    private var standsInline: Bool {
        switch self {
        case .number, .whole, .text: true
        case .map(let entries, let inFlow): inFlow || entries.isEmpty
        case .list(let items, let inFlow): inFlow || items.isEmpty
        }
    }

    /// The lines of a document; `comment` gives what stands behind the value at a path.
    func document(comment: (Path, YAMLValue) -> String? = { _, _ in nil }) -> String {
        var lines: [String] = []
        write(to: &lines, Path([]), indent: "", first: nil, comment)
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter first: what stands before the first line in place of the indentation.
    private func write(
        to lines: inout [String], _ path: Path, indent: String, first: String?,
        _ comment: (Path, YAMLValue) -> String?
    ) {
        var start = first ?? indent
        switch self {
        case .map(let entries, _) where !standsInline:
            for entry in entries {
                let key = start + Self.scalar(entry.key) + ":"
                let path = path.appending(entry.key)
                if entry.value.standsInline {
                    lines.append(Self.line("\(key) \(entry.value.inline)", comment(path, entry.value)))
                } else {
                    lines.append(key)
                    entry.value.write(to: &lines, path, indent: indent + "  ", first: nil, comment)
                }
                start = indent
            }
        case .list(let items, _) where !standsInline:
            for (index, item) in items.enumerated() {
                let path = path.appending(.index(index))
                if item.standsInline {
                    lines.append(Self.line("\(start)- \(item.inline)", comment(path, item)))
                } else {
                    item.write(to: &lines, path, indent: indent + "  ", first: start + "- ", comment)
                }
                start = indent
            }
        case .number, .whole, .text, .map, .list:
            lines.append(Self.line(start + inline, comment(path, self)))
        }
    }

    /// The shortest text that reads back as the same number. Readers of YAML 1.1 need a point before an exponent.
    private static func number(_ value: Double) -> String {
        let text = plain(value)
        guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    private static func line(_ text: String, _ comment: String?) -> String {
        // a file's name may hold line ends
        comment.map { "\(text)  # \(onOneLine($0))" } ?? text
    }

    /// Words that a reader of YAML 1.1 takes for truth values or nothing.
    private static let reserved: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]

    /// Text without quotes where every reader takes it for text, else in double quotes.
    private static func scalar(_ text: String) -> String {
        func isPlain(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || " _./-".unicodeScalars.contains(scalar)
        }
        if let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic,
            text.last != " ", text.unicodeScalars.allSatisfy(isPlain), !reserved.contains(text.lowercased())
        {
            return text
        }
        return doubleQuoted(text)
    }
}
