import Declarations
import Foundation
package import Questions

extension LoadedScenario {
    /// The observations of a file, in its order.
    ///
    /// - Throws: `.missing` if the file cannot be read, `.invalid` with the first problems in it.
    package func observations(_ file: NamedFile) throws(InputError) -> [Observation] {
        let input = try InputFile(readingAt: file.path, namedAt: nil)
        var reader = ObservationsReader(
            name: file.path, world: scenario.world, end: scenario.horizon.end)
        return try reader.read(Data(input.bytes))
    }
}

/// Reads a CSV of observations: a line of names, then a line for each observation.
struct ObservationsReader {
    /// Of the file.
    let name: String
    let world: World
    /// Of the horizon.
    let end: Double
    private var problems: [Problem] = []

    init(name: String, world: World, end: Double) {
        self.name = name
        self.world = world
        self.end = end
    }

    private enum Column: String, CaseIterable {
        case series, variable, place, sector, date, value, low, high
        case standardError = "standard_error"
        case measure, source, quality, note
    }

    private static let optional: [Column] = [.sector, .low, .high, .standardError, .note]

    /// Standard deviations on either side of the mean that hold 90 % of a normal distribution.
    private static let halfWidth = 1.6448536269514722
    /// Standard errors whose squares are numbers, and so are the residuals that are measured in them.
    private static let errors = 1e-100...1e100

