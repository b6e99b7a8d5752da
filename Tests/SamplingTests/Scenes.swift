import Foundation
import Questions
import Sampling
import Scenarios
import Testing

/// A scenario of the shipped world with an option of one step, read from text.
func scene(_ text: String, files: [String: String] = [:]) throws -> LoadedScenario {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "equipoise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let law = """
        options:
          law: {}
          new: {UK: [{from: 2027, over: 2, regime: optOut}, {from: 2031, with: {labelling: 0.5}}]}

        """
    for (name, content) in files.merging(["scenario.yaml": law + text], uniquingKeysWith: { $1 }) {
        try Data(content.utf8).write(to: folder.appendingPathComponent(name))
    }
    return try ScenarioReader.read(path: folder.appendingPathComponent("scenario.yaml").path)
}

func sampler(_ text: String) throws -> Sampler { try Sampler(scene(text).scenario) }

extension Sampler {
    func row(_ point: Int) -> [Double] {
        var values = [Double](repeating: .nan, count: inputs.count)
        values.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { draw(point, into: base) } }
        return values
    }

    func column(_ name: String) throws -> [Double] {
        let index = try #require(inputs.firstIndex { $0.name == name })
        return (0..<count).map { row($0)[index] }
    }
}

/// Spearman's rank correlation of samples without ties.
func spearman(_ x: [Double], _ y: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
            ranks[index] = Double(rank)
        }
        return ranks
    }
    let n = Double(x.count)
    let squares = zip(ranks(x), ranks(y)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - 6 * squares / (n * (n * n - 1))
}
