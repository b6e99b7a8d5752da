import Declarations

extension Form where Value == Double {
    /// A finite number; not a number once a problem has been reported, so that checks of several values pass over it.
    static func number(_ bounds: Bounds? = nil, _ unit: Unit = .one) -> Form {
        Form(
            kind: bounds.map { "number, \($0.description)" } ?? "number",
            schema: [("type", "number")] + (bounds.map(SchemaParts.limits) ?? []),
            read: { $3.number($0, $1, in: bounds, unit) }, write: { .number($0) })
    }

    /// A year, whose bounds depend on the world and on other keys.
    static func year(_ bounds: @escaping @Sendable (SectionContext) -> Bounds) -> Form {
        Form(
            kind: "year", schema: [("type", "number")],
            read: { node, path, context, problems in
                let years = bounds(context)
                let areKnown = years.lower.isFinite && years.upper.isFinite
                return problems.number(node, path, in: areKnown ? years : nil)
            }, write: { .number($0) })
    }

    /// From the base year to the end of the horizon.
    static let year = year(\.years)
}

extension Form where Value == Int {
    static func wholeNumber(_ range: ClosedRange<Int>) -> Form {
        Form(
            kind: "whole number, \(range.lowerBound) to \(range.upperBound)",
            schema: [
                ("type", "integer"), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ],
            read: { $3.wholeNumber($0, $1, in: range) }, write: { .number(Double($0)) })
    }
}

extension Form where Value == UInt64 {
    /// Any whole number of 64 bits; a `Double` could not hold them all.
    static let seed = Form(
        kind: "whole number from 0", schema: [("type", "integer"), ("minimum", 0)],
        read: { $3.seed($0, $1) }, write: { .whole($0) })
}
