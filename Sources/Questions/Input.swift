package import Declarations

/// How an input is written wherever it is named: the path of a number, with `*` behind it where it multiplies the
/// world's values. So a number and a factor never have the same name.
package struct InputName: Sendable, Hashable, CustomStringConvertible {
    package let path: String
    package let isFactor: Bool

    package init(path: String, isFactor: Bool) {
        self.path = path
        self.isFactor = isFactor
    }

    /// `name.*` is the path of every entry, and `name.**` a factor on each.
    package init(_ text: String) {
        isFactor = text.hasSuffix("*") && !text.hasSuffix(".*")
        path = isFactor ? String(text.dropLast()) : text
    }

    package var description: String { isFactor ? path + "*" : path }
}

/// A number that a sweep moves by a draw of its own: a column of its table of points.
package struct Input: Sendable, Equatable {
    /// The path as written; for `name.*` the full path of the entry. Draws and dimensions go by it.
    package let path: String
    /// Never `.each`.
    package let target: Target
    /// nil where a file of points gives them.
    package let values: Variation.Values?
    /// Whether the draw multiplies the values of the world instead of replacing them.
    package let isFactor: Bool

    package init(path: String, target: Target, values: Variation.Values?, isFactor: Bool) {
        self.path = path
        self.target = target
        self.values = values
        self.isFactor = isFactor
    }

    /// The header of its column.
    package var name: String { InputName(path: path, isFactor: isFactor).description }
}

extension Variation {
    /// One input, or one for each entry of `name.*`.
    package func inputs(in world: World) -> [Input] {
        let name = InputName(path)
        let isFactor =
            name.isFactor || values == .distribution(.range) && world.range(of: target)?.isFactor == true
        guard case .each(let parameter, let positions) = target else {
            return [Input(path: name.path, target: target, values: values, isFactor: isFactor)]
        }
        return parameter.entries(in: world).filter { positions.contains($0.position) }.map { entry in
            Input(
                path: ([parameter.name] + entry.keys).joined(separator: "."),
                target: .entries(parameter, [entry.position]), values: values, isFactor: isFactor)
        }
    }
}

extension World {
    /// What a sweep draws from by default, and whether it multiplies; nil where the world gives no range.
    package func range(of target: Target) -> (range: ClosedRange<Double>, isFactor: Bool)? {
        let note: Note? =
            switch target {
            case .entries(let parameter, _), .each(let parameter, _): notes[parameter]
            case .discountRate: notes[.scalar(.discountRate)]
            case .regime, .baseRegime, .step: nil
            }
        guard let note, let range = note.range else { return nil }
        return (range, note.rangeIsFactor)
    }
}

/// The points of a design that are given in a file.
package struct PointTable: Sendable, Equatable {
    /// In the order of the columns.
    package let inputs: [Input]
    /// Row after row.
    package let values: [Double]
    /// What is worth knowing of the file and is no mistake.
    package let notes: [String]

    package let count: Int

    /// - Parameter rows: a number for each input; without inputs, all are the scenario as it stands.
    package init(inputs: [Input], rows: [[Double]]) {
        self.inputs = inputs
        values = Array(rows.joined())
        count = rows.count
        notes = []
    }

    package init(inputs: [Input], values: [Double], notes: [String] = []) {
        self.inputs = inputs
        self.values = values
        self.notes = notes
        count = inputs.isEmpty ? 0 : values.count / inputs.count
    }
}
