import Declarations
import Questions
import Scenarios
import Testing

/// Layers written at random, held to a model of them: a table from entry to number, to which every layer is applied in turn.
struct LayerModelTests {
    /// A number, or a factor, at a parameter, a row or an entry.
    private struct Entry {
        let keys: [String]
        let value: Double
        let isFactor: Bool

        var depth: Int { keys.count }
    }

    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let sectors = ["music", "audiovisual", "books", "news", "visual", "games"]
    private static let places = ["UK", "EU", "US", "CN", "ROW"]

    private static func layer(_ random: inout Random) -> [Entry] {
        var written: Set<[String]> = []
        return (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
            var keys = [Bool.random(using: &random) ? "directLicenceCost" : "contentSpending"]
            if keys[0] == "contentSpending", Bool.random(using: &random) {
                keys.append(places[Int.random(in: 0..<2, using: &random)])
            }
            if keys[0] == "directLicenceCost"
                ? Bool.random(using: &random) : keys.count == 2 && Bool.random(using: &random)
            {
                keys.append(sectors[Int.random(in: 0..<2, using: &random)])
            }
            let isFactor = Int.random(in: 0..<4, using: &random) == 0
            guard written.insert(keys + (isFactor ? ["*"] : [])).inserted else { return nil }
            let value = Double(Int.random(in: 1...64, using: &random)) / 16
            return Entry(keys: keys, value: value, isFactor: isFactor)
        }
    }

    /// The entries as YAML: dotted, or as nested maps where no other entry has the key of the map.
    private static func yaml(_ entries: [Entry], _ random: inout Random) -> String {
        func star(_ entry: Entry) -> String { entry.isFactor ? "*" : "" }
        var rest = entries
        var parts: [String] = []
        while let first = rest.first {
            let own = rest.filter { $0.keys[0] == first.keys[0] && $0.depth > 1 }
            let isTaken = entries.contains { $0.keys == [first.keys[0]] && !$0.isFactor }
            if own.count > 1, !isTaken, Bool.random(using: &random) {
                let inner = own.map {
                    "\($0.keys.dropFirst().joined(separator: "."))\(star($0)): \($0.value)"
                }
                parts.append("\(first.keys[0]): {\(inner.joined(separator: ", "))}")
                rest.removeAll { $0.keys[0] == first.keys[0] && $0.depth > 1 }
            }
            guard let next = rest.first, next.keys == first.keys, next.isFactor == first.isFactor else {
                continue
            }
            parts.append("\(next.keys.joined(separator: "."))\(star(next)): \(next.value)")
            rest.removeFirst()
        }
        return "{\(parts.shuffled(using: &random).joined(separator: ", "))}"
    }

    private static func apply(_ entries: [Entry], to model: inout [[String]: Double]) {
        for entry in entries {
            for keys in model.keys where keys.starts(with: entry.keys) {
                model[keys] = entry.isFactor ? (model[keys] ?? .nan) * entry.value : entry.value
            }
        }
    }

    @Test(arguments: 0..<150)
    func `every combination of layers gives what applying them in turn gives`(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let folder = try TemporaryFolder()
        let baseline = try ScenarioReader.baseline()
        let parameters: [Parameter] = [.sectors(.directLicenceCost), .matrix(.contentSpending)]
        var model: [[String]: Double] = [:]
        for parameter in parameters {
            for entry in parameter.entries(in: baseline) {
                model[[parameter.name] + entry.keys] = baseline.values[entry.position]
            }
        }
        // the order of a map means nothing: shorter paths first, factors behind values
        func inFile(_ entries: [Entry]) -> [Entry] {
            entries.sorted { ($0.depth, $0.isFactor ? 1 : 0) < ($1.depth, $1.isFactor ? 1 : 0) }
        }
        var text = "options: {a: {}}"
        for name in ["one.yaml", "two.yaml", "three.yaml"] {
            let entries = Self.layer(&random)
            try folder.write(name, text + "\nset: \(Self.yaml(entries, &random))")
            text = "extends: \(name)"
            Self.apply(inFile(entries), to: &model)
        }
        var overrides: [Override] = []
        for name in ["a.yaml", "b.yaml"] {
            let entries = Self.layer(&random)
            overrides.append(.file(try folder.write(name, Self.yaml(entries, &random))))
            Self.apply(inFile(entries), to: &model)
        }
        let flags = Self.layer(&random)
        overrides += flags.map {
            .assignment("\($0.keys.joined(separator: "."))\($0.isFactor ? "*" : "")=\($0.value)")
        }
        Self.apply(flags, to: &model)
        let world = try folder.read(text, overrides).scenario.world
        for parameter in parameters {
            for entry in parameter.entries(in: world) {
                let keys = [parameter.name] + entry.keys
                #expect(world.values[entry.position] == model[keys], "seed \(seed): \(keys)")
            }
        }
    }
}
