/// Rows of CSV as bytes, made by a thread that does not write them.
package struct CSVRows: Sendable {
    package private(set) var bytes: [UInt8] = []
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

    /// Adds a finite number; nil is an empty field.
    package mutating func add(_ value: Double?) { add(value.map(CSV.number) ?? "") }

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
