/// A table of a result, which is read row by row.
package struct ResultTable {
    package let name: String
    package let path: String
    let hash: String
    package let schema: TableSchema

    /// A field as its column's type has it.
    package enum Value: Equatable {
        /// An empty field.
        case missing
        case text(String)
        case whole(Int64)
        case number(Double)
    }

    /// Makes sure that the file is what was written.
    ///
    /// - Throws: `cannotRead` where the bytes are not those that the data package lists.
    package func verify() throws(OutputError) {
        try ResultFolder.verify(path, hash, listedIn: "datapackage.json")
    }

    /// Passes each row on, in order, once the file is known to be what was written.
    ///
    /// - Throws: `cannotRead` where the bytes are not those that the data package lists, or a field is not of its column's type.
    package func forEachRow(_ body: ([Value]) throws(OutputError) -> Void) throws(OutputError) {
        try verify()
        var records = try CSVRecords(path)
        guard try records.next() == schema.fields.map(\.name) else {
            throw .cannotRead(path: path, reason: "its columns are not those that datapackage.json lists")
        }
        while let record = try records.next() {
            guard record.count == schema.fields.count else {
                throw .cannotRead(
                    path: path,
                    reason: "line \(records.line) has \(record.count) fields, and the header "
                        + "\(schema.fields.count)")
            }
            var values: [Value] = []
            for (text, field) in zip(record, schema.fields) {
                guard let value = Self.value(text, field.type) else {
                    throw .cannotRead(
                        path: path,
                        reason: "line \(records.line): \(field.name) is not of type \(field.type): \(text)")
                }
                values.append(value)
            }
            try body(values)
        }
    }

    private static func value(_ text: String, _ type: TableSchema.Field.Kind) -> Value? {
        if text.isEmpty { return .missing }
        switch type {
        case .string: return .text(text)
        case .integer: return Int64(text).map(Value.whole)
        case .number: return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        }
    }
}

/// The records of a CSV by RFC 4180, whose fields may hold commas, quotation marks and line ends.
private struct CSVRecords {
    private let path: String
    private let reader: TableReader
    /// Number of the line that was read last, from 1.
    private(set) var line = 0

    init(_ path: String) throws(OutputError) {
        self.path = path
        reader = try TableReader(path)
    }

    /// - Returns: nil after the last record.
    mutating func next() throws(OutputError) -> [String]? {
        guard var bytes = try reader.next() else { return nil }
        line += 1
        // within quotation marks a line end is a part of the field
        while bytes.count(where: { $0 == 0x22 }) % 2 == 1 {
            guard let more = try reader.next() else {
                throw .cannotRead(path: path, reason: "line \(line) has a quotation mark that is not closed")
            }
            line += 1
            bytes += more
        }
        bytes.removeLast()
        guard bytes.contains(0x22) else {
            return bytes.split(separator: 0x2C, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return Self.quoted(bytes)
    }

    private static func quoted(_ bytes: [UInt8]) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isInside = false
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x22 {
                // two marks within a field stand for one
                if !isInside, previous == 0x22 { field.append(0x22) }
                isInside.toggle()
            } else if byte == 0x2C, !isInside {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
            } else {
                field.append(byte)
            }
            previous = byte
        }
        return fields + [String(decoding: field, as: UTF8.self)]
    }
}
