/// A position in UTF-8 text that knows its line and column, as the YAML parser counts them.
struct YAMLCursor {
    let bytes: [UInt8]
    private(set) var offset = 0
    /// Scalars since the start of the text.
    private(set) var index = 0
    private(set) var line = 0
    private(set) var column = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var mark: Mark { Mark(line: line + 1, column: column + 1) }
    var isAtEnd: Bool { offset >= bytes.count }

    /// The byte some way ahead; 0 past the end, which the text cannot hold.
    func byte(_ ahead: Int = 0) -> UInt8 {
        let position = offset + ahead
        return position < bytes.count ? bytes[position] : 0
    }

    func isAt(_ character: Unicode.Scalar, _ ahead: Int = 0) -> Bool {
        byte(ahead) == UInt8(ascii: character)
    }

    /// Whether a line starts here with `---` or `...`, which separate documents.
    var isAtDocumentMarker: Bool {
        column == 0 && (isAt("-") || isAt(".")) && byte(1) == byte() && byte(2) == byte() && isAtBlankOrEnd(3)
    }

    func isAtBlank(_ ahead: Int = 0) -> Bool { byte(ahead) == 32 || byte(ahead) == 9 }

    func isAtBlankOrEnd(_ ahead: Int = 0) -> Bool {
        isAtBlank(ahead) || breakLength(ahead) > 0 || offset + ahead >= bytes.count
    }

    var isAtBreak: Bool { breakLength() > 0 }
    var isAtBreakOrEnd: Bool { isAtBreak || isAtEnd }

    /// Bytes of the line break that stands here: LF, CR, CR LF, next line, line or paragraph separator.
    func breakLength(_ ahead: Int = 0) -> Int {
        switch byte(ahead) {
        case 10: 1
        case 13: byte(ahead + 1) == 10 ? 2 : 1
        case 0xC2: byte(ahead + 1) == 0x85 ? 2 : 0
        case 0xE2: byte(ahead + 1) == 0x80 && (byte(ahead + 2) & 0xFE) == 0xA8 ? 3 : 0
        default: 0
        }
    }

    mutating func advance() {
        guard !isAtEnd else { return }
        offset += 1
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        index += 1
        column += 1
    }

    mutating func advanceOverBreak() {
        let length = breakLength()
        offset += length
        index += length == 2 && bytes[offset - 2] == 13 ? 2 : 1
        line += 1
        column = 0
    }

    mutating func advanceToEndOfLine() {
        while !isAtBreakOrEnd { advance() }
    }
}