    mutating func read(_ bytes: Data) throws(InputError) -> [Observation] {
        var lines = try LineScanner(csv: bytes, name: name)
        guard let header = lines.next(), !header.isEmpty else {
            throw .invalid([problem(1, 1, "is empty, expected a line of names and lines of observations")])
        }
        let columns = columns(CSVField.split(header))
        guard problems.isEmpty else { throw .invalid(problems) }
        var observations: [Observation] = []
        while problems.count < PointsReader.mostProblems, let line = lines.next() {
            if line.isEmpty, lines.isAtEnd { break }
            let cells = CSVField.split(line)
            guard cells.count == columns.count else {
                report(
                    lines.line, 1,
                    "has \(counted(cells.count, "cell")), expected \(columns.count) as in the header")
                continue
            }
            let row = Row(
                cells: Dictionary(uniqueKeysWithValues: zip(columns, cells)), line: lines.line)
            guard let observation = observation(row) else { continue }
            check(observation, row, against: observations)
            observations.append(observation)
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        guard !observations.isEmpty else {
            throw .invalid([problem(1, 1, "has no observations, only a header")])
        }
        return observations
    }

    private struct Row {
        let cells: [Column: CSVField]
        let line: Int

        /// nil where the column is not there or the cell is empty.
        subscript(_ column: Column) -> String? {
            guard let text = cells[column]?.text, !text.isEmpty else { return nil }
            return text
        }
    }

    private mutating func columns(_ header: [CSVField]) -> [Column] {
        var columns: [Column] = []
        let known = Column.allCases.map(\.rawValue)
        for field in header {
            guard let column = Column(rawValue: field.text) else {
                report(
                    1, field.column, "unknown column \(quoted(field.text))\(expectation(field.text, known))")
                continue
            }
            if columns.contains(column) {
                report(1, field.column, "repeated column \(quoted(field.text))")
            }
            columns.append(column)
        }
        let missing = Column.allCases.filter { !Self.optional.contains($0) && !columns.contains($0) }
        if problems.isEmpty, !missing.isEmpty {
            report(1, 1, "missing column \(missing.map(\.rawValue).joined(separator: ", "))")
        }
        return columns
    }

    private mutating func observation(_ row: Row) -> Observation? {
        let before = problems.count
        let series = required(.series, row)
        if let problem = series.flatMap(problemOfName) { report(.series, row, problem) }
        let variable = word(.variable, row, Variable.allCases.map(\.rawValue), "a variable")
            .flatMap(Variable.init)
        let place = word(.place, row, world.jurisdictions + [Outcome.world], "a place")
        let sector =
            row[.sector] == nil ? nil : word(.sector, row, world.sectors, "a sector")
        let date = number(.date, row)
        let value = number(.value, row)
        if let value, abs(value) > Self.errors.upperBound {
            report(
                .value, row,
                "must be between -\(Self.errors.upperBound) and \(Self.errors.upperBound), found \(plain(value))"
            )
        }
        let measure = word(.measure, row, Observation.Measure.allCases.map(\.rawValue), "a measure")
            .flatMap(Observation.Measure.init)
        let quality = word(.quality, row, Observation.Quality.allCases.map(\.rawValue), "a quality")
            .flatMap(Observation.Quality.init)
        let source = required(.source, row)
        if let problem = source.flatMap(TableText.problem) { report(.source, row, problem) }
        let error = value.flatMap { standardError(row, around: $0) }
        guard problems.count == before, let series, let variable, let place, let date, let value, let measure,
            let quality, let source, let error
        else { return nil }
        return Observation(
            series: series, variable: variable, place: place, sector: sector, date: date, value: value,
            standardError: error, measure: measure, source: source, quality: quality, note: row[.note] ?? "",
            line: row.line)
    }

    /// As it is written, or from the ends of a range that is taken for the middle 90 % of a normal distribution.
    private mutating func standardError(_ row: Row, around value: Double) -> Double? {
        switch (row[.standardError], row[.low], row[.high]) {
        case (_?, nil, nil):
            guard let error = number(.standardError, row) else { return nil }
            if Self.errors.contains(error) { return error }
            let bound =
                error > 0 ? "between \(Self.errors.lowerBound) and \(Self.errors.upperBound)" : "above 0"
            report(.standardError, row, "must be \(bound), found \(plain(error))")
        case (nil, _?, _?):
            guard let low = number(.low, row), let high = number(.high, row) else { return nil }
            if low < high, (low...high).contains(value) {
                let error = (high - low) / (2 * Self.halfWidth)
                if Self.errors.contains(error) { return error }
                report(
                    .low, row,
                    "gives with high a standard error of \(plain(error)), expected one between \(Self.errors.lowerBound) and \(Self.errors.upperBound)"
                )
                return nil
            }
            report(
                .low, row,
                "must be below high, with value between them, found \(plain(low)), \(plain(value)) and \(plain(high))"
            )
        case (_, _, _):
            report(.value, row, "must have either standard_error, or low and high")
        }
        return nil
    }

    /// What no cell tells alone.
    private mutating func check(_ observation: Observation, _ row: Row, against others: [Observation]) {
        let variable = observation.variable
        let declaration = variable.declaration
        if observation.place == Outcome.world, !declaration.addsUp {
            report(
                .place, row,
                "\(variable.rawValue) does not add up over the World, expected \(alternatives(world.jurisdictions))"
            )
        }
        if observation.sector != nil, !declaration.bySector {
            report(.sector, row, "\(variable.rawValue) has no sectors")
        }
        if observation.sector == nil, declaration.bySector, !declaration.addsUp {
            report(.variable, row, "\(variable.rawValue) does not add up over sectors, expected a sector")
        }
        if observation.measure == .index, observation.value <= 0 {
            report(.value, row, "must be above 0 for an index, found \(plain(observation.value))")
        }
        if observation.date > end {
            report(.date, row, "\(plain(observation.date)) is past the horizon, which ends in \(plain(end))")
        }
        guard let first = others.first(where: { $0.series == observation.series }) else { return }
        if (first.variable, first.place, first.measure) != (variable, observation.place, observation.measure)
            || first.sector != observation.sector
        {
            report(
                .series, row,
                "series \(observation.series) has another variable, place, sector or measure in line \(first.line)"
            )
        }
        let same = others.first { $0.series == observation.series && $0.date == observation.date }
        if let same {
            report(.date, row, "series \(observation.series) has this date in line \(same.line) already")
        }
    }

    // MARK: - Cells

    private mutating func required(_ column: Column, _ row: Row) -> String? {
        if row[column] == nil { report(column, row, "is empty") }
        return row[column]
    }

    private mutating func word(_ column: Column, _ row: Row, _ words: [String], _ noun: String) -> String? {
        guard let text = required(column, row) else { return nil }
        if words.contains(text) { return text }
        report(column, row, "must be \(noun), found \(quoted(text))\(expectation(text, words))")
        return nil
    }

    private mutating func number(_ column: Column, _ row: Row) -> Double? {
        guard let text = required(column, row) else { return nil }
        if let value = StrictNumber.value(of: text) { return value }
        report(column, row, "is \(quoted(text)), expected a finite number")
        return nil
    }

    private mutating func report(_ column: Column, _ row: Row, _ message: String) {
        report(row.line, row.cells[column]?.column ?? 1, message, path: column.rawValue)
    }

    private mutating func report(_ line: Int, _ column: Int, _ message: String, path: String? = nil) {
        problems.append(problem(line, column, message, path: path))
    }

    private func problem(_ line: Int, _ column: Int, _ message: String, path: String? = nil) -> Problem {
        Problem(file: name, line: line, column: column, path: path, message: message)
    }
}
