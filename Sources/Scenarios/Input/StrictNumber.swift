import Declarations

/// Numbers as files may write them: `-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[-+]?[0-9]+)?`, and finite.
///
/// YAML 1.1 reads `010` as 8, `1:30` as 90 and `no` as false; none of them is a number here.
package enum StrictNumber {
    package static func value(of text: String) -> Double? {
        guard isWellFormed(text), let value = Double(text), value.isFinite else { return nil }
        return value == 0 ? 0 : value
    }

    package static func isWellFormed(_ text: String) -> Bool {
        var rest = Substring(text)
        func digits() -> Int {
            let run = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(run.count)
            return run.count
        }
        if rest.first == "-" { rest = rest.dropFirst() }
        let startsWithZero = rest.first == "0"
        let whole = digits()
        guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == "e" {
            rest = rest.dropFirst()
            if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// What to write in place of text that is no number but was surely meant as one.
    package static func remedy(for text: String) -> String? {
        let lowered = text.lowercased()
        if ["yes", "true", "on", "y"].contains(lowered) { return "write 1" }
        if ["no", "false", "off", "n"].contains(lowered) { return "write 0" }
        if lowered.hasPrefix("0x"), let value = Int(lowered.dropFirst(2), radix: 16) {
            return "write \(value)"
        }
        if lowered.hasPrefix("0o"), let value = Int(lowered.dropFirst(2), radix: 8) {
            return "write \(value)"
        }
        guard text.utf8.count <= 40 else { return nil }
        var digits = lowered.filter { $0 != "_" && $0 != " " }
        let isPercentage = digits.last == "%"
        if isPercentage { digits.removeLast() }
        let sign = digits.first == "-" ? "-" : ""
        if digits.first == "-" || digits.first == "+" { digits.removeFirst() }
        let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count == 2, groups[1].count == 3, !digits.contains(".") {
            return "write \(sign)\(groups[0])\(groups[1]), or \(sign)\(groups[0]).\(groups[1])"
        }
        digits = groups.count == 2 ? groups.joined(separator: ".") : groups.joined()
        while digits.hasPrefix("0"), digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
        if digits.hasPrefix(".") { digits = "0" + digits }
        if digits.hasSuffix(".") { digits.removeLast() }
        guard let value = value(of: sign + digits) else { return nil }
        return "write \(isPercentage ? plain(value / 100) : sign + digits)"
    }
}
