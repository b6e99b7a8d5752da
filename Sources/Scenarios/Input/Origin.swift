/// Where a value was written.
package struct Origin: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// The name is the one that the user typed, or relative to the file that names it.
        case file(String, line: Int, column: Int)
        /// The world embedded in the program.
        case baseline(line: Int, column: Int)
        /// An option of the command line.
        case flag(String)
        /// Nowhere: the program's own choice.
        case byDefault
    }

    package let place: Place
    /// A value of a later layer replaces one of an earlier layer: world, extended scenarios, scenario, flags.
    package let layer: Int

    package init(_ place: Place, layer: Int) {
        self.place = place
        self.layer = layer
    }

    package static let byDefault = Origin(.byDefault, layer: -1)

    /// As `equipoise show` writes it behind a value.
    package var comment: String {
        switch place {
        case .file(let name, let line, _): "\(name):\(line)"
        case .baseline: "baseline"
        case .flag(let flag): flag
        case .byDefault: "default"
        }
    }

    /// Line and column, for sorting; 0 where there are none.
    var position: (line: Int, column: Int) {
        switch place {
        case .file(_, let line, let column), .baseline(let line, let column): (line, column)
        case .flag, .byDefault: (0, 0)
        }
    }
}
