import Foundation
package import Output

/// A long table over time turned so that years are columns: a row for each series.
package struct YearColumns {
    /// Columns before the years.
    private let keys: [TableSchema.Field]
    private let title: String
    /// What the values of a year are.
    private let meaning: String
    private var series: [[String]: [Double: Double?]] = [:]
    private var order: [[String]] = []
    private var years: Set<Double> = []
    /// Points in time that were left out.
    package private(set) var leftOut = 0

    init(title: String, keys: [TableSchema.Field], meaning: String) {
        self.title = title
        self.keys = keys
        self.meaning = meaning
    }

    /// - Throws: `cannotRead` where the series has a value of that year already.
    /// - Parameter value: nil where the table has an empty field.
    mutating func add(_ key: [String], _ year: Double, _ value: Double?, from table: ResultTable)
        throws(OutputError)
    {
        years.insert(year)
        if series[key] == nil { order.append(key) }
        guard series[key, default: [:]].updateValue(value, forKey: year) == nil else {
            throw .cannotRead(
                path: table.path,
                reason:
                    "two rows are of \(key.filter { !$0.isEmpty }.joined(separator: ", ")) in \(CSV.year(year))"
            )
        }
    }

    /// Leaves out what is not at the beginning of a year.
    mutating func keepWholeYears() {
        let kept = years.filter { $0 == $0.rounded() }
        leftOut = years.count - kept.count
        years = kept
    }

    package var schema: TableSchema {
        TableSchema(
            title: title,
            fields: keys
                + years.sorted().map { .init(CSV.year($0), .number, "\(meaning) in \(CSV.year($0))") })
    }

    /// The table as CSV; a year of which a series has no value is empty.
    package func write(to sink: ByteSink) throws(OutputError) {
        try sink.write(schema.header)
        let years = years.sorted()
        for key in order {
            var row = CSVRows()
            for text in key { row.add(CSV.field(text)) }
            for year in years { row.add(series[key]?[year] ?? nil) }
            row.endRow()
            try sink.write(row.bytes)
        }
    }
}

extension ResultFolder {
    /// One of the tables of a single run.
    /// - Throws: `cannotRead` where the folder is not that of a run.
    func runTable(_ name: String, for form: String) throws(OutputError) -> ResultTable {
        guard table("outcomes") == nil else {
            throw .cannotRead(
                path: path,
                reason: "it is the folder of a sweep, and --as \(form) is for a run; take --as sqlite")
        }
        guard let table = table(name) else {
            throw .cannotRead(
                path: path,
                reason: "it holds no \(name).csv of a run, which --as \(form) is made of; take --as sqlite")
        }
        return table
    }

    /// The long table of a run with a row for each option, place, sector and variable.
    package func wide() throws(OutputError) -> YearColumns {
        let table = try runTable("timeseries", for: "wide")
        let names = table.schema.fields.map(\.name)
        let keys = ["scenario", "option", "jurisdiction", "sector", "variable", "unit"]
        var wide = YearColumns(
            title: "Every variable of every option, years as columns",
            keys: table.schema.fields.filter { keys.contains($0.name) }, meaning: "The value")
        try table.forEachPoint { row throws(OutputError) in
            let key = names.filter(keys.contains).map { row.text($0) }
            try wide.add(key, row.number("year"), row.numberIfAny("value"), from: table)
        }
        return wide
    }
}

/// A row whose fields are asked for by name.
struct NamedRow {
    private let table: ResultTable
    private let names: [String: Int]
    fileprivate var values: [ResultTable.Value] = []

    fileprivate init(_ table: ResultTable) {
        self.table = table
        names = Dictionary(
            table.schema.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Empty where it is missing.
    func text(_ name: String) -> String {
        guard let index = names[name], case .text(let text) = values[index] else { return "" }
        return text
    }

    /// - Throws: where the table has no such column of numbers, or the field is empty.
    func number(_ name: String) throws(OutputError) -> Double {
        guard let number = try numberIfAny(name) else { throw without(name) }
        return number
    }

    /// nil where the field is empty.
    /// - Throws: where the table has no such column of numbers.
    func numberIfAny(_ name: String) throws(OutputError) -> Double? {
        guard let index = names[name] else { throw without(name) }
        switch values[index] {
        case .number(let number): return number
        case .missing: return nil
        case .text, .whole: throw without(name)
        }
    }

    private func without(_ name: String) -> OutputError {
        .cannotRead(path: table.path, reason: "a row has no number in the column \(name)")
    }
}

extension ResultTable {
    func forEachPoint(_ body: (NamedRow) throws(OutputError) -> Void) throws(OutputError) {
        var row = NamedRow(self)
        try forEachRow { values throws(OutputError) in
            row.values = values
            try body(row)
        }
    }
}
