import Foundation
import Testing

/// Where things are, as CONTRIBUTING.md lists it, against what the sources import.
@Suite struct ModuleOrderTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The modules of each row of the table, in its order.
    private static func rows(of page: String) -> [[String]] {
        page.split(separator: "\n").compactMap { line in
            guard let cell = line.split(separator: "|").first, cell.hasPrefix(" `Sources/") else {
                return nil
            }
            return cell.split(separator: "`").map(String.init).filter { $0.contains(/^\w/) }
                .map { $0.replacing("Sources/", with: "") }
        }
    }

    private static func rows() throws -> [[String]] {
        rows(of: try String(contentsOf: root.appending(path: "CONTRIBUTING.md"), encoding: .utf8))
    }

    /// What a file imports, whatever access it gives.
    private static func imports(of text: String) -> [String] {
        text.split(separator: "\n").filter { $0.contains("import ") }.compactMap { line in
            line.wholeMatch(of: /\s*(?:@\w+ )?(?:\w+ )?import (?:struct |func |enum )?(\w+)[.\w]*\s*/)
                .map { String($0.1) }
        }
    }

    /// Imports that the rows do not allow: a module takes from rows above its own, and from what its own row names after it.
    private static func wrong(_ imports: [String], in module: String, _ rows: [[String]]) -> [String] {
        guard let row = rows.firstIndex(where: { $0.contains(module) }) else { return imports }
        let place = rows[row].firstIndex(of: module) ?? 0
        let allowed = Set(rows[..<row].joined()).union(rows[row][(place + 1)...])
        let known = Set(rows.joined())
        return imports.filter { known.contains($0) && !allowed.contains($0) }
    }

    private static func modules() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path).sorted()
    }

    /// Every Swift file of a module, links to other folders followed.
    private static func files(of module: String) throws -> [(name: String, text: String)] {
        let folder = root.appending(path: "Sources/\(module)").resolvingSymlinksInPath()
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    @Test func `the table has every module once`() throws {
        let listed = try Self.rows().joined().sorted()
        #expect(listed == (try Self.modules()))
        #expect(listed.count > 20)
    }

    @Test(arguments: try Self.modules())
    func `a module imports what stands above it`(module: String) throws {
        let rows = try Self.rows()
        for file in try Self.files(of: module) {
            #expect(Self.wrong(Self.imports(of: file.text), in: module, rows) == [], "\(module)/\(file.name)")
        }
    }

    @Test func `only the program reads a command line`() throws {
        var parsing: Set<String> = []
        for module in try Self.modules() {
            for file in try Self.files(of: module)
            where Self.imports(of: file.text).contains("ArgumentParser") {
                parsing.insert(module)
            }
        }
        #expect(parsing == ["Commands"])
    }

    @Test func `an import of what stands below is found, however it is written`() {
        let rows = Self.rows(
            of: """
                | folder | holds |
                |---|---|
                | `Sources/Low` | x |
                | `Sources/Middle`, `CMiddle` | x |
                | `Sources/High` | x |
                | `notebooks` | x |
                """)
        #expect(rows == [["Low"], ["Middle", "CMiddle"], ["High"]])
        for line in [
            "import High", "package import High", "@testable import High", "private import struct High.Value",
        ] {
            #expect(
                Self.wrong(Self.imports(of: "import Foundation\n\(line)\n"), in: "Middle", rows) == ["High"])
        }
        let fine = Self.imports(of: "import Low\ninternal import CMiddle\n// import High\n")
        #expect(fine == ["Low", "CMiddle"] && Self.wrong(fine, in: "Middle", rows) == [])
        #expect(Self.wrong(["Middle"], in: "CMiddle", rows) == ["Middle"])
    }
}
