import Exports
import Foundation
import Output
import Testing

@Suite struct ResultFolderTests {
    private let place: String

    init() throws {
        place = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }

    /// A run's folder with a long table of these rows.
    private func run(_ rows: [String]) throws -> String {
        let folder = try RunFolder(place + "/run")
        let header = "scenario,option,year,jurisdiction,sector,variable,unit,value"
        let file = try folder.write("timeseries.csv") { sink throws(OutputError) in
            try sink.write(([header] + rows).joined(separator: "\n") + "\n")
        }
        let package = DataPackage(
            name: "s", title: nil, version: "1", tables: [(RunTables.timeseries.schema, file)])
        let text = try json(package)
        try folder.write("datapackage.json") { sink throws(OutputError) in try sink.write(text) }
        try folder.commit()
        return place + "/run"
    }

    private func wide(_ folder: String) throws -> String {
        let file = place + "/wide.csv"
        try? FileManager.default.removeItem(atPath: file)
        let sink = try ByteSink(creating: file)
        try ResultFolder(folder).wide().write(to: sink)
        _ = try sink.finish()
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    private func reason(_ folder: String) -> String {
        do {
            _ = try wide(folder)
            return ""
        } catch { return "\(error)" }
    }

    @Test func `years become columns in their order, and what has no value is empty`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try run([
            "s,a,2030,UK,,burden,share,0.1", "s,a,2025.5,UK,,burden,share,-2e-07",
            "s,b,2030,UK,books,works,index,1.0",
        ])
        #expect(
            try wide(folder) == """
                scenario,option,jurisdiction,sector,variable,unit,2025.5,2030
                s,a,UK,,burden,share,-2e-07,0.1
                s,b,UK,books,works,index,,1.0

                """)
    }

    @Test func `an empty field stays empty, and the series keeps its row`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try run([
            "s,a,2025,UK,,burden,share,", "s,b,2025,UK,,burden,share,", "s,b,2026,UK,,burden,share,0.1",
        ])
        #expect(
            try wide(folder) == """
                scenario,option,jurisdiction,sector,variable,unit,2025,2026
                s,a,UK,,burden,share,,
                s,b,UK,,burden,share,,0.1

                """)
        let twice = try run(["s,a,2025,UK,,burden,share,", "s,a,2025,UK,,burden,share,0.1"])
        #expect(reason(twice).contains("two rows are of"))
    }

    @Test func `fields with commas, quotation marks and line ends are read as they were meant`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try run([#""a ""b"", c"#, #"d",o,2030,UK,,burden,share,1.0"#])
        #expect(
            try wide(folder).hasSuffix(
                "2030\n" + #""a ""b"", c"# + "\n" + #"d",o,UK,,burden,share,1.0"# + "\n"))
    }

    @Test func `a second value of the same year is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let row = "s,a,2030,UK,,burden,share,0.1"
        #expect(try reason(run([row, row])).hasSuffix("two rows are of s, a, UK, burden, share in 2030"))
    }

    @Test func `fields that are not of their type are named with their line`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let good = "s,a,2030,UK,,burden,share,0.1"
        #expect(
            try reason(run([good, "s,a,2031,UK,,burden,share,many"])).hasSuffix(
                "line 3: value is not of type number: many"))
        #expect(
            try reason(run(["s,a,2031,UK,,burden,share,nan"])).hasSuffix(
                "line 2: value is not of type number: nan"))
        #expect(try reason(run(["s,a,2031"])).hasSuffix("line 2 has 3 fields, and the header 8"))
        #expect(
            try reason(run(["s,a,,UK,,burden,share,1.0"])).hasSuffix("a row has no number in the column year")
        )
        #expect(try reason(run(["\"s,a"])).hasSuffix("line 2 has a quotation mark that is not closed"))
    }

    @Test func `a table that was changed or cut off since is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try run(["s,a,2030,UK,,burden,share,0.1"])
        let table = folder + "/timeseries.csv"
        let text = try String(contentsOfFile: table, encoding: .utf8)
        try text.replacing("0.1", with: "0.2").write(toFile: table, atomically: true, encoding: .utf8)
        #expect(reason(folder).contains("changed or cut off since"))
        try FileManager.default.removeItem(atPath: table)
        #expect(reason(folder).contains("timeseries.csv: cannot be read: No such file"))
    }

    @Test func `what is no result is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        #expect(reason(place).contains("is \(place) what equipoise has written?"))
        for (text, words) in [
            ("{", "is it damaged?"),
            (
                #"{"name":"x","version":"1","generator":"other","resources":[]}"#,
                "not a data package of equipoise"
            ),
            (#"{"name":"x","version":"1","generator":"equipoise","resources":[]}"#, "lists no tables"),
        ] {
            try text.write(toFile: place + "/datapackage.json", atomically: true, encoding: .utf8)
            #expect(reason(place).contains(words))
        }
    }
}
