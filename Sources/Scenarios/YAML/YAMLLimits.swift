/// How much of YAML a file may use; reading ends where more is met.
enum YAMLLimits {
    static let bytes = 5_000_000
    /// Values of a document, counted as often as aliases repeat them.
    static let nodes = 100_000
    /// Maps and lists inside one another.
    static let depth = 32
    static let anchors = 64
    /// Maps and lists inside one another once aliases stand for what they name.
    static let depthWithAliases = 128
    /// Repeated keys that are reported; what follows them is not read.
    static let repeatedKeys = 1_000
}

/// A place in a text, from 1, columns in Unicode scalars.
package struct Mark: Hashable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
