import Declarations
import Questions

/// Collects what is wrong with the input while it is read, so that all of it can be reported at once.
package struct Problems {
    private var found: [(origin: Origin, problem: Problem)] = []

    package init() {}

    package var isEmpty: Bool { found.isEmpty }

    mutating func report(_ origin: Origin, _ path: (any CustomStringConvertible)?, _ message: String) {
        let problem = Problem(origin, path.map { "\($0)" }, message)
        if !found.contains(where: { $0.problem == problem }) { found.append((origin, problem)) }
    }

    mutating func append(contentsOf other: Problems) {
        for item in other.found where !found.contains(where: { $0.problem == item.problem }) {
            found.append(item)
        }
    }

    /// In the order of layers, then of lines and columns.
    package var sorted: [Problem] {
        let order = found.enumerated().sorted { a, b in
            let (left, right) = (a.element.origin, b.element.origin)
            return (left.layer, left.position.line, left.position.column, a.offset)
                < (right.layer, right.position.line, right.position.column, b.offset)
        }
        return order.map(\.element.problem)
    }

    func throwIfAny() throws(InputError) {
        if !isEmpty { throw .invalid(sorted) }
    }
}

// MARK: - Values

extension Problems {
    /// - Returns: NaN once a problem has been reported, so that checks of several values pass over it.
    mutating func number(
        _ node: Node, _ path: any CustomStringConvertible, in bounds: Bounds? = nil, _ unit: Unit = .one
    ) -> Double {
        guard let value = finiteNumber(node, path) else { return .nan }
        guard let bounds, !bounds.contains(value) else { return value }
        let suffix = unit == .one ? "" : " (\(unit.rawValue))"
        report(node.origin, path, "must be \(bounds.description)\(suffix), found \(plain(value))")
        return .nan
    }

    /// A finite number, whatever its size; nil once a problem has been reported.
    private mutating func finiteNumber(
        _ node: Node, _ path: any CustomStringConvertible
    ) -> Double? {
        guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
            report(node.origin, path, "must be a number, found \(node.found)")
            return nil
        }
        if isPlain, let value = StrictNumber.value(of: text) { return value }
        if StrictNumber.isWellFormed(text) {
            report(
                node.origin, path,
                isPlain
                    ? "must be a finite number, found \(text)"
                    : "must be a number, found the text \(quoted(text)), write \(text) without quotes")
            return nil
        }
        let remedy = StrictNumber.remedy(for: text).map { ", \($0)" } ?? ""
        report(node.origin, path, "must be a number, found \(quoted(text))\(remedy)")
        return nil
    }

    mutating func wholeNumber(_ node: Node, _ path: Path, in range: ClosedRange<Int>) -> Int? {
        let value = number(node, path)
        guard value.isFinite else { return nil }
        guard let whole = Int(exactly: value), range.contains(whole) else {
            report(
                node.origin, path,
                "must be a whole number of at least \(range.lowerBound) and at most \(range.upperBound), "
                    + "found \(plain(value))")
            return nil
        }
        return whole
    }

    /// - Returns: nil once a problem has been reported.
    mutating func text(_ node: Node, _ path: Path) -> String? {
        guard let text = node.text, !node.isNull else {
            report(node.origin, path, "must be text, found \(node.found)")
            return nil
        }
        return text
    }

    /// Text in one line that is not empty.
    mutating func line(_ node: Node, _ path: Path) -> String? {
        guard let text = text(node, path) else { return nil }
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            report(node.origin, path, "must be one line of text, found \(quoted(text))")
            return nil
        }
        return text
    }

    /// A line that stays what it is in tables that other programs read.
    mutating func cell(_ node: Node, _ path: Path) -> String? {
        guard let text = line(node, path) else { return nil }
        guard let problem = TableText.problem(text) else { return text }
        report(node.origin, path, problem)
        return nil
    }

    /// One of some words.
    mutating func word(_ node: Node, _ path: Path, oneOf words: [String], _ noun: String) -> String? {
        guard let text = node.text, !node.isNull else {
            report(node.origin, path, "must be \(noun), found \(node.found)")
            return nil
        }
        guard words.contains(text) else {
            report(
                node.origin, path, "must be \(noun), found \(quoted(text))\(expectation(text, words))")
            return nil
        }
        return text
    }

    /// A comparison with a number, in quotes.
    mutating func threshold(_ node: Node, _ path: Path) -> Threshold? {
        guard let text = text(node, path) else { return nil }
        guard let threshold = Threshold(text) else {
            report(
                node.origin, path, "must be <, <=, > or >= and a number in quotes, found \(quoted(text))")
            return nil
        }
        return threshold
    }

    /// The name of a file beside the one in which it is written.
    mutating func file(_ node: Node, _ path: Path) -> NamedFile? {
        line(node, path).map { name in
            guard case .file(let file, _, _) = node.origin.place else {
                return NamedFile(name: name, path: name)
            }
            return NamedFile(name: name, path: InputFile.path(name, relativeTo: file))
        }
    }

    mutating func entries(_ node: Node, _ path: Path, _ expected: String = "a map") -> [Node.Entry]? {
        if let entries = node.entries { return entries }
        report(node.origin, path, "must be \(expected), found \(node.found)")
        return nil
    }

    mutating func items(_ node: Node, _ path: Path, _ expected: String = "a list") -> [Node]? {
        if let items = node.items { return items }
        report(node.origin, path, "must be \(expected), found \(node.found)")
        return nil
    }

    /// Whether the text can name something in tables, paths and files; the problem is reported if not.
    mutating func checkName(_ text: String, _ origin: Origin, _ path: Path) -> Bool {
        if text == Outcome.world {
            report(origin, path, "\(quoted(text)) is reserved, choose another name")
            return false
        }
        guard let problem = problemOfName(text) else { return true }
        report(origin, path, problem)
        return false
    }

    /// Reports a name that differs in case only from one before it: to SQLite they are one column, to some systems one file.
    mutating func checkCase(_ name: String, among others: [String], _ origin: Origin, _ path: Path) {
        guard let other = others.first(where: { $0 != name && $0.lowercased() == name.lowercased() }) else {
            return
        }
        report(
            origin, path, "\(quoted(name)) differs from \(quoted(other)) in case only, choose another name")
    }

    /// Reports keys that are not among the known ones, and required ones that are not there.
    mutating func checkKeys(
        _ node: Node, _ path: Path, known: [String], required: [String] = [], _ noun: String = "key"
    ) {
        guard let entries = node.entries else { return }
        for entry in entries where !known.contains(entry.key) {
            report(
                entry.origin, path.appending(entry.key), "unknown \(noun)\(expectation(entry.key, known))")
        }
        let missing = required.filter { node[$0] == nil }
        if !missing.isEmpty {
            report(node.origin, path, "missing \(noun) \(missing.joined(separator: ", "))")
        }
    }
}

/// Why a text cannot name anything in tables; nil if it can.
package func problemOfName(_ text: String) -> String? {
    isName(text)
        ? TableText.problem(text)
        : "\(quoted(text)) is not a name, expected a letter, then letters, digits, _ or -"
}

/// What was expected where the list is short, and what was perhaps meant.
func expectation(_ word: String, _ known: [String]) -> String {
    let list = known.count <= 12 ? ", expected \(alternatives(known))" : ""
    return list + (nearest(to: word, in: known).map { ", did you mean \($0)?" } ?? "")
}
