import Foundation
import Questions
import Scenarios
import Testing

/// Files that are no text in UTF-8 with commas.
struct InputTextTests {
    private static let header =
        "series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality,note\n"
    private static let row = "a,ai_sector_revenue,UK,,2026,24.8,,,1,level,Enquête de l'État,high,\n"

    private func observations(_ bytes: [UInt8]) throws -> [String] {
        let folder = try TemporaryFolder()
        try folder.write("o.csv", bytes)
        let loaded = try folder.read(
            "options: {law: {}}\ncalibrate: {observations: o.csv, parameters: [adoptionImitation]}")
        let file = try #require(loaded.scenario.experiment.calibration?.observations)
        do throws(InputError) {
            return try loaded.observations(file).map(\.source)
        } catch {
            return folder.messages(error)
        }
    }

    @Test func `observations keep their letters`() throws {
        #expect(try observations(Array((Self.header + Self.row).utf8)) == ["Enquête de l'État"])
        let marked = [0xEF, 0xBB, 0xBF] + Array((Self.header + Self.row).utf8)
        #expect(try observations(marked) == ["Enquête de l'État"])
    }

    @Test(arguments: [String.Encoding.windowsCP1252, .isoLatin1])
    func `observations in another encoding are refused with line and byte`(_ encoding: String.Encoding) throws
    {
        let text = try #require((Self.header + Self.row).data(using: encoding))
        let place = Self.row.utf8.count - "ête de l'État,high,\n".utf8.count + 1
        #expect(
            try observations(Array(text)) == [
                "o.csv:2:\(place): the byte 0xEA is not UTF-8, save the file as UTF-8; it is perhaps in Windows-1252, "
                    + "as spreadsheets write it"
            ])
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian])
    func `observations in UTF-16 are refused`(_ encoding: String.Encoding) throws {
        let text = try #require((Self.header + Self.row).data(using: encoding))
        let found = try observations(Array(text))
        #expect(
            found.count == 1
                && (found[0] == "o.csv: is in UTF-16, save it as UTF-8"
                    || found[0].contains("is zero, expected UTF-8"))
        )
    }

    @Test(arguments: [(";", "semicolons"), ("\t", "tabs")])
    func `observations between other marks are refused`(_ mark: String, _ name: String) throws {
        let text = (Self.header + Self.row).replacing(",", with: mark)
        #expect(
            try observations(Array(text.utf8)) == [
                "o.csv:1:7: cells are separated by \(name), expected commas, and points in numbers"
            ])
    }

    @Test func `points, scenarios and files of overrides are held to the same`() throws {
        let folder = try TemporaryFolder()
        let said =
            "is not UTF-8, save the file as UTF-8; it is perhaps in Windows-1252, as spreadsheets write it"
        let path = try folder.write("p.csv", Array("valueTail\n2\n".utf8) + [0xE9, 0x0A])
        let loaded = try folder.read("options: {law: {}}\ndesign: {points: p.csv}")
        for read in [{ _ = try loaded.pointTable() }, { _ = try loaded.pointsText() }] as [() throws -> Void]
        {
            let error = try #require(throws: InputError.self) { try read() }
            #expect(folder.messages(error) == ["p.csv:3:1: the byte 0xE9 \(said)"])
        }
        try folder.write("p.csv", "valueTail;passThrough\n2;1\n")
        #expect(throws: InputError.self) { try loaded.pointsText() }
        #expect(path.hasSuffix("p.csv"))
        let flags = try folder.write("f.yaml", Array("title: caf".utf8) + [0xE9, 0x0A])
        #expect(
            folder.messages("options: {law: {}}", [.file(flags)]) == ["f.yaml:1:11: the byte 0xE9 \(said)"])
        let world = try folder.write("w.yaml", Array("baseYear: 2025\n# ".utf8) + [0xE9, 0x0A])
        let error = try #require(throws: InputError.self) { try ScenarioReader.readWorld(path: world) }
        #expect(folder.messages(error) == ["w.yaml:2:3: the byte 0xE9 \(said)"])
    }

    @Test(
        arguments: [
            // overlong, a surrogate, beyond the last code point, cut off
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func `what is not well formed is no text`(_ bytes: [UInt8]) {
        let text = Array("é\né".utf8) + bytes
        #expect {
            try InputText.start(of: text)
        } throws: {
            ($0 as? UnreadableText)?.place == Mark(line: 2, column: 3)
        }
    }
}
