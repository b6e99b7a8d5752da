import Foundation

/// The lines of a file, whatever ends them.
struct LineScanner {
    let bytes: Data
    var position: Int
    /// Number of the line that was read last, from 1.
    var line = 0

    init(bytes: Data, position: Int) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { !bytes[position...].contains { $0 != 10 && $0 != 13 } }

    mutating func next() -> Data? {
        guard position < bytes.endIndex else { return nil }
        line += 1
        let end = bytes[position...].firstIndex(of: 10) ?? bytes.endIndex
        var text = bytes[position..<end]
        if text.last == 13 { text.removeLast() }
        position = min(end + 1, bytes.endIndex)
        return text
    }
}

/// A cell of a CSV, with or without quotation marks.
struct CSVField {
    let text: String
    /// From 1, in bytes.
    let column: Int

    static func split(_ line: Data) -> [CSVField] {
        var fields: [CSVField] = []
        var start = line.startIndex
        while true {
            let end = line[start...].firstIndex(of: 44) ?? line.endIndex
            var bytes = line[start..<end]
            if bytes.count >= 2, bytes.first == 34, bytes.last == 34 { bytes = bytes.dropFirst().dropLast() }
            fields.append(
                CSVField(text: String(decoding: bytes, as: UTF8.self), column: start - line.startIndex + 1))
            guard end < line.endIndex else { return fields }
            start = end + 1
        }
    }
}
