import Declarations
import Output
package import Questions
package import Sampling

/// Everything that decides what a sweep writes, from the scenario to the piece of it that this process does.
package struct SweepPlan: Sendable {
    package let scenario: Scenario
    package let tolerance: Double
    package let sampler: Sampler
    package let placement: Placement
    package let outcomes: OutcomePlan
    /// What the sweep moves and keeps, as columns, and the tables that have them.
    let inputColumns: [NumberColumn]
    let outcomeColumns: [NumberColumn]
    let ofDraws: Table<PointTables.Draw>
    let ofResults: Table<PointTables.Result>
    package let tables: Tables
    package let shard: Shard?
    /// Points of this piece.
    package let points: Range<Int>
    /// SHA-256 of all that decides the result, the shard excepted.
    package let hash: String

    /// What is written beside the tables that every sweep has.
    package struct Tables: Sendable, Equatable, Codable {
        package var timeseries: Bool
        package var gzip: Bool

        package init(timeseries: Bool = false, gzip: Bool = false) {
            self.timeseries = timeseries
            self.gzip = gzip
        }
    }

    /// - Parameters:
    ///   - sampler: of the scenario.
    ///   - identity: texts that decide the result: program version, resolved scenario and world, the file of points.
    /// - Throws: where there are more shards than points.
    package init(
        _ scenario: Scenario, _ sampler: Sampler, tables: Tables = Tables(), shard: Shard? = nil,
        identity: [String]
    ) throws(ShardError) {
        if let shard, shard.count > sampler.count {
            throw ShardError(shards: shard.count, points: sampler.count)
        }
        self.init(scenario, sampler, tables, shard, identity)
    }

    /// All points, for outcomes that stay in memory.
    init(_ scenario: Scenario, _ sampler: Sampler) { self.init(scenario, sampler, Tables(), nil, []) }

    private init(
        _ scenario: Scenario, _ sampler: Sampler, _ tables: Tables, _ shard: Shard?, _ identity: [String]
    ) {
        tolerance = scenario.solver.toleranceOfSweep
        var scenario = scenario
        scenario.solver.tolerance = tolerance
        self.scenario = scenario
        self.tables = tables
        self.shard = shard
        self.sampler = sampler
        placement = Placement(scenario, sampler.inputs)
        outcomes = OutcomePlan(scenario, reportsAll: tables.timeseries)
        inputColumns = sampler.inputs.map(\.column)
        outcomeColumns = outcomes.outcomes.map { [scenario] in $0.column(in: scenario) }
        ofDraws = PointTables.experiments(inputColumns)
        ofResults = PointTables.outcomes(outcomeColumns)
        points = shard?.points(of: sampler.count) ?? 0..<sampler.count
        let parts =
            identity + [
                Generator.version, "\(tolerance)", "\(sampler.count)", "\(tables.timeseries)",
                "\(tables.gzip)",
            ]
        hash = sha256(parts.map { sha256($0.utf8) }.joined(separator: "\n").utf8)
    }

    package var options: [String] { scenario.options.map(\.name) }
    package var inputs: [String] { sampler.inputs.map(\.name) }

    /// Number of runs of this piece.
    package var runs: Int { points.count * options.count }

    /// Number of the option that others are compared with.
    var reference: Int? { options.firstIndex(of: scenario.comparison.against) }

    /// Points that a thread takes at once: what it computes of them is in memory until it is written.
    ///
    /// Pieces begin at multiples of this, whatever the shard.
    var pieceSize: Int { tables.timeseries ? 16 : 128 }

    /// Number of pieces of work.
    var pieceCount: Int {
        points.isEmpty ? 0 : (points.upperBound - 1) / pieceSize - points.lowerBound / pieceSize + 1
    }

    /// Points of a piece.
    package func piece(_ number: Int) -> Range<Int> {
        let start = (points.lowerBound / pieceSize + number) * pieceSize
        return (start..<start + pieceSize).clamped(to: points)
    }
}

/// One of several parts of a sweep, each done by a process of its own.
package struct Shard: Sendable, Equatable, Codable, CustomStringConvertible {
    /// From 1.
    package let index: Int
    package let count: Int

    /// - Returns: nil unless 1 ≤ index ≤ count.
    package init?(_ index: Int, of count: Int) {
        guard index >= 1, index <= count else { return nil }
        self.index = index
        self.count = count
    }

    /// - Throws: where a file says what is no shard.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let (index, count) = (
            try values.decode(Int.self, forKey: .index), try values.decode(Int.self, forKey: .count)
        )
        guard let shard = Shard(index, of: count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .index, in: values, debugDescription: "\(index) is none of \(count) shards")
        }
        self = shard
    }

    package var description: String { "\(index)/\(count)" }

    /// Consecutive points, as many as in any other shard or one more.
    package func points(of total: Int) -> Range<Int> {
        func start(_ shard: Int) -> Int {
            let (each, rest) = total.quotientAndRemainder(dividingBy: count)
            return shard * each + min(shard, rest)
        }
        return start(index - 1)..<start(index)
    }
}

/// More shards than points.
package struct ShardError: Error, Equatable, CustomStringConvertible {
    let shards: Int
    let points: Int

    package var description: String { "\(shards) shards for \(points) points, expected at most one for each" }
}
