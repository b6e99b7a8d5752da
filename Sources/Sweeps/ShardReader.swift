import Foundation
import Output
import Simulation

/// The tables of a shard, read point by point.
final class ShardReader {
    private let tables: [PointLines]
    private let plan: SweepPlan
    private let path: String
    private let names: [[UInt8]]
    private static let outcomes = 1
    private static let failures = 2

    /// - Parameter plan: of the whole sweep.
    init(_ path: String, _ plan: SweepPlan) throws(OutputError) {
        self.path = path
        self.plan = plan
        names = plan.options.map { Array($0.utf8) }
        var tables: [PointLines] = []
        for table in Stream.tables(plan) {
            tables.append(try PointLines(path + "/" + table.name, header: table.schema.header))
        }
        self.tables = tables
    }

    /// The rows, not compressed, and outcomes of points of the shard, which are asked for in order.
    func piece(_ points: Range<Int>) throws(OutputError) -> Piece {
        var piece = Piece(rows: tables.map { _ in [] })
        let (options, outcomes) = (plan.options.count, plan.outcomes.outcomes.count)
        piece.columns = Array(repeating: OutcomeValue.failed.coded, count: points.count * options * outcomes)
        piece.tally = Tally(points: points.count)
        for point in points {
            var failed: [Bool] = names.map { _ in false }
            for (number, table) in tables.enumerated() {
                let lines = try table.lines(of: point)
                for line in lines { piece.rows[number] += line }
                switch number {
                case Self.outcomes:
                    guard lines.count == options else { throw damaged(table, point) }
                case Self.failures:
                    for line in lines {
                        guard let option = names.firstIndex(of: Self.field(1, line)) else {
                            throw damaged(table, point)
                        }
                        failed[option] = true
                    }
                    piece.tally.failed += lines.count
                default: break
                }
                if number == Self.outcomes {
                    try read(lines, point - points.lowerBound, points.count, table, &piece.columns)
                }
            }
            // an empty field is a crossing that never happens, unless a run has failed
            for option in 0..<options where !failed[option] {
                for outcome in 0..<outcomes {
                    if let reference = plan.outcomes.against(outcome), failed[reference] { continue }
                    let index = (outcome * options + option) * points.count + point - points.lowerBound
                    if piece.columns[index].isNaN { piece.columns[index] = OutcomeValue.never.coded }
                }
            }
        }
        return piece
    }

    /// Reads the numbers of a point's rows; empty fields are left as they are.
    private func read(
        _ lines: [[UInt8]], _ point: Int, _ points: Int, _ table: PointLines, _ columns: inout [Double]
    ) throws(OutputError) {
        let outcomes = plan.outcomes.outcomes.count
        for (option, line) in lines.enumerated() {
            guard Self.field(1, line) == names[option] else { throw damaged(table, point) }
            let fields = line.dropLast().split(separator: 0x2C, omittingEmptySubsequences: false).dropFirst(2)
            guard fields.count == outcomes else { throw damaged(table, point) }
            for (outcome, field) in fields.enumerated() where !field.isEmpty {
                guard let value = Double(String(decoding: field, as: UTF8.self)), value.isFinite else {
                    throw damaged(table, point)
                }
                columns[(outcome * plan.options.count + option) * points + point] = value
            }
        }
    }

    private static func field(_ number: Int, _ line: [UInt8]) -> [UInt8] {
        let fields = line.dropLast().split(
            separator: 0x2C, maxSplits: number + 1, omittingEmptySubsequences: false)
        return fields.count > number ? Array(fields[number]) : []
    }

    private func damaged(_ table: PointLines, _ point: Int) -> OutputError {
        .cannotRead(path: table.path, reason: "its rows of point \(point) are not those of the plan")
    }
}

/// The lines of a table whose first column is the number of a point, in the order of the points.
private final class PointLines {
    let path: String
    private let reader: TableReader
    private var ahead: (point: Int, line: [UInt8])?

    init(_ path: String, header: String) throws(OutputError) {
        self.path = path
        reader = try TableReader(path)
        guard let first = try reader.next(), first.elementsEqual(header.utf8) else {
            throw .cannotRead(path: path, reason: "its header is not that of the plan")
        }
        try advance()
    }

    func lines(of point: Int) throws(OutputError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        while let next = ahead, next.point == point {
            lines.append(next.line)
            try advance()
        }
        return lines
    }

    private func advance() throws(OutputError) {
        guard let line = try reader.next() else {
            ahead = nil
            return
        }
        let digits = line.prefix { $0 != 0x2C }
        guard let point = Int(String(decoding: digits, as: UTF8.self)) else {
            throw .cannotRead(path: path, reason: "a row does not begin with the number of a point")
        }
        ahead = (point, line)
    }
}
