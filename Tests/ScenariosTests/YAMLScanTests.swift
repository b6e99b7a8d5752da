import Foundation
import Testing
import Yams

@testable import Scenarios

struct YAMLScanTests {
    private static let seed: UInt64 = 20_250_101
    private static let pieces: [String] = [
        "a", "b", "c", "key", ": ", ":", "\n", "\n", "\n ", "\n  ", "\n    ", "\n- ", "- ", "-", "[", "]",
        "{", "}",
        ", ", ",", "\"", "'", "''", "\\\"", "# x", " #", "|\n", ">-\n", "|2\n", "&a ", "*a", "é", "\u{2028}",
        "\t",
        "---\n", "...\n", " ", "  ", "x y", "1", "\r\n", "%", "@", "\\", "a: ", "b: ", "[0]",
    ]

    /// Numbers that repeat: Knuth's 64-bit linear congruence.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    private static func countNodes(_ node: Yams.Node) -> Int {
        switch node {
        case .scalar, .alias: 1
        case .sequence(let items): 1 + items.map(countNodes).reduce(0, +)
        case .mapping(let map): 1 + map.map { countNodes($0.key) + countNodes($0.value) }.reduce(0, +)
        }
    }

    private static func hasOnlyScalarKeys(_ node: Yams.Node) -> Bool {
        switch node {
        case .scalar, .alias: true
        case .sequence(let items): items.allSatisfy(hasOnlyScalarKeys)
        case .mapping(let map): map.allSatisfy { $0.key.scalar != nil && hasOnlyScalarKeys($0.value) }
        }
    }

    /// The parser is the reference: what it reads, the scan must have seen whole, and what it finds repeated
    /// must be what the scan finds.
    @Test func `the scan sees every value and every repeated key that the parser sees`() throws {
        var numbers = Numbers(state: Self.seed)
        var read = 0
        for _ in 0..<Self.documents {
            let length = Int.random(in: 1...24, using: &numbers)
            let text = (0..<length).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
            let scan = Result { try YAMLScan(Array(text.utf8)) }
            do {
                guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else { continue }
                guard case .success(let scan) = scan else { continue }
                read += 1
                #expect(scan.repeatedKeys.isEmpty, "\(text.debugDescription)")
                #expect(Self.hasOnlyScalarKeys(root), "\(text.debugDescription)")
                // The root may be empty, and so unseen; aliases repeat what they name.
                let seen = scan.nodes + scan.separators + 1
                #expect(seen >= Self.countNodes(root) || text.contains("*"), "\(text.debugDescription)")
            } catch YamlError.duplicatedKeysInMapping(let keys, _) {
                guard case .success(let scan) = scan, keys != [""], !keys.contains("<uncovertable>") else {
                    continue
                }
                #expect(!scan.repeatedKeys.isEmpty, "\(text.debugDescription) \(keys)")
            } catch {}
        }
        #expect(read > Self.documents / 50)
    }

    private static var documents: Int {
        ProcessInfo.processInfo.environment["EQUIPOISE_FUZZ"].flatMap(Int.init) ?? 2_000
    }
}
