import Foundation
import Output
import Testing

@Suite struct RunFolderTests {
    private let place: String

    init() throws {
        place = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }

    /// A result whose second table is not always written.
    private static let kind = ResultKind("test", tables: ["a.csv", "b.csv"])

    private func write(_ text: String, into path: String, and table: String? = nil) throws {
        let folder = try RunFolder(path, for: Self.kind)
        if let table { try folder.write(table) { sink throws(OutputError) in try sink.write(text) } }
        try folder.write("a.csv") { sink throws(OutputError) in try sink.write(text) }
        try folder.write("run.json") { sink throws(OutputError) in
            try sink.write("{\"program\": \"equipoise\"}")
        }
        try folder.commit()
    }

    private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    @Test func `a result appears whole, and a second one takes its place`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/deep/er/out"
        try write("one", into: path)
        #expect(text(path + "/a.csv") == "one")
        try "mine".write(toFile: path + "/plot.svg", atomically: true, encoding: .utf8)
        try write("two", into: path + "/")
        #expect(text(path + "/a.csv") == "two" && text(path + "/plot.svg") == "mine")
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }

    @Test func `a page made of an old result goes with it`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        try write("one", into: path)
        try "of one".write(toFile: path + "/report.html", atomically: true, encoding: .utf8)
        try write("two", into: path)
        #expect(text(path + "/a.csv") == "two" && text(path + "/report.html") == nil)
    }

    @Test func `until a result is put in place, the old one is whole`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        try write("one", into: path)
        do {
            let folder = try RunFolder(path, for: Self.kind)
            try folder.write("a.csv") { sink throws(OutputError) in try sink.write("half") }
        }
        #expect(text(path + "/a.csv") == "one")
        #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
    }

    @Test func `a table that only the old result had goes with it, and one left half written blocks nothing`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        try write("one", into: path, and: "b.csv")
        #expect(text(path + "/b.csv") == "one")
        try FileManager.default.createDirectory(atPath: path + ".partial", withIntermediateDirectories: true)
        try "half".write(toFile: path + ".partial/b.csv", atomically: true, encoding: .utf8)
        try write("two", into: path)
        #expect(text(path + "/a.csv") == "two" && text(path + "/b.csv") == nil)
    }

    @Test func `a file that a result's kind does not have is not written`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        #expect(
            throws: OutputError.cannotCreate(path: path + ".partial/c.csv", reason: "no test has such a file")
        ) {
            try write("one", into: path, and: "c.csv")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `another kind of result is not replaced`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        let folder = try RunFolder(path, for: Self.kind)
        let file = try folder.write("b.csv") { sink throws(OutputError) in try sink.write("one") }
        let schema = TableSchema(title: "t", fields: [])
        let package = try json(DataPackage(name: "t", title: nil, version: "1", tables: [(schema, file)]))
        try folder.write("datapackage.json") { sink throws(OutputError) in try sink.write(package) }
        try folder.commit()
        #expect(
            throws: OutputError.cannotCreate(
                path: path,
                reason:
                    "the folder holds b.csv of another kind of result, which no other has; choose another with --out, or remove it"
            )
        ) {
            try RunFolder(path, for: ResultKind("other", tables: ["a.csv"]))
        }
        #expect(text(path + "/b.csv") == "one")
    }

    @Test func `two runs do not write into the same folder at once`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/out"
        let first = try RunFolder(path)
        #expect(
            throws: OutputError.cannotCreate(path: path + ".partial", reason: "another run is writing there")
        ) {
            try RunFolder(path)
        }
        _ = first
    }

    @Test func `a folder of something else is refused and left alone`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        try "mine".write(toFile: place + "/thesis.tex", atomically: true, encoding: .utf8)
        #expect(throws: OutputError.self) { try RunFolder(place) }
        #expect(text(place + "/thesis.tex") == "mine")
    }
}

@Suite struct CSVTests {
    @Test func `fields are quoted where they must be`() {
        #expect(CSV.field("plain text") == "plain text")
        #expect(CSV.field("a,b") == "\"a,b\"")
        #expect(CSV.field("say \"no\"") == "\"say \"\"no\"\"\"")
        #expect(CSV.field("two\nlines") == "\"two\nlines\"")
    }

    @Test func `numbers are the shortest that read back, and minus zero is zero`() {
        #expect(CSV.number(0.1) == "0.1" && CSV.number(1.0 / 3) == "0.3333333333333333")
        #expect(CSV.number(-0.0) == "0.0" && CSV.year(2030) == "2030" && CSV.year(2030.25) == "2030.25")
    }

    @Test func `hashes are those of the standard`() {
        // FIPS 180-2, appendix B.1
        #expect(sha256("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
