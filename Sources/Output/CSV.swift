import Declarations

/// The form of fields in CSV: RFC 4180, UTF-8, LF, shortest round-trip numbers.
package enum CSV {
    /// A text as a field: quoted where it must be.
    package static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return text }
        return "\"" + text.doubling("\"") + "\""
    }

    /// A number as a field; minus zero is zero, and what is not finite is an empty field.
    package static func number(_ value: Double) -> String {
        value == 0 ? "0.0" : value.isFinite ? "\(value)" : ""
    }

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
