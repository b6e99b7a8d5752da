import Declarations

/// Reads what a world says of a parameter beside its value, and holds it against the declaration.
enum NoteReader {
    static func read(_ parameter: Parameter, _ node: Node, _ problems: inout Problems) -> Note {
        let path = Path([.key(parameter.name)])
        let declaration = parameter.declaration
        check("unit", declaration.unit.rawValue, node, path, &problems)
        check("symbol", declaration.symbol, node, path, &problems)
        var note = Note()
        if let kind = node["rangeIs"] {
            let path = path.appending("rangeIs")
            let word = problems.word(kind, path, oneOf: ["factor", "value"], "what the range is of")
            note.rangeIsFactor = word == "factor"
            if node["range"] == nil { problems.report(kind.origin, path, "there is no range") }
        }
        if let range = node["range"] {
            note.range = self.range(
                range, path.appending("range"), note.rangeIsFactor ? nil : declaration, &problems)
        }
        if let source = node["source"] { note.source = text(source, path.appending("source"), &problems) }
        if let remark = node["note"] { note.note = text(remark, path.appending("note"), &problems) }
        if let assurance = node["assurance"] {
            note.assurance = self.assurance(assurance, path.appending("assurance"), &problems)
        }
        return note
    }

    /// Text of one or several lines that `list` puts into a table.
    private static func text(_ node: Node, _ path: Path, _ problems: inout Problems) -> String? {
        let text = problems.text(node, path)
        if let problem = text.flatMap(TableText.problem) { problems.report(node.origin, path, problem) }
        return text
    }

    private static func assurance(_ node: Node, _ path: Path, _ problems: inout Problems) -> Assurance? {
        guard problems.entries(node, path, "a map with quality and disputedBy") != nil else { return nil }
        problems.checkKeys(node, path, known: WorldKeys.assurance, required: WorldKeys.assurance)
        let quality = node["quality"].flatMap {
            problems.word(
                $0, path.appending("quality"), oneOf: Assurance.Quality.allCases.map(\.rawValue), "a quality")
        }
        let disputedBy = node["disputedBy"].flatMap { problems.cell($0, path.appending("disputedBy")) }
        guard let quality = quality.flatMap(Assurance.Quality.init), let disputedBy else { return nil }
        return Assurance(quality: quality, disputedBy: disputedBy)
    }

    private static func check(
        _ key: String, _ declared: String, _ node: Node, _ path: Path, _ problems: inout Problems
    ) {
        guard let written = node[key] else { return }
        if written.text != declared {
            problems.report(
                written.origin, path.appending(key), "must be \(quoted(declared)), found \(written.found)")
        }
    }

    /// Factors are positive, since a sweep draws their logarithm; values lie in the parameter's bounds.
    private static func range(
        _ node: Node, _ path: Path, _ declaration: Declaration?, _ problems: inout Problems
    ) -> ClosedRange<Double>? {
        guard let items = node.items, items.count == 2 else {
            problems.report(node.origin, path, "must be [min, max], found \(node.found)")
            return nil
        }
        let bounds = declaration?.bounds ?? .positive
        let ends = items.enumerated().map { index, item in
            problems.number(
                item, path.appending(.index(index)), in: bounds, declaration?.unit ?? .one)
        }
        guard ends[0].isFinite, ends[1].isFinite else { return nil }
        guard ends[0] < ends[1] else {
            problems.report(
                node.origin, path, "min must be below max, found \(plain(ends[0])) and \(plain(ends[1]))")
            return nil
        }
        return ends[0]...ends[1]
    }
}
