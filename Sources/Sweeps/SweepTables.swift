import Foundation
package import Output
package import Questions

/// The points and outcomes of a sweep's folder, read back by column.
package struct SweepTables: Sendable {
    package let inputs: [String]
    /// Numbers of the points: a part of a sweep does not begin at 0.
    package let points: [Int]
    package let options: [String]
    package let outcomes: [String]
    /// By input, then point.
    package let draws: [[Double]]
    /// By outcome, option and point: infinity for a crossing that never happens, not a number for a run that failed.
    private let values: [[[Double]]]
    /// Runs that failed.
    package let failures: Int

    package var count: Int { draws.first?.count ?? 0 }

    /// - Throws: `cannotRead` where a folder is not that of a sweep.
    package static func checkFolder(_ folder: String) throws(OutputError) {
        _ = try Self.listed("experiments", in: ResultFolder(folder))
    }

    /// - Throws: `cannotRead` where the result has no such table.
    fileprivate static func listed(_ name: String, in result: ResultFolder) throws(OutputError) -> ResultTable
    {
        guard let listed = result.table(name) else {
            throw .cannotRead(
                path: result.path + "/datapackage.json",
                reason: "it lists no \(name).csv; is \(result.path) the folder of a sweep?")
        }
        return listed
    }

    /// - Parameter scenario: the one that was swept.
    /// - Throws: `cannotRead` where a table is missing, was changed since, is not of the same points as another, or not of the scenario.
    package init(_ folder: String, of scenario: Scenario) throws(OutputError) {
        let result = try ResultFolder(folder)
        try result.verifyResolved()
        let points = try Table(result, "experiments", keys: ["point"])
        let rows = try Table(result, "outcomes", keys: ["point", "option"])
        let failed = try Table(result, "failures", keys: ["point", "option"], hasNumbers: false)
        inputs = points.names
        outcomes = rows.names
        let plan = OutcomePlan(scenario)
        guard let first = points.keys.first else {
            throw .cannotRead(path: points.path, reason: "it has no points")
        }
        let options = rows.keys.prefix { $0[0] == rows.keys[0][0] }.map { $0[1] }
        self.options = options
        // the tables are written point by point, every option of a point in the order of the file
        guard !options.isEmpty, rows.keys.count == points.keys.count * options.count,
            rows.keys.indices.allSatisfy({
                rows.keys[$0] == [points.keys[$0 / options.count][0], options[$0 % options.count]]
            })
        else {
            throw .cannotRead(
                path: rows.path,
                reason:
                    "it does not have a row for every option at each point of experiments.csv, which begin "
                    + "with point \(first[0])")
        }
        for column in points.columns.joined() where !column.isFinite {
            throw .cannotRead(path: points.path, reason: "it has an empty field")
        }
        draws = points.columns
        self.points = try points.keys.map { key throws(OutputError) in
            guard let number = Int(key[0]) else {
                throw .cannotRead(path: points.path, reason: "it has a point without a number: \(key[0])")
            }
            return number
        }
        guard outcomes == plan.outcomes.map(\.name), options == scenario.options.map(\.name) else {
            throw .cannotRead(
                path: rows.path,
                reason: "its options and outcomes are not those of the scenario that was swept")
        }
        let told = Set(failed.keys)
        var hasFailed = rows.keys.map(told.contains)
        // a run without an outcome that every run has, has failed, even if no table tells of it
        for (outcome, column) in rows.columns.enumerated() where plan.isOfEveryRun(outcome) {
            for (row, value) in column.enumerated() where value.isNaN { hasFailed[row] = true }
        }
        failures = hasFailed.count { $0 }
        values = rows.columns.enumerated().map { outcome, column in
            options.indices.map { option in
                points.keys.indices.map { point in
                    let value = column[point * options.count + option]
                    guard value.isNaN else { return value }
                    return plan.emptyField(outcome, option: option) {
                        hasFailed[point * options.count + $0]
                    }.coded
                }
            }
        }
    }

    /// By point: infinity for a crossing that never happens, not a number where the run failed.
    /// - Parameter against: the option from which the outcome is to be a difference.
    package func values(_ outcome: Int, option: Int, against: Int? = nil) -> [Double] {
        guard let against else { return values[outcome][option] }
        return zip(values[outcome][option], values[outcome][against]).map { value, other in
            let difference = value - other
            // two crossings that never happen have no difference, nor have two numbers whose difference is none
            return value.isFinite && other.isFinite && !difference.isFinite ? .nan : difference
        }
    }
}

/// A table whose first columns are names and whose others are numbers, or are passed over.
private struct Table {
    let path: String
    let names: [String]
    private(set) var keys: [[String]] = []
    /// Not a number for an empty field.
    private(set) var columns: [[Double]]

    init(_ result: ResultFolder, _ name: String, keys expected: [String], hasNumbers: Bool = true)
        throws(OutputError)
    {
        let listed = try SweepTables.listed(name, in: result)
        try listed.verify()
        path = listed.path
        let reader = try TableReader(path)
        let header = try Self.fields(reader.next() ?? [], in: path)
        guard Array(header.prefix(expected.count)) == expected, !hasNumbers || header.count > expected.count
        else {
            throw .cannotRead(
                path: path, reason: "its columns do not begin with \(expected.joined(separator: ", "))")
        }
        names = Array(header[expected.count...])
        columns = hasNumbers ? names.map { _ in [] } : []
        var line = 1
        while let bytes = try reader.next() {
            line += 1
            let fields = try Self.fields(bytes, in: path)
            guard fields.count == header.count || !hasNumbers && fields.count > header.count else {
                throw .cannotRead(
                    path: path,
                    reason: "line \(line) has \(fields.count) fields, and the header \(header.count)")
            }
            keys.append(Array(fields[..<expected.count]))
            for column in columns.indices {
                let field = fields[expected.count + column]
                guard let value = field.isEmpty ? .nan : Double(field), field.isEmpty || value.isFinite else {
                    throw .cannotRead(
                        path: path, reason: "line \(line): \(names[column]) is not a number: \(field)")
                }
                columns[column].append(value)
            }
        }
    }

    /// Names and numbers need no quotation marks.
    private static func fields(_ line: [UInt8], in path: String) throws(OutputError) -> [String] {
        let end = line.last == 0x0A ? line.dropLast() : line[...]
        guard let text = String(validating: end, as: UTF8.self) else {
            throw .cannotRead(
                path: path, reason: "it is not UTF-8 any more; was it saved by another program?")
        }
        return text.utf8.split(separator: 0x2C, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
    }
}
