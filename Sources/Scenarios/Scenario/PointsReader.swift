import Declarations
import Foundation
package import Questions

extension LoadedScenario {
    /// The points that the design gives as a file; nil if it gives none.
    ///
    /// The header has the name of an input for each column: a path, with `*` behind it where the numbers are factors on the
    /// world's values. What `vary` names must have a column. A column `point` is passed over, so that a sweep's own table of
    /// points can be read back; where it does not count from 0, a note says so.
    ///
    /// - Throws: `.missing` if the file cannot be read, `.invalid` with the first problems in it.
    package func pointTable() throws(InputError) -> PointTable? {
        guard let points else { return nil }
        var reader = PointsReader(name: points.path, scenario: scenario)
        return try reader.read(Self.bytes(of: points))
    }

    /// The text of that file, for a copy of it.
    ///
    /// - Throws: `.missing` if the file cannot be read, `.invalid` if it is no text.
    package func pointsText() throws(InputError) -> String? {
        guard let points else { return nil }
        let bytes = try Self.bytes(of: points)
        _ = try LineScanner(csv: bytes, name: points.path)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func bytes(of points: NamedFile) throws(InputError) -> Data {
        // mapped, since it may be far larger than anything else that is read
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: points.path), options: .mappedIfSafe)
        else {
            throw .missing(
                Problem(
                    file: points.path, line: nil, column: nil, path: nil,
                    message: "cannot be opened, are you allowed to read it?"))
        }
        return bytes
    }
}

/// Reads a CSV of points: a line of paths, then a line of numbers for each point.
struct PointsReader {
    /// Of the file.
    let name: String
    let scenario: Scenario
    private var problems: [Problem] = []

    init(name: String, scenario: Scenario) {
        self.name = name
        self.scenario = scenario
    }

    /// Numbers that are kept in memory, 256 MB.
    static let mostNumbers = 32 << 20
    /// After these nobody reads on.
    static let mostProblems = 20

    private enum Column {
        /// The number of the point in another table.
        case number
        case input(Input, Bounds, Declarations.Unit)
    }

