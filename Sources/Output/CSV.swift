import Declarations

/// A table being written as CSV: RFC 4180, UTF-8, LF, shortest round-trip numbers.
package struct CSV {
    package let sink: ByteSink

    /// - Parameter schema: of the table, for its header; nil for a table that continues another.
    package init(_ sink: ByteSink, _ schema: TableSchema?) throws(OutputError) {
        self.sink = sink
        if let schema { try sink.write(schema.header) }
    }

    /// - Parameter fields: already in the form of CSV; see `field` and `number`.
    package func row(_ fields: String...) throws(OutputError) {
        for (i, field) in fields.enumerated() {
            if i > 0 { sink.add(",") }
            sink.add(field)
        }
        try sink.write("\n")
    }

    /// A row of two runs of columns that are the same in many rows, as UTF-8 with their commas, and a number.
    package func row(_ first: [UInt8], _ second: [UInt8], _ value: Double) throws(OutputError) {
        sink.add(first)
        sink.add(second)
        sink.add(CSV.number(value))
        try sink.write("\n")
    }

    /// A text as a field: quoted where it must be.
    package static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return text }
        return "\"" + text.doubling("\"") + "\""
    }

    /// A finite number; minus zero is zero.
    package static func number(_ value: Double) -> String { value == 0 ? "0.0" : "\(value)" }

    /// The number that a field holds in the form of `number`; nil for any other text.
    package static func number(in field: some Collection<UInt8>) -> Double? {
        guard let value = Double(String(decoding: field, as: UTF8.self)), value.isFinite,
            number(value).utf8.elementsEqual(field)
        else { return nil }
        return value
    }

    /// A point in time: `2030`, or `2030.25` between two years.
    package static func year(_ time: Double) -> String { plain(time) }
}
