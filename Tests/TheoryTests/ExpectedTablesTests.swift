import Foundation
import Testing
import Theory

/// Every number of every table against Tests/Oracle/theory.py, which finds them by closed forms, other algorithms and
/// 30-digit arithmetic (`python3 Tests/Oracle/theory.py Tests/TheoryTests/Expected`).
@Suite struct ExpectedTablesTests {
    @Test(arguments: TheoryModel.all.map(\.name))
    func `every number is the oracle's`(name: String) throws {
        let model = try #require(TheoryModel.all.first { $0.name == name })
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Expected/\(name).csv"), encoding: .utf8)
        let expected = text.split(separator: "\n").map {
            // no field is quoted: a comma in one would change the count
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let rows = try model.rows()
        try #require(rows.count == expected.count)
        for (i, (row, fields)) in zip(rows, expected).enumerated() {
            try #require(row.count == fields.count, "row \(i + 1)")
            for (column, (cell, field)) in zip(model.columns, zip(row, fields)) {
                #expect(agrees(cell, field), "\(column.name) of row \(i + 1): \(cell), expected \(field)")
            }
        }
    }

    /// To 1e-10 relative or, near 0, 1e-12 absolute.
    private func agrees(_ cell: TheoryModel.Cell, _ field: String) -> Bool {
        switch cell {
        case .empty: field.isEmpty
        case .text(let text): text == field
        case .count(let count): "\(count)" == field
        case .number(let value): Double(field).map { abs(value - $0) <= 1e-10 * abs($0) + 1e-12 } ?? false
        }
    }
}
