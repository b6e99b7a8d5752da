import ArgumentParser
import Studies

extension SweptPoint: ExpressibleByArgument {
    /// Reads `FOLDER:17`; the folder may be named by its table of points.
    package init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let number = Int(argument[colon...].dropFirst()),
            number >= 0, colon > argument.startIndex
        else { return nil }
        let path = argument[..<colon]
        let tables = ["experiments.csv", "experiments.csv.gz"]
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let named = parts.last.map { tables.contains(String($0)) } ?? false
        let folder =
            named ? (parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")) : trimmed(String(path))
        self.init(folder: folder, number: number)
    }
}
