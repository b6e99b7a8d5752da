/// Changes to a text that let the parser read what it would refuse, without moving anything.
///
/// Repeated keys, which it refuses without their place, are overwritten by names of their own; the brackets of
/// paths such as `options.a.UK[0].from` among other brackets by letters. Both are of private use, one for each
/// character, and are undone by place.
struct YAMLDisguise {
    private static let openBracket: Unicode.Scalar = "\u{F8F0}"
    private static let closeBracket: Unicode.Scalar = "\u{F8F1}"
    private static let firstName: UInt32 = 0xE000

    private var hidden: [Mark: YAMLScan.RepeatedKey] = [:]
    private var paths: Set<Mark> = []
    /// What replaces which bytes, in order.
    private var edits: [(bytes: Range<Int>, replacement: (Unicode.Scalar) -> Unicode.Scalar)] = []

    init() {}

    init(_ scan: YAMLScan) {
        for (number, key) in scan.repeatedKeys.enumerated() {
            let name = Unicode.Scalar(Self.firstName + UInt32(number)) ?? Self.openBracket
            hidden[key.mark] = key
            edits.append((key.bytes, { _ in name }))
        }
        for path in scan.bracketedPaths where hidden[path.mark] == nil {
            paths.insert(path.mark)
            edits.append((path.bytes, { $0 == "[" ? Self.openBracket : $0 == "]" ? Self.closeBracket : $0 }))
        }
        edits.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }

    var isEmpty: Bool { edits.isEmpty }

    func applied(to bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var end = 0
        for edit in edits {
            result += String(decoding: bytes[end..<edit.bytes.lowerBound], as: UTF8.self).unicodeScalars
            result += String(decoding: bytes[edit.bytes], as: UTF8.self).unicodeScalars.map(edit.replacement)
            end = edit.bytes.upperBound
        }
        result += String(decoding: bytes[end...], as: UTF8.self).unicodeScalars
        return String(result)
    }

    /// The key at the mark, if it repeats another.
    func repeatedKey(at mark: Mark) -> YAMLScan.RepeatedKey? { hidden[mark] }

    /// The text as it was written at the mark.
    func original(_ text: String, at mark: Mark) -> String {
        guard paths.contains(mark) else { return text }
        let scalars = text.unicodeScalars.map {
            $0 == Self.openBracket ? "[" : $0 == Self.closeBracket ? "]" : $0
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
