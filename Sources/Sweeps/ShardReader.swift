import Foundation
package import Output
import Questions
import Sampling

/// The tables of a shard, read point by point and held to the plan: whatever their hashes say, what one process would not have
/// written is refused.
package final class ShardReader {
    private let tables: [PointLines]
    private let plan: SweepPlan
    private let names: [[UInt8]]
    private let paths: PathTable?
    private static let experiments = 0
    private static let outcomes = 1
    private static let failures = 2
    private static let timeseries = 3

    /// - Parameter plan: of the whole sweep.
    package init(_ result: ResultFolder, _ plan: SweepPlan) throws(OutputError) {
        self.plan = plan
        names = plan.options.map { Array($0.utf8) }
        paths = plan.tables.timeseries ? PathTable(plan) : nil
        var tables: [PointLines] = []
        for table in Stream.tables(plan) {
            let path = result.path + "/" + table.name
            guard let listed = result.tables.first(where: { $0.path == path }) else {
                throw .cannotRead(path: path, reason: "datapackage.json does not list it")
            }
            try listed.verify()
            tables.append(try PointLines(path, header: table.schema.header))
        }
        self.tables = tables
    }

    /// The rows, not compressed, and outcomes of points of the shard, which are asked for in order.
    package func piece(_ points: Range<Int>) throws(OutputError) -> Piece {
        var piece = Piece(rows: tables.map { _ in [] })
        let options = plan.options.count
        piece.columns = Array(
            repeating: OutcomeValue.failed.coded,
            count: points.count * options * plan.outcomes.outcomes.count)
        piece.tally = Tally(points: points.count)
        for point in points {
            var rows: [[[UInt8]]] = []
            for table in tables { rows.append(try table.lines(of: point)) }
            let draw = PointTables.Draw(point: point, values: Array(plan.sampler.draws(point)))
            let drawn = plan.ofDraws.rows([draw])
            guard rows[Self.experiments] == [drawn.bytes] else { throw damaged(Self.experiments, point) }
            guard let failed = failed(rows[Self.failures]) else { throw damaged(Self.failures, point) }
            guard let values = values(rows[Self.outcomes], failed) else {
                throw damaged(Self.outcomes, point)
            }
            if let paths, !Self.hold(rows[Self.timeseries], paths, point, failed) {
                throw damaged(Self.timeseries, point)
            }
            for (index, value) in values.enumerated() {
                piece.columns[index * points.count + point - points.lowerBound] = value.coded
            }
            piece.tally.failed += failed.count { $0 }
            for (table, lines) in rows.enumerated() { piece.rows[table] += lines.joined() }
        }
        return piece
    }

    /// Makes sure that nothing is left after the last point.
    func end() throws(OutputError) {
        for table in tables where !table.isAtEnd {
            throw .cannotRead(
                path: table.path, reason: "it has rows that are of no point of the shard, or out of order")
        }
    }

    /// Which options a point's rows of failures tell of: each once, in the order of the plan.
    /// - Returns: nil where they are none that a sweep writes.
    private func failed(_ lines: [[UInt8]]) -> [Bool]? {
        var failed = names.map { _ in false }
        var next = 0
        for line in lines {
            let fields = Self.fields(line, atMost: 4)
            guard fields.count == 4,
                let option = names[next...].firstIndex(where: { $0.elementsEqual(fields[1]) }),
                fields[2].isEmpty || Self.isYear(fields[2]), Self.isText(fields[3])
            else { return nil }
            failed[option] = true
            next = option + 1
        }
        return failed
    }

    /// The outcomes that a point's rows tell, by outcome, then option.
    /// - Returns: nil where they are none that a sweep writes.
    private func values(_ lines: [[UInt8]], _ failed: [Bool]) -> [OutcomeValue]? {
        let outcomes = plan.outcomes.outcomes
        guard lines.count == names.count else { return nil }
        var values = [OutcomeValue](repeating: .failed, count: outcomes.count * names.count)
        for (option, line) in lines.enumerated() {
            let fields = Self.fields(line)
            guard fields.count == outcomes.count + 2, fields[1].elementsEqual(names[option]) else {
                return nil
            }
            for number in outcomes.indices {
                let field = fields[number + 2]
                let hasFailed = failed[option] || plan.outcomes.against(number).map { failed[$0] } ?? false
                let value: OutcomeValue
                if field.isEmpty {
                    value = plan.outcomes.emptyField(number, option: option) { failed[$0] }
                    guard hasFailed || value == .never else { return nil }
                } else {
                    guard !hasFailed, let found = CSV.number(in: field) else { return nil }
                    value = .number(found)
                }
                values[number * names.count + option] = value
            }
        }
        return values
    }

    /// Whether a point's rows of the long table are those of the runs that succeeded, in their order.
    private static func hold(_ lines: [[UInt8]], _ paths: PathTable, _ point: Int, _ failed: [Bool]) -> Bool {
        var rest = lines[...]
        for option in failed.indices where !failed[option] {
            guard paths.areRows(rest.prefix(paths.rowCount), point: point, option) else { return false }
            rest = rest.dropFirst(paths.rowCount)
        }
        return rest.isEmpty
    }

    /// The fields of a line without its end.
    private static func fields(_ line: [UInt8], atMost most: Int = .max) -> [ArraySlice<UInt8>] {
        line.dropLast().split(separator: 0x2C, maxSplits: most - 1, omittingEmptySubsequences: false)
    }

    private static func isYear(_ field: ArraySlice<UInt8>) -> Bool {
        guard let year = Double(String(decoding: field, as: UTF8.self)), year.isFinite else { return false }
        return CSV.year(year).utf8.elementsEqual(field)
    }

    /// Whether a field is a text in the form in which it is written.
    private static func isText(_ field: ArraySlice<UInt8>) -> Bool {
        let quote: UInt8 = 0x22
        var text = Array(field)
        if text.first == quote {
            let parts = field.dropFirst().dropLast().split(
                separator: [quote, quote], omittingEmptySubsequences: false)
            text = Array(parts.joined(separator: [quote]))
        }
        return !text.isEmpty && CSV.field(String(decoding: text, as: UTF8.self)).utf8.elementsEqual(field)
    }

    private func damaged(_ table: Int, _ point: Int) -> OutputError {
        .cannotRead(
            path: tables[table].path, reason: "its rows of point \(point) are not those of the plan")
    }
}

/// The lines of a table whose first column is the number of a point, in the order of the points.
private final class PointLines {
    let path: String
    private let reader: TableReader
    private var ahead: (point: Int, line: [UInt8])?

    var isAtEnd: Bool { ahead == nil }

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
        guard let point = Int(String(decoding: digits, as: UTF8.self)), "\(point)".utf8.elementsEqual(digits)
        else {
            throw .cannotRead(path: path, reason: "a row does not begin with the number of a point")
        }
        ahead = (point, line)
    }
}
