import Foundation
import Testing
import Theory

@Suite struct DeclarationsTests {
    @Test func `names are unique and every declaration says what was read and what was reconstructed`() {
        let models = TheoryModel.all
        #expect(Set(models.map(\.name)).count == models.count)
        for model in models {
            #expect(![model.title, model.source, model.read, model.reconstructed].contains(""))
            #expect(Set(model.columns.map(\.name)).count == model.columns.count)
            #expect(model.columns.allSatisfy { !$0.meaning.isEmpty })
        }
    }

    @Test func `the documentation has a section for every model, with source and status as declared`() throws
    {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Theory/Theory.docc/Theory.md").standardized
        let text = try String(contentsOf: page, encoding: .utf8).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        for model in TheoryModel.all {
            #expect(text.contains("## \(model.title) `equipoise theory \(model.name)`."), "\(model.name)")
            #expect(text.contains("Source: \(model.source)."), "\(model.name)")
            #expect(
                text.contains("Read: \(model.read). Reconstructed: \(model.reconstructed)."), "\(model.name)")
        }
    }
}
