/// Which tokens are keys, and which keys are repeated.
extension YAMLScan {
    var currentCandidate: Candidate? { isInFlow ? flows[flows.count - 1].candidate : candidate }

    mutating func setCandidate(_ value: Candidate?) {
        if isInFlow { flows[flows.count - 1].candidate = value } else { candidate = value }
    }

    mutating func offerCandidate() {
        guard keyAllowed else { return }
        setCandidate(
            Candidate(mark: cursor.mark, line: cursor.line, column: cursor.column, index: cursor.index))
    }

    /// An anchor may stand before what it names; the candidate is what follows.
    mutating func setKind(_ kind: Candidate.Kind) {
        guard var key = currentCandidate, key.kind == nil else { return }
        key.kind = kind
        setCandidate(key)
    }

    mutating func add(_ key: Candidate) throws(Refusal) {
        switch key.kind {
        case .alias: throw Refusal(mark: key.mark, message: "an alias cannot be a key")
        case .collection: throw Refusal(mark: key.mark, message: "a map or a list cannot be a key")
        case nil: return
        case .scalar(let range):
            guard let text = plainText(range) else { return }
            let mark = key.mark
            if isInFlow {
                guard flows[flows.count - 1].isMap else { return }
                note(text, mark, range, first: flows[flows.count - 1].keys.updateValue(mark, forKey: text))
            } else if !blocks.isEmpty {
                note(text, mark, range, first: blocks[blocks.count - 1].keys.updateValue(mark, forKey: text))
            }
            guard repeatedKeys.count <= YAMLLimits.repeatedKeys else {
                throw Refusal(mark: mark, message: "more than \(YAMLLimits.repeatedKeys) keys are repeated")
            }
        }
    }

    mutating func note(_ text: String, _ mark: Mark, _ bytes: Range<Int>, first: Mark?) {
        guard let first else { return }
        repeatedKeys.append(RepeatedKey(text: text, mark: mark, first: first, bytes: bytes))
    }

    /// The text of a scalar in one line; nil if it has escapes.
    func plainText(_ range: Range<Int>) -> String? {
        let slice = cursor.bytes[range]
        let text = String(decoding: slice, as: UTF8.self)
        guard let first = slice.first, isQuote(first) else { return text }
        let inner = text.dropFirst().dropLast()
        return inner.contains("\\") || inner.contains("'") ? nil : String(inner)
    }

    func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }
}
