/// Rows of CSV as bytes, made by a thread that does not write them.
package struct CSVRows: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Fields that are empty because their number is not finite.
    package private(set) var lacking = 0
    private var isAtStart = true

    package init() {}

    private mutating func separate() {
        if !isAtStart { bytes.append(0x2C) }
        isAtStart = false
    }

    /// Adds a field that is in the form of CSV already; see `CSV.field`.
    package mutating func add(_ field: String) {
        separate()
        bytes.append(contentsOf: field.utf8)
    }

    package mutating func add(_ fields: [UInt8]) {
        separate()
        bytes.append(contentsOf: fields)
    }

    /// Adds a number; nil is an empty field, and so is a number that is not finite, which is counted.
    package mutating func add(_ value: Double?) {
        if let value, !value.isFinite { lacking += 1 }
        add(value.map(CSV.number) ?? "")
    }

    /// Adds several fields that are in the form of CSV already.
    package mutating func add(all fields: String...) { for field in fields { add(field) } }

    package mutating func add(_ value: Int) { add("\(value)") }

    /// A file of points: names of inputs, and a line of numbers for each point.
    package static func points(
        _ names: [String], _ points: some Sequence<Int>, _ value: (_ point: Int, _ input: Int) -> Double
    ) -> String {
        var table = CSVRows()
        for name in names { table.add(name) }
        table.endRow()
        for point in points {
            for input in names.indices { table.add(value(point, input)) }
            table.endRow()
        }
        return String(decoding: table.bytes, as: UTF8.self)
    }

    package mutating func endRow() {
        bytes.append(0x0A)
        isAtStart = true
    }
}
