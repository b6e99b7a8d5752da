import Declarations
import Foundation
import Output
import Questions
import Sampling
import Simulation
import Sweeps
import Testing

@Suite struct SweepTests {
    /// A sweep of which about a quarter of the points are out of bounds.
    private static let fragile = """
        vary:
          - {parameter: qualityExponent, distribution: {normal: [1, 1.5]}}
          - {parameter: passThroughTime, distribution: {loguniform: [0.5, 10]}}
        design: {method: sobol, runs: 300, seed: 3}
        outcomes:
          level: {variable: ai_spending, place: UK, year: 2030}
          crossing: {variable: ai_spending, place: UK, aggregate: crossing, above: 25}
          gain: {variable: gain_total, place: UK, aggregate: presentValue, against: law}
        """

    private let place: TemporaryFolder

    init() throws { place = try TemporaryFolder() }

    private func path(_ name: String) -> String { place.path + "/" + name }

    private func sweep(
        _ text: String, _ name: String, tables: SweepPlan.Tables = .init(), shard: Shard? = nil, jobs: Int = 2
    ) throws {
        let plan = try plan(text, tables: tables, shard: shard)
        try SweepFolder(path(name), plan, version: "1", resumes: false).complete(jobs: jobs)
    }

    @Test func `outcomes are those of single runs at the drawn values`() throws {
        let text = """
            vary:
              - {parameter: qualityExponent, distribution: range}
              - {parameter: substitution, distribution: range}
              - {parameter: 'options.new.UK[0].with.enforcement', distribution: {uniform: [0, 1]}}
              - {parameter: 'options.new.UK[0].from', grid: [2026, 2027.5]}
              - {parameter: compare.discountRate, distribution: {uniform: [0, 0.1]}}
            design: {method: montecarlo, runs: 4, seed: 5}
            """
        try sweep(text, "out")
        let plan = try plan(text)
        let rows = try place.rows("out/outcomes.csv")
        #expect(rows.count == 8 * 2)
        for point in 0..<8 {
            var draws = [Double](repeating: 0, count: plan.inputs.count)
            let scenario = draws.withUnsafeMutableBufferPointer { buffer -> Scenario? in
                guard let base = buffer.baseAddress else { return nil }
                plan.sampler.draw(point, into: base)
                return plan.placement.scenario(base)
            }
            let drawn = try #require(scenario)
            let result = RunResult(drawn)
            let impact = Impact(drawn, result.trajectories).entries
            let values = (0...1).map { option in
                rows[point * 2 + option].dropFirst(2).map { Double($0) ?? .nan }
            }
            for (index, outcome) in plan.outcomes.outcomes.enumerated() {
                let name = outcome.name
                if case .year(let year) = outcome.reduction {
                    let cell = try #require(
                        Reports(drawn.world).cell(outcome.variable, place: outcome.place))
                    for option in 0...1 {
                        let end = try #require(result.trajectories[option]?.point(at: year))
                        let exact = cell.value(in: end)
                        #expect(abs(values[option][index] - exact) < 2e-6 * max(1, abs(exact)), "\(name)")
                    }
                    continue
                }
                let group = try #require(Variable.gains.first { $0.variable == outcome.variable }).group
                let entry = try #require(impact.first { $0.place == outcome.place && $0.group == group })
                #expect(abs(values[1][index] - values[0][index] - entry.presentValue) < 1e-4, "\(name)")
            }
        }
    }

    @Test func `the integrators of single runs give the same to their tolerance`() throws {
        let text = Self.fragile.replacingOccurrences(of: "runs: 300", with: "runs: 8")
        try sweep(text + "\nsolver: {tolerance: 1e-8}", "ensemble")
        for method in ["rkf45", "rk8pd", "msadams"] {
            try sweep(text + "\nsolver: {method: \(method), tolerance: 1e-8}", method)
            for (a, b) in zip(
                try place.rows("ensemble/outcomes.csv").joined(),
                try place.rows("\(method)/outcomes.csv").joined())
            {
                guard let a = Double(a), let b = Double(b) else {
                    #expect(a == b)
                    continue
                }
                #expect(abs(a - b) < 1e-5 * max(1, abs(a)))
            }
        }
    }

    @Test func `failed runs are rows with a reason, and empty among the outcomes`() throws {
        try sweep(Self.fragile, "out")
        let failures = try place.rows("out/failures.csv")
        #expect(failures.count > 20 && failures.count < 580)
        #expect(
            failures.allSatisfy { $0[2].isEmpty && $0[3].contains("qualityExponent must be at least 0") })
        let failed = Set(failures.map { "\($0[0]),\($0[1])" })
        let outcomes = try place.rows("out/outcomes.csv")
        #expect(outcomes.count == 600)
        for row in outcomes {
            let hasFailed = failed.contains("\(row[0]),\(row[1])")
            #expect(row[2].isEmpty == hasFailed)
            let law = failed.contains("\(row[0]),law")
            #expect(row[4].isEmpty == (hasFailed || law))
        }
        for row in try place.rows("out/summary.csv") {
            let values = outcomes.filter { $0[1] == row[0] }.map {
                ["level": $0[2], "crossing": $0[3], "gain": $0[4]][row[2]] ?? ""
            }
            if row[1].isEmpty || row[2] == "gain" {
                #expect(Int(row[3]) == values.filter { !$0.isEmpty }.count)
            }
            let own = failed.filter { $0.hasSuffix(",\(row[0])") }.count
            if row[1].isEmpty { #expect(Int(row[4]) == own) }
        }
    }

    @Test func `a run that the integrator gives up fails by itself, with the year`() throws {
        let text = """
            vary: [{parameter: passThroughTime, grid: [2, 1e-9, 3]}]
            outcomes: {level: {variable: ai_spending, place: UK, year: 2030}}
            """
        try sweep(text, "out")
        let failures = try place.rows("out/failures.csv")
        #expect(!failures.isEmpty && failures.allSatisfy { $0[0] == "1" && $0[3].contains("step") })
        #expect(failures.allSatisfy { (2025..<2030).contains(Double($0[2]) ?? 0) })
        #expect(try place.rows("out/outcomes.csv").filter { $0[2].isEmpty }.count == failures.count)
    }

    @Test func `neither threads nor shards nor compression change a number`() throws {
        let shape = SweepPlan.Tables(timeseries: false, gzip: false)
        try sweep(Self.fragile, "one", tables: shape, jobs: 1)
        let whole = try place.files("one")
        try sweep(Self.fragile, "seven", jobs: 7)
        #expect(try place.files("seven") == whole)
        for count in [1, 3, 5] {
            let shards = (1...count).map { "shard\($0)of\(count)" }
            for (index, name) in shards.enumerated() {
                try sweep(Self.fragile, name, shard: Shard(index + 1, of: count))
            }
            let merge = try Merge(shards.reversed().map(path))
            let all = try plan(Self.fragile)
            try #require(merge.isOf(all))
            let folder = try SweepFolder(
                path("merged\(count)"), all, version: "1", resumes: false, keepsUnfinished: false)
            try merge.write(into: folder) { _, _ in }
            let tables = Array(zip(folder.schemas, try folder.finishTables()))
            let summary = try #require(try folder.summary(jobs: 2))
            try folder.write(Summary.table, summary.rows)
            try folder.write(
                "datapackage.json",
                json(
                    DataPackage(
                        name: "test", title: nil, version: "1", tables: tables.map { (schema: $0, file: $1) })
                ))
            try folder.write("run.json", "{\"program\": \"equipoise\"}")
            try folder.commit()
            #expect(try place.files("merged\(count)") == whole)
        }
    }

    @Test func `more failures than allowed stop the sweep, which can go on`() throws {
        try sweep(Self.fragile, "whole")
        let plan = try plan(Self.fragile)
        let folder = try SweepFolder(path("out"), plan, version: "1", resumes: false)
        #expect(throws: SweepStop.self) {
            try SweepRunner(plan, jobs: 2, mostFailures: 3) { _, _ in }.run(into: folder)
        }
        #expect(folder.tally.failed > 3 && folder.tally.points < 300)
    }
}

