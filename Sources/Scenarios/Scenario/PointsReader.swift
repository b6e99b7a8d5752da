import Declarations
import Foundation
package import Simulation

extension LoadedScenario {
    /// The points that the design gives as a file; nil if it gives none.
    ///
    /// The header has a path for each column. What `vary` names must have a column, whose numbers mean what they mean
    /// there: factors on the world's values for a `range` of factors, values otherwise. A column `point` is passed over,
    /// so that a sweep's own table of points can be read back.
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
        /// The number of the row in another table.
        case passedOver
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
        while problems.count < Self.mostProblems, let line = lines.next() {
            // a file may end with empty lines
            if line.isEmpty, lines.isAtEnd { break }
            append(line, lines.line, columns, to: &values)
            guard values.count <= Self.mostNumbers else {
                throw .invalid([
                    problem(lines.line, 1, "more than \(Self.mostNumbers) numbers, split the file")
                ])
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        guard !values.isEmpty else { throw .invalid([problem(1, 1, "has no points, only a header")]) }
        return PointTable(inputs: inputs, values: values)
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
                columns.append(.passedOver)
                continue
            }
            if let input = varied.first(where: { $0.name == text }) {
                let (bounds, unit) = finder.bounds(of: input.target)
                columns.append(
                    .input(input, input.isFactor ? .positive : bounds, input.isFactor ? .one : unit))
                continue
            }
            guard varied.isEmpty else {
                problems.append(
                    problem(
                        1, field.column,
                        "column \(quoted(text)) is not in vary\(expectation(text, varied.map(\.name)))"))
                continue
            }
            guard let input = input(text, field.column, finder) else { continue }
            let (bounds, unit) = finder.bounds(of: input.target)
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

    /// What a column moves where `vary` says nothing.
    private mutating func input(_ text: String, _ column: Int, _ finder: TargetFinder) -> Input? {
        guard let path = Path(text) else {
            problems.append(
                problem(1, column, "\(quoted(text)) is not a path, expected name.key or name[0].key"))
            return nil
        }
        do throws(TargetFinder.Obstacle) {
            let target = try finder.target(at: path)
            if case .each = target {
                problems.append(problem(1, column, "\(text) has many entries, expected a column for each"))
                return nil
            }
            return Input(name: text, target: target, values: nil, isFactor: false)
        } catch {
            problems.append(problem(1, column, "\(text): \(error.message)"))
            return nil
        }
    }

    private mutating func append(_ line: Data, _ number: Int, _ columns: [Column], to values: inout [Double])
    {
        let fields = CSVField.split(line)
        guard fields.count == columns.count else {
            problems.append(
                problem(
                    number, 1,
                    "has \(counted(fields.count, "cell")), expected \(columns.count) as in the header"))
            return
        }
        for (field, column) in zip(fields, columns) {
            guard case .input(let input, let bounds, let unit) = column else { continue }
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
    }

    private func problem(_ line: Int, _ column: Int, _ message: String, path: String? = nil) -> Problem {
        Problem(file: name, line: line, column: column, path: path, message: message)
    }
}
