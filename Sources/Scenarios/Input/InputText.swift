import Foundation

/// What keeps bytes from being read as text.
package struct UnreadableText: Error, Equatable {
    /// From 1, the column in bytes; nil where the whole file is of another kind.
    package let place: Mark?
    package let message: String
}

/// Text as all files are read: UTF-8, so that no letter of another encoding is lost or mistaken.
package enum InputText {
    /// - Returns: how many bytes come before the text: those of a byte order mark, if there is one.
    package static func start(of bytes: some Collection<UInt8>) throws(UnreadableText) -> Int {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw UnreadableText(place: nil, message: "is in UTF-16, save it as UTF-8")
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var (line, column, count) = (1, 1, 0)
        while true {
            switch parser.parseScalar(from: &rest) {
            case .emptyInput: return start
            case .valid(let scalar):
                if scalar.first == 0 {
                    throw UnreadableText(
                        place: nil,
                        message: "is not text, byte \(count + 1) is zero, expected UTF-8")
                }
                count += scalar.count
                column = scalar.first == 10 ? 1 : column + scalar.count
                if scalar.first == 10 { line += 1 }
            case .error:
                let byte = bytes[bytes.index(bytes.startIndex, offsetBy: count)]
                throw UnreadableText(
                    place: Mark(line: line, column: column - (line == 1 ? start : 0)),
                    message:
                        "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8, save the file as "
                        + "UTF-8; it is perhaps in Windows-1252, as spreadsheets write it")
            }
        }
    }
}

extension LineScanner {
    /// The lines of a CSV, which is read as text with commas.
    ///
    /// - Parameter name: of the file.
    init(csv bytes: Data, name: String) throws(InputError) {
        func problem(_ place: Mark?, _ message: String) -> InputError {
            .invalid([
                Problem(file: name, line: place?.line, column: place?.column, path: nil, message: message)
            ])
        }
        do throws(UnreadableText) {
            // the pointer's bytes come several times as fast as those of the data
            let start = bytes.withUnsafeBytes { bytes in
                Result { () throws(UnreadableText) in try InputText.start(of: bytes) }
            }
            self.init(bytes: bytes, position: bytes.startIndex + (try start.get()))
        } catch {
            throw problem(error.place, error.message)
        }
        var ahead = self
        guard let header = ahead.next(), !header.contains(44) else { return }
        for (separator, what) in [(UInt8(59), "semicolons"), (9, "tabs")] {
            guard let column = header.firstIndex(of: separator) else { continue }
            throw problem(
                Mark(line: 1, column: column - position + 1),
                "cells are separated by \(what), expected commas, and points in numbers")
        }
    }
}