    mutating func read(_ bytes: Data) throws(InputError) -> PointTable {
        var lines = try LineScanner(csv: bytes, name: name)
        guard let header = lines.next(), !header.isEmpty else {
            throw .invalid([problem(1, 1, "is empty, expected a line of paths and lines of numbers")])
        }
        let columns = columns(header)
        guard problems.isEmpty else { throw .invalid(problems) }
        let inputs = columns.compactMap { column -> Input? in
            guard case .input(let input, _, _) = column else { return nil }
            return input
        }
        var values: [Double] = []
        var notes: [String] = []
        var count = 0
        while problems.count < Self.mostProblems, let line = lines.next() {
            // a file may end with empty lines
            if line.isEmpty, lines.isAtEnd { break }
            let own = append(line, lines.line, columns, to: &values)
            if notes.isEmpty, let own, own != "\(count)" {
                notes = [
                    "\(name): point \(own) is point \(count) here, since points are counted from 0 in their order"
                ]
            }
            count += 1
            guard values.count <= Self.mostNumbers else {
                throw .invalid([
                    problem(lines.line, 1, "more than \(Self.mostNumbers) numbers, split the file")
                ])
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        guard !values.isEmpty else { throw .invalid([problem(1, 1, "has no points, only a header")]) }
        return PointTable(inputs: inputs, values: values, notes: notes)
    }

    private mutating func columns(_ header: Data) -> [Column] {
        let finder = TargetFinder(scenario)
        let varied = finder.inputs(of: scenario.experiment.variations)
        var columns: [Column] = []
        var names: [String] = []
        var taken: [Target.Slot: String] = [:]
        for field in CSVField.split(header) {
            let text = field.text
            if names.contains(text) {
                problems.append(problem(1, field.column, "repeated column \(quoted(text))"))
            }
            names.append(text)
            if text == "point" {
                columns.append(.number)
                continue
            }
            if let input = varied.first(where: { $0.name == text }) {
                let (bounds, unit) = finder.bounds(of: input.target, isFactor: input.isFactor)
                columns.append(.input(input, bounds, unit))
                continue
            }
            guard varied.isEmpty else {
                let reason =
                    varied.first { $0.path == InputName(text).path }.map(Self.mistaken)
                    ?? "is not in vary\(expectation(text, varied.map(\.name)))"
                problems.append(problem(1, field.column, "column \(quoted(text)) \(reason)"))
                continue
            }
            guard let input = input(text, field.column, finder) else { continue }
            let (bounds, unit) = finder.bounds(of: input.target, isFactor: input.isFactor)
            let slots = input.target.slots
            if let other = slots.lazy.compactMap({ taken[$0] }).first {
                problems.append(
                    problem(1, field.column, "\(text) moves a number that \(other) moves too"))
            }
            for slot in slots { taken[slot] = text }
            columns.append(.input(input, bounds, unit))
        }
        let missing = varied.map(\.name).filter { !names.contains($0) }
        if !missing.isEmpty {
            problems.append(
                problem(1, 1, "missing column \(missing.joined(separator: ", ")), which vary names"))
        }
        return columns
    }

    /// Why a column of values is not one of factors on them that `vary` draws, or the other way round.
    private static func mistaken(for input: Input) -> String {
        let what = input.isFactor ? ["values", "factors on the world's values"] : ["factors", "values"]
        return
            "would be of \(what[0]), and vary has \(what[1]): write \(input.name) if it is of \(what[1]), "
            + "or give vary a distribution or grid of \(what[0])"
    }

    /// What a column moves where `vary` says nothing.
    private mutating func input(_ text: String, _ column: Int, _ finder: TargetFinder) -> Input? {
        do throws(TargetFinder.Obstacle) {
            let (name, target) = try finder.find(text)
            if case .each = target {
                problems.append(problem(1, column, "\(text) has many entries, expected a column for each"))
                return nil
            }
            let input = Input(path: name.path, target: target, values: nil, isFactor: name.isFactor)
            // the range of such a parameter is of factors, and sweeps once wrote these without the *
            if !name.isFactor, finder.range(of: target)?.isFactor == true {
                let factor = InputName(path: name.path, isFactor: true)
                problems.append(
                    problem(
                        1, column,
                        "\(text): factors on the world's values, or values? Write \(factor) for factors; "
                            + "for values, name \(text) under vary with a distribution or grid of values"))
            }
            return input
        } catch {
            problems.append(problem(1, column, error.message))
            return nil
        }
    }

    /// - Returns: what the line says of the point's number, if it does.
    private mutating func append(
        _ line: Data, _ number: Int, _ columns: [Column], to values: inout [Double]
    ) -> String? {
        let fields = CSVField.split(line)
        guard fields.count == columns.count else {
            problems.append(
                problem(
                    number, 1,
                    "has \(counted(fields.count, "cell")), expected \(columns.count) as in the header"))
            return nil
        }
        var own: String?
        for (field, column) in zip(fields, columns) {
            guard case .input(let input, let bounds, let unit) = column else {
                own = field.text
                continue
            }
            let text = field.text
            guard let value = StrictNumber.value(of: text) else {
                let what = text.isEmpty ? "is empty" : "is \(quoted(text))"
                problems.append(
                    problem(number, field.column, "\(what), expected a finite number", path: input.name))
                continue
            }
            guard bounds.contains(value) else {
                let suffix = unit == .one ? "" : " (\(unit.rawValue))"
                problems.append(
                    problem(
                        number, field.column,
                        "must be \(bounds.description)\(suffix), found \(plain(value))", path: input.name))
                continue
            }
            values.append(value)
        }
        return own
    }

    private func problem(_ line: Int, _ column: Int, _ message: String, path: String? = nil) -> Problem {
        Problem(file: name, line: line, column: column, path: path, message: message)
    }
}
