/// What each token does to the depth, to the counts and to the token that may be a key.
extension YAMLScan {
    mutating func startDocument() {
        leaveBlocks(deeperThan: -1)
        setCandidate(nil)
        keyAllowed = false
    }

    mutating func leaveBlocks(deeperThan column: Int) {
        guard !isInFlow else { return }
        while let block = blocks.last, block.column > column { blocks.removeLast() }
    }

    mutating func enterBlock(at column: Int) throws(Refusal) {
        guard !isInFlow, indentation < column else { return }
        blocks.append(Block(column: column))
        try count()
        try checkDepth()
    }

    mutating func open() throws(Refusal) {
        offerCandidate()
        setKind(.collection)
        flows.append(Flow(isMap: cursor.isAt("{")))
        keyAllowed = true
        try count()
        try checkDepth()
        cursor.advance()
    }

    mutating func close() {
        _ = flows.popLast()
        keyAllowed = false
        cursor.advance()
    }

    mutating func separate() throws(Refusal) {
        setCandidate(nil)
        keyAllowed = true
        separators += 1
        try checkCount()
        cursor.advance()
    }

    mutating func blockEntry() throws(Refusal) {
        if keyAllowed { try enterBlock(at: cursor.column) }
        try separate()
    }

    mutating func value() throws(Refusal) {
        separators += 1
        try checkCount()
        if let key = currentCandidate, key.line == cursor.line, key.index + 1024 >= cursor.index {
            try enterBlock(at: key.column)
            try add(key)
            setCandidate(nil)
            keyAllowed = false
        } else {
            if keyAllowed { try enterBlock(at: cursor.column) }
            keyAllowed = !isInFlow
        }
        cursor.advance()
    }

    mutating func alias() throws(Refusal) {
        offerCandidate()
        setKind(.alias)
        keyAllowed = false
        try count()
        advanceOverName()
    }

    mutating func anchor() throws(Refusal) {
        anchors += 1
        guard anchors <= YAMLLimits.anchors else {
            throw refusal("the document has more than \(YAMLLimits.anchors) anchors")
        }
        offerCandidate()
        keyAllowed = false
        advanceOverName()
    }

    mutating func advanceOverName() {
        repeat {
            cursor.advance()
        } while isNameByte(cursor.byte())
    }

    func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    mutating func scalar(_ advance: (inout YAMLScan) -> Int) throws(Refusal) {
        try count()
        offerCandidate()
        let (start, mark) = (cursor.offset, cursor.mark)
        keyAllowed = false
        let end = advance(&self)
        setKind(.scalar(start..<end))
        if isInFlow, cursor.bytes[start..<end].contains(UInt8(ascii: "[")), !isQuote(cursor.bytes[start]) {
            bracketedPaths.append(BracketedPath(mark: mark, bytes: start..<end))
        }
    }
}
