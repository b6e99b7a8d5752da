import Foundation

/// The lines of a text, whatever ends them.
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

    /// Cells of a line; within quotation marks a comma is a comma, and two marks are one.
    static func split(_ line: Data) -> [CSVField] {
        var fields: [CSVField] = []
        var start = line.startIndex
        while true {
            let end = end(of: line, from: start)
            let bytes = line[start..<end]
            var text = String(decoding: bytes, as: UTF8.self)
            if bytes.count >= 2, bytes.first == 34, bytes.last == 34 {
                text = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
            }
            fields.append(CSVField(text: text, column: start - line.startIndex + 1))
            guard end < line.endIndex else { return fields }
            start = end + 1
        }
    }

    /// Where the cell ends that begins at `start`.
    private static func end(of line: Data, from start: Data.Index) -> Data.Index {
        var rest = start
        if start < line.endIndex, line[start] == 34 {
            var close = line[(start + 1)...].firstIndex(of: 34)
            while let mark = close, mark + 1 < line.endIndex, line[mark + 1] == 34 {
                close = line[(mark + 2)...].firstIndex(of: 34)
            }
            rest = close ?? start
        }
        return line[rest...].firstIndex(of: 44) ?? line.endIndex
    }
}
