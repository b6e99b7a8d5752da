/// A value of a YAML document with the place where it was written.
package struct Node: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// Text, and whether it stands without quotes.
        case scalar(String, plain: Bool)
        /// In the order of the file, keys without repetition.
        case map([Entry])
        case list([Node])
    }

    package struct Entry: Sendable, Equatable {
        package let key: String
        package let origin: Origin
        package var value: Node

        package init(_ key: String, _ origin: Origin, _ value: Node) {
            self.key = key
            self.origin = origin
            self.value = value
        }
    }

    package var content: Content
    package var origin: Origin

    package init(_ content: Content, _ origin: Origin) {
        self.content = content
        self.origin = origin
    }

    package var entries: [Entry]? {
        guard case .map(let entries) = content else { return nil }
        return entries
    }

    package var items: [Node]? {
        guard case .list(let items) = content else { return nil }
        return items
    }

    /// The text of a scalar.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    package var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    package subscript(_ key: String) -> Node? { entries?.first { $0.key == key }?.value }

    /// What stands here, in the words of a message.
    var found: String {
        switch content {
        case .scalar(let text, _): isNull ? "nothing" : quoted(text)
        case .map(let entries): entries.isEmpty ? "an empty map" : "a map"
        case .list(let items): items.isEmpty ? "an empty list" : "a list"
        }
    }

    /// The value in one line, as flow YAML.
    package var summary: String {
        switch content {
        case .scalar(let text, let plain): plain ? text : quoted(text)
        case .map(let entries):
            "{\(entries.map { "\($0.key): \($0.value.summary)" }.joined(separator: ", "))}"
        case .list(let items): "[\(items.map(\.summary).joined(separator: ", "))]"
        }
    }
}

/// Text from a file in quotation marks: one line, and short enough for a message.
func quoted(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(60)
    let plain = start.map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
    return "\"\(plain)\(start.count < text.unicodeScalars.count ? "…" : "")\""
}
