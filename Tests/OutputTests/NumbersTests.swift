import Foundation
import Output
import Testing

/// What becomes of numbers that are not finite.
@Suite struct NumbersTests {
    private static let notFinite: [Double] = [.nan, .infinity, -.infinity, -.nan, .signalingNaN]

    @Test func `a number that is not finite is an empty field, which is counted`() {
        var rows = CSVRows()
        for value in [1.5] + Self.notFinite + [-0.0] { rows.add(value) }
        rows.add(nil as Double?)
        rows.endRow()
        #expect(String(decoding: rows.bytes, as: UTF8.self) == "1.5,,,,,,0.0,\n")
        #expect(rows.lacking == Self.notFinite.count)
        #expect(Self.notFinite.allSatisfy { CSV.number($0).isEmpty })
    }

    @Test func `a table says how many of its numbers are missing, and one that has all says nothing`() throws
    {
        let place = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try RunFolder(
            place, for: ResultKind("test", tables: ["whole.csv", "one.csv", "more.csv"]))
        func written(_ name: String, _ values: [Double]) throws -> WrittenFile {
            try folder.write(name) { sink throws(OutputError) in
                for value in values {
                    var rows = CSVRows()
                    rows.add(value)
                    rows.endRow()
                    try sink.write(rows)
                }
            }
        }
        #expect(try written("whole.csv", [1, 2]).warning == nil)
        #expect(
            try written("one.csv", [1, .nan]).warning
                == "one.csv: 1 field left empty, since the number there is not finite")
        #expect(
            try written("more.csv", [.infinity, 2, .nan]).warning
                == "more.csv: 2 fields left empty, since the number there is not finite")
    }

    @Test func `no number in words is one that is not finite`() {
        for value in Self.notFinite { #expect(short(value) == "-") }
    }

    @Test func `JSON of a number that is not finite is refused, and never written`() {
        for value in Self.notFinite { #expect(throws: EncodingError.self) { try json([value]) } }
    }
}