@Suite struct ResumeTests {
    private static let text = """
        vary: [{parameter: qualityExponent, distribution: range}]
        design: {method: lhs, runs: 700, seed: 3}
        outcomes: {level: {variable: ai_spending, place: UK, year: 2027}}
        """

    private let place: TemporaryFolder

    init() throws { place = try TemporaryFolder() }

    private func path(_ name: String) -> String { place.path + "/" + name }

    /// A partial folder of a process that has ended after some pieces of work and has half written another.
    private func interrupted(_ name: String, pieces: Int) throws {
        let plan = try plan(Self.text)
        let folder = try SweepFolder(path(name), plan, version: "1", resumes: false)
        let engine = PointEngine(plan)
        for number in 0..<pieces { try folder.append(engine.run(plan.piece(number))) }
        try folder.checkpoint()
        try folder.append(engine.run(plan.piece(pieces)))
        for file in ["outcomes.csv", "experiments.csv", "columns", "journal"] {
            let handle = try #require(FileHandle(forWritingAtPath: path(name) + ".partial/" + file))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("128,law,17.25".utf8))
            try handle.close()
        }
    }

    @Test(arguments: [0, 1, 3])
    func `a resumed sweep gives the bytes of one that was not interrupted`(pieces: Int) throws {
        try SweepFolder(path("whole"), plan(Self.text), version: "1", resumes: false).complete()
        try interrupted("out", pieces: pieces)
        let folder = try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: true)
        #expect(folder.resumed == pieces * 128)
        try folder.complete()
        #expect(try place.files("out") == place.files("whole"))
    }

    @Test func `another plan is refused, and what was left stays`() throws {
        try interrupted("out", pieces: 2)
        for other in [
            Self.text.replacingOccurrences(of: "seed: 3", with: "seed: 4"), Self.text + "\ntitle: x",
        ] {
            #expect(throws: ResumeError.otherPlan(path("out") + ".partial")) {
                try SweepFolder(path("out"), plan(other), version: "1", resumes: true)
            }
        }
        #expect(throws: ResumeError.self) {
            try SweepFolder(path("out"), plan(Self.text, version: "2"), version: "2", resumes: true)
        }
        #expect(throws: ResumeError.unfinished(path("out") + ".partial", points: 256, of: 700)) {
            try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: false)
        }
        let folder = try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: true)
        #expect(folder.resumed == 256)
    }

    @Test func `a table that has lost bytes is taken back to a checkpoint that it has`() throws {
        try SweepFolder(path("whole"), plan(Self.text), version: "1", resumes: false).complete()
        try interrupted("out", pieces: 3)
        let handle = try #require(FileHandle(forWritingAtPath: path("out") + ".partial/outcomes.csv"))
        try handle.truncate(atOffset: 5_000)
        try handle.close()
        let folder = try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: true)
        #expect(folder.resumed < 384)
        try folder.complete()
        #expect(try place.files("out") == place.files("whole"))
    }

    @Test(arguments: ["experiments.csv", "outcomes.csv", "columns"])
    func `a file that was changed under its journal is refused, and left as it is`(file: String) throws {
        try interrupted("out", pieces: 2)
        let changed = path("out") + ".partial/" + file
        var bytes = try Data(contentsOf: URL(fileURLWithPath: changed))
        bytes[bytes.count / 3] ^= 1
        try bytes.write(to: URL(fileURLWithPath: changed))
        #expect {
            try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: true)
        } throws: { error in
            guard case .changed(changed, _)? = error as? ResumeError else { return false }
            return true
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: changed)) == bytes)
    }

    @Test(arguments: [false, true])
    func `rows whose journal is lost are not thrown away`(resumes: Bool) throws {
        try interrupted("out", pieces: 2)
        for lost in ["journal", "plan.json"] {
            try FileManager.default.removeItem(atPath: path("out") + ".partial/" + lost)
            #expect(throws: ResumeError.self) {
                try SweepFolder(path("out"), plan(Self.text), version: "1", resumes: resumes)
            }
            #expect(FileManager.default.fileExists(atPath: path("out") + ".partial/outcomes.csv"))
        }
    }

    @Test func `a line of the journal that was cut off is not believed`() {
        let checkpoint = Checkpoint(
            pieces: 12, tally: Tally(points: 1536, failed: 3, evaluations: 99),
            files: [10, 200, 30].map { .init(size: $0, hash: sha256([UInt8($0)]).prefix(16)) })
        let line = checkpoint.line
        #expect(Checkpoint(line: line.dropLast()) == checkpoint)
        for length in 0..<line.utf8.count - 1 { #expect(Checkpoint(line: line.prefix(length)) == nil) }
        #expect(Checkpoint(line: "13" + line.dropLast().dropFirst(2)) == nil)
    }
}

