/// How much of YAML a file may use; more is refused before it is parsed.
enum YAMLLimits {
    static let bytes = 5_000_000
    /// Nodes of a document, counted as often as aliases repeat them.
    static let nodes = 100_000
    /// Maps and lists inside one another, which the parser visits by recursion.
    static let depth = 32
    /// With the depth, bounds how deep aliases of aliases can nest.
    static let anchors = 64
    /// Repeated keys that are reported; what follows them is not read.
    static let repeatedKeys = 1_000
}

/// A place in a text, from 1, columns in Unicode scalars.
struct Mark: Hashable {
    let line: Int
    let column: Int
}
