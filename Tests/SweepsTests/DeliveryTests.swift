import Declarations
import Foundation
import Output
import Questions
import Sampling
import Scenarios
import Simulation
import Sweeps
import Testing

/// Whether every run that is asked for comes once, or is told to have failed.
@Suite struct DeliveryTests {
    private static let text = """
        vary: [{parameter: qualityExponent, distribution: range}]
        design: {method: sobol, runs: 40, seed: 3}
        outcomes:
          level: {variable: ai_sector_revenue, place: UK, year: 2027}
          base: {variable: ai_sector_revenue, place: UK, year: 2025}
          gain: {variable: gain_total, place: UK, year: 2027, against: law}
          sum: {variable: ai_sector_revenue, place: UK, aggregate: sum}
        """

    /// An engine that makes something else of the real one's results.
    private final class Faulty: EnsembleModel {
        private let sound: any EnsembleModel
        private let made: (EnsembleResult) -> [EnsembleResult]

        init(_ layout: Layout) {
            sound = Build.best.ensembleModel(layout)
            made = { [$0] }
        }

        init(_ layout: Layout, _ made: @escaping (EnsembleResult) -> [EnsembleResult]) {
            sound = Build.best.ensembleModel(layout)
            self.made = made
        }

        func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void) {
            sound.run(task) { made($0).forEach(done) }
        }
    }

    private func piece(
        _ made: @escaping (EnsembleResult) -> [EnsembleResult]
    ) throws -> (piece: Piece, outcomes: PointOutcomes) {
        let plan = try plan(Self.text)
        let engine = PointEngine(plan) { Faulty($0, made) }
        return (engine.run(0..<40), engine.outcomes(at: 0..<40))
    }

    private func rows(_ bytes: [UInt8]) -> [[String]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// A rule that begins to be phased in at the last instant that is needed, and outcomes of the base year alone: nothing is left
    /// to integrate when the members part, or at all.
    @Test(arguments: [
        "outcomes: {a: {variable: ai_sector_revenue, place: UK, year: 2027}}",
        "outcomes: {a: {variable: ai_sector_revenue, place: UK, year: 2025}}",
        "outcomes: {a: {variable: gain_total, place: World, year: 2027, against: law}}",
    ])
    func `points that need no further integration are delivered`(outcomes: String) throws {
        let vary = """
            vary: [{parameter: qualityExponent, distribution: range}]
            design: {method: sobol, runs: 64, seed: 1}

            """
        let plan = try plan(vary + outcomes)
        let found = PointEngine(plan).outcomes(at: 0..<64)
        #expect(found.failure == nil && found.values.joined().joined().allSatisfy { $0.isFinite })
        // each as it is by itself
        for point in 0..<64 {
            #expect(
                PointEngine(plan).outcomes(at: point..<point + 1).values == [found.values[point]], "\(point)")
        }
    }

    @Test func `a run that the engine loses has failed, and says so`() throws {
        let (piece, outcomes) = try piece { $0.point == 7 && $0.option == 1 || $0.point == 9 ? [] : [$0] }
        #expect(piece.tally.failed == 3)
        let (table, failures) = (rows(piece.rows[1]), rows(piece.rows[2]))
        #expect(failures.map { Array($0[..<2]) } == [["7", "new"], ["9", "law"], ["9", "new"]])
        #expect(failures.allSatisfy { $0[3].contains("no result") })
        for row in table {
            let isLost = failures.contains { $0[..<2] == row[..<2] }
            #expect(
                row[2...].allSatisfy { $0.isEmpty } == isLost && row[2...].contains("") == isLost, "\(row)")
        }
        #expect(outcomes.failure?.contains("no result") == true)
    }

    @Test func `what is a difference from a lost run has no value`() throws {
        let (piece, _) = try piece { $0.point == 7 && $0.option == 0 ? [] : [$0] }
        #expect(piece.tally.failed == 1)
        let row = rows(piece.rows[1]).first { $0[..<2] == ["7", "new"] }
        #expect(row?[2].isEmpty == false && row?[4] == "")
    }

    @Test func `a point of which a run comes twice has failed`() throws {
        for twice in [0, 1] {
            let (piece, outcomes) = try piece { $0.point == 7 && $0.option == twice ? [$0, $0] : [$0] }
            #expect(piece.tally.failed == 2)
            #expect(rows(piece.rows[2]).map { Array($0[..<2]) } == [["7", "law"], ["7", "new"]])
            #expect(outcomes.values[7].joined().allSatisfy { $0.isNaN })
            #expect(outcomes.values[8].joined().allSatisfy { $0.isFinite })
        }
    }

    @Test func `an outcome that is no number is a failed run, and so is what is compared with it`() throws {
        let (piece, _) = try piece { result in
            guard result.point == 7, result.option == 0 else { return [result] }
            // each is a number, and their sum is none
            return [
                EnsembleResult(
                    point: 7, option: 0, values: result.values.map { _ in 1e308 }, evaluations: 1,
                    failure: nil)
            ]
        }
        #expect(piece.tally.failed == 1)
        #expect(rows(piece.rows[2]).map { $0[3].contains("sum is not finite") } == [true])
        let two = rows(piece.rows[1]).filter { $0[0] == "7" }
        #expect(two[0][2...].allSatisfy { $0.isEmpty })
        #expect(two[1][2...].map(\.isEmpty) == [false, false, true, false])
    }

    /// Readers of tables that a faulty program has written, or a hand has changed.
    @Test func `an empty field is a crossing that never happens, or else a failed run, told of or not`()
        throws
    {
        let text = """
            vary: [{parameter: qualityExponent, grid: [0.8, 1.2, 1.6]}]
            outcomes:
              level: {variable: ai_sector_revenue, place: UK, year: 2027}
              never: {variable: ai_sector_revenue, place: UK, aggregate: crossing, above: 1e9}
              gain: {variable: gain_total, place: UK, year: 2028, against: law}
            """
        let plan = try plan(text)
        let place = try TemporaryFolder()
        let folder = place.path + "/out"
        try SweepFolder(folder, plan, version: "1", resumes: false).complete()
        let path = folder + "/outcomes.csv"
        let written = try String(contentsOfFile: path, encoding: .utf8)
        let sound = try SweepTables(folder, of: plan.scenario)
        #expect(sound.failures == 0)
        #expect(sound.values(1, option: 0) == [.infinity, .infinity, .infinity])

        var lines = written.split(separator: "\n").map(String.init)
        // point 1 under law, the option compared with
        #expect(lines[3].hasPrefix("1,law,"))
        lines[3] = "1,law,,,"
        let hash = try sha256(file: path)
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        // as if the sweep had written it so
        let package = folder + "/datapackage.json"
        try String(contentsOfFile: package, encoding: .utf8)
            .replacingOccurrences(of: hash, with: try sha256(file: path))
            .write(toFile: package, atomically: true, encoding: .utf8)
        let tables = try SweepTables(folder, of: plan.scenario)
        #expect(tables.failures == 1)
        #expect(tables.values(0, option: 0).map { $0.isNaN } == [false, true, false])
        // the crossing of a run that failed is not one that never happens; that of the run beside it is
        #expect(tables.values(1, option: 0).map { $0.isNaN } == [false, true, false])
        #expect(tables.values(1, option: 1) == [.infinity, .infinity, .infinity])
        #expect(throws: OutputError.self) { try ShardReader(ResultFolder(folder), plan).piece(0..<3) }
    }

    @Test func `tables of another scenario are refused`() throws {
        let text =
            "vary: [{parameter: qualityExponent, grid: [0.8, 1.2]}]\noutcomes: {a: {variable: ai_spending, place: UK, year: 2026}}"
        let place = try TemporaryFolder()
        let folder = place.path + "/out"
        try SweepFolder(folder, plan(text), version: "1", resumes: false).complete()
        let other = try loadedScenario(text.replacingOccurrences(of: "{a:", with: "{b:")).scenario
        #expect(throws: OutputError.self) { try SweepTables(folder, of: other) }
    }
}
