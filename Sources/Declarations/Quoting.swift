/// A text in double quotes, on one line, as YAML and Python read it alike.
package func doubleQuoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.visible }.joined() + "\""
}

/// A word of a shell's command line, on one line: bash reads it as the text, whatever that holds.
package func shellQuoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isPlain = scalars.allSatisfy { scalar in
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: "_-./=:,@%+".unicodeScalars.contains(scalar)
        }
    }
    if isPlain, !text.isEmpty { return text }
    guard scalars.contains(where: { $0.isInvisible }) else {
        return "'" + scalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }
    // the form with escapes, by bytes, since \u depends on the locale
    let escaped = scalars.map { scalar in
        guard !scalar.isInvisible else {
            return String(scalar).utf8.map { "\\x" + hexadecimal(UInt32($0), digits: 2) }.joined()
        }
        return scalar == "'" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
    return "$'" + escaped.joined() + "'"
}

/// A text on one line in which nothing is hidden: control characters and line ends are written as escapes.
package func onOneLine(_ text: String) -> String { text.unicodeScalars.map { $0.visible }.joined() }

/// A text in Markdown that shows it as it is, within one line.
package func markdown(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
        switch scalar {
        case "\\", "`", "*", "<", "[", "]": "\\\(scalar)"
        default: scalar.isInvisible ? " " : String(scalar)
        }
    }.joined()
}

extension String {
    /// The text with every occurrence of a mark doubled, also where a combining character follows it.
    package func doubling(_ mark: Unicode.Scalar) -> String {
        unicodeScalars.map { $0 == mark ? "\($0)\($0)" : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    /// Whether it ends a line, turns the direction of writing, or shows nothing.
    package var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }

    fileprivate var visible: String {
        switch self {
        case "\n": "\\n"
        case "\t": "\\t"
        case _ where isInvisible:
            value > 0xFFFF ? "\\U" + hexadecimal(value, digits: 8) : "\\u" + hexadecimal(value, digits: 4)
        default: String(self)
        }
    }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
