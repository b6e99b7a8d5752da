import Exports
import Foundation
import Output
import Testing

@Suite struct ExportFileTests {
    private let place: String

    init() throws {
        place = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    }

    private func write(_ text: String, to path: String) throws {
        let file = try ExportFile(path)
        let sink = try ByteSink(creating: file.partial)
        try sink.write(text)
        _ = try sink.finish()
        try file.commit {
            DataPackage(
                name: "x", title: nil, version: "1", tables: [(TableSchema(title: "t", fields: []), $0)])
        }
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    }

    @Test func `an export has its data package beside it, and a second one takes its place`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        try write("one", to: place + "/a.csv")
        try write("two", to: place + "/a.csv")
        #expect(try String(contentsOfFile: place + "/a.csv", encoding: .utf8) == "two")
        #expect(try names() == ["a.csv", "a.csv.datapackage.json"])
    }

    @Test func `what no export has written, or was changed since, stays`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        let path = place + "/a.csv"
        try "mine".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: OutputError.self) { try write("two", to: path) }
        try FileManager.default.removeItem(atPath: path)
        try write("one", to: path)
        try "one, and my notes".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: OutputError.self) { try write("two", to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "one, and my notes")
        #expect(throws: OutputError.self) { try ExportFile(place) }
        try "{}".write(toFile: place + "/b.csv.datapackage.json", atomically: true, encoding: .utf8)
        #expect(throws: OutputError.self) { try write("two", to: place + "/b.csv") }
    }

    @Test func `an export that fails leaves nothing behind`() throws {
        defer { try? FileManager.default.removeItem(atPath: place) }
        do {
            let file = try ExportFile(place + "/deep/a.csv")
            _ = try ByteSink(creating: file.partial).finish()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place + "/deep").isEmpty)
    }
}