@Suite struct ShardTests {
    @Test(arguments: [1, 2, 7, 100, 1_000_003]) func `shards are even and leave nothing out`(points: Int) {
        for count in [1, 2, 7] where count <= points {
            let parts = (1...count).compactMap { Shard($0, of: count)?.points(of: points) }
            #expect(parts.first?.lowerBound == 0 && parts.last?.upperBound == points)
            for (one, next) in zip(parts, parts.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
            #expect((parts.map(\.count).max() ?? 0) - (parts.map(\.count).min() ?? 0) <= 1)
        }
        #expect(Shard(0, of: 3) == nil && Shard(4, of: 3) == nil && Shard(1, of: 0) == nil)
    }

    @Test func `folders that are not the shards of one sweep are told apart`() throws {
        let place = try TemporaryFolder()
        let text = """
            vary: [{parameter: qualityExponent, distribution: range}]
            design: {method: montecarlo, runs: 9, seed: 3}
            outcomes: {level: {variable: ai_spending, place: UK, year: 2026}}
            """
        func shard(_ index: Int, of count: Int, _ text: String, _ name: String) throws -> String {
            let path = place.path + "/" + name
            let plan = try plan(text, shard: Shard(index, of: count))
            try SweepFolder(path, plan, version: "1", resumes: false).complete()
            return path
        }
        let first = try shard(1, of: 2, text, "a")
        let second = try shard(2, of: 2, text, "b")
        let other = try shard(2, of: 2, text.replacingOccurrences(of: "seed: 3", with: "seed: 4"), "c")
        let third = try shard(3, of: 3, text, "d")
        func reason(_ folders: [String]) -> String {
            do throws(MergeError) {
                _ = try Merge(folders)
                return "none"
            } catch {
                return error.description.replacingOccurrences(of: place.path + "/", with: "")
            }
        }
        #expect(reason([second, first]) == "none")
        #expect(reason([first]) == "of 2 shards these are missing: 2")
        #expect(reason([first, first]) == "a: is shard 1/2, which a is too")
        #expect(reason([first, other]).hasPrefix("c: is of another plan than a"))
        #expect(reason([first, third]).hasPrefix("d: is of another plan than a"))
        #expect(reason([place.path]).contains("has no plan.json"))
        // a file that was changed since is found before anything is put in place
        let file = second + "/outcomes.csv"
        let rows = try String(contentsOfFile: file, encoding: .utf8)
        try (rows.dropLast(2) + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let all = try plan(text)
        let folder = try SweepFolder(
            place.path + "/merged", all, version: "1", resumes: false, keepsUnfinished: false)
        #expect(throws: OutputError.self) { try Merge([first, second]).write(into: folder) { _, _ in } }
    }
}
