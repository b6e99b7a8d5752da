import Foundation
import Questions
import Scenarios
import Studies
import Sweeps

/// A folder that is removed with its last user.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/equipoise-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
        return path + "/" + name
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    /// Rows of a table without quoted fields, by column.
    func rows(_ name: String) throws -> [[String: String]] {
        let lines = try text(name).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }
}

extension [String: String] {
    /// A number of a row; not a number where there is none.
    func number(_ column: String) -> Double { self[column].flatMap(Double.init) ?? .nan }
}

/// A scenario whose outcomes are known without a run: abroad nothing reaches into the UK, so that what its developers pay under a
/// statutory licence is the rate of its own law, `rate`, and what its duty to disclose costs them, `duty`, is the full duty's cost
/// times its strength.
///
/// - Parameters:
///   - outcomes: in their place.
///   - set: more that is set.
///   - reference: the option compared with.
func loadedScenario(
    _ text: String, outcomes: String = knownOutcomes, set: String = "",
    reference: String = "law", in folder: TemporaryFolder
) throws -> LoadedScenario {
    let known = """
        horizon: {end: 2030, step: 1}
        compare: {against: \(reference), from: 2026, years: 4}
        set: {baseRegime.EU.reach: 0, transparencyCost: 0.002\(set.isEmpty ? "" : ", " + set)}
        outcomes: {\(outcomes)}

        """
    return try ScenarioReader.read(path: try folder.write(known + text, to: "scenario.yaml"))
}

let knownOutcomes =
    "rate: {variable: burden_statutory, place: UK, year: 2029}, duty: {variable: burden_compliance, place: UK, year: 2029}"

/// Options of which one changes the UK's law, and nothing else does.
func options(_ levers: String) -> String {
    """
    options:
      law: {}
      new: {UK: [{from: 2027, over: 0, with: {\(levers)}}]}

    """
}

/// The cost of the full duty between a half and three halves of what it is, and a number that moves neither outcome.
let uncertainDuty = """
    vary:
      - {parameter: transparencyCost, distribution: {uniform: [0.001, 0.003]}}
      - {parameter: dataExponent, distribution: range}

    """

/// A sweep that has run, read back as analyses do.
struct Swept {
    let input: SweepInput
    let tables: SweepTables
    /// Its folder.
    let path: String

    init(_ input: SweepInput, in folder: TemporaryFolder) throws {
        self.input = input
        path = folder.path + "/sweep"
        let sweep = try SweepFolder(path, input.plan, version: programVersion, resumes: false)
        try SweepRunner(input.plan, jobs: 2, mostFailures: .max) { _, _ in }.run(into: sweep)
        _ = try input.complete(sweep, jobs: 2, .none)
        tables = try SweepTables.reading(path).tables
    }

    init(_ loaded: LoadedScenario, in folder: TemporaryFolder) throws {
        try self.init(SweepInput(loaded, tables: .init(), shard: nil), in: folder)
    }

    /// Draws of an input.
    func draws(_ input: String) -> [Double] {
        tables.inputs.firstIndex(of: input).map { tables.draws[$0] } ?? []
    }
}

extension Invocation {
    static let none = Invocation(commit: nil, arguments: [])
}

struct NotThere: Error {}
