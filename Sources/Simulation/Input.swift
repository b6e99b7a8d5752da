package import Declarations

/// A number that a sweep moves by a draw of its own: a column of its table of points.
package struct Input: Sendable, Equatable {
    /// The path as written; for `name.*` the full path of the entry. Draws and dimensions go by it.
    package let name: String
    /// Never `.each`.
    package let target: Target
    /// nil where a file of points gives them.
    package let values: Variation.Values?
    /// Whether the draw multiplies the values of the world instead of replacing them.
    package let isFactor: Bool

    package init(name: String, target: Target, values: Variation.Values?, isFactor: Bool) {
        self.name = name
        self.target = target
        self.values = values
        self.isFactor = isFactor
    }
}

extension Variation {
    /// One input, or one for each entry of `name.*`.
    package func inputs(in world: World) -> [Input] {
        let isFactor = values == .distribution(.range) && world.range(of: target)?.isFactor == true
        guard case .each(let parameter, let positions) = target else {
            return [Input(name: path, target: target, values: values, isFactor: isFactor)]
        }
        return parameter.entries(in: world).filter { positions.contains($0.position) }.map { entry in
            Input(
                name: ([parameter.name] + entry.keys).joined(separator: "."),
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

    package let count: Int

    /// - Parameter rows: a number for each input; without inputs, all are the scenario as it stands.
    package init(inputs: [Input], rows: [[Double]]) {
        self.inputs = inputs
        values = Array(rows.joined())
        count = rows.count
    }

    package init(inputs: [Input], values: [Double]) {
        self.inputs = inputs
        self.values = values
        count = inputs.isEmpty ? 0 : values.count / inputs.count
    }
}
