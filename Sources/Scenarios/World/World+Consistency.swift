package import Declarations

/// A rule between several values of a world that does not hold.
package struct Inconsistency: Sendable, Equatable {
    /// The values that the rule binds, the first of them named in messages.
    package let paths: [Path]
    package let message: String
}

extension World {
    /// Every broken rule between values. Each value alone may lie within its bounds.
    ///
    /// Values that are not finite are passed over.
    package var inconsistencies: [Inconsistency] {
        let names = positionNames
        let broken = ConsistencyRule.all(layout).filter { rule in
            values.withUnsafeBufferPointer { $0.baseAddress.map { !rule.holds(layout, $0) } ?? false }
        }
        return broken.map { rule in
            Inconsistency(
                paths: rule.positions(layout).compactMap { names[$0] }, message: rule.message(self))
        } + sizeBandSum
    }

    /// The path of every value, by its position.
    private var positionNames: [Int: Path] {
        var names: [Int: Path] = [:]
        for parameter in Parameter.allCases {
            for entry in parameter.entries(in: self) {
                names[entry.position] = Path(([parameter.name] + entry.keys).map(Path.Step.key))
            }
        }
        return names
    }

    private var sizeBandSum: [Inconsistency] {
        let sum = sizeBands.reduce(0) { $0 + $1.shareOfWorks }
        guard abs(sum - 1) > sumTolerance else { return [] }
        return [
            Inconsistency(
                paths: sizeBands.map { Path([.key("sizeBands"), .key($0.name)]) },
                message: "sizeBands must sum to 1, found \(readable(sum))")
        ]
    }
}
