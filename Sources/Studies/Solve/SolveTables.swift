package import Output

extension ResultKind {
    package static let search = ResultKind(
        "search",
        tables: [
            SolveTables.solution.file, SolveTables.scan(nil, nil).file, SolveTables.starts([], nil).file,
            SolveTables.frontier([]).file, SolveTables.progress(reference: "").file,
        ],
        others: [
            SolveTables.scenario, SolveTables.world, SolveTables.points, FrontierState.file,
            FrontierState.file + ".new",
        ])
}

/// The tables of a search, and the other files that go with them.
package enum SolveTables {
    static let scenario = "solved.yaml"
    static let world = "solved.world.yaml"
    static let points = "solved.points.csv"

    struct SolutionRow {
        let solution: String
        let role: String
        let name: String
        let value: Double?
        var range: ClosedRange<Double>?
        var bounds: ClosedRange<Double>?
        var end: String?
        var profile: (from: Double?, to: Double?)?
    }

    static let solution = Table<SolutionRow>(
        "solution.csv",
        "What a search has found: the value of every number that it moved, and what comes of it",
        [
            Column("solution", "Which solution, in words") { $0.solution },
            Column(
                "role", "Whether the search moved the number, aimed at it, or kept it within a limit",
                allowed: ["lever", "aim", "condition"]
            ) { $0.role },
            Column("name", "Path of the number, or name of the outcome") { $0.name },
            Column("value", "Its value") { $0.value },
            Column(
                "low",
                "Of a root, the lower of two values between which the outcome passes the one sought; of a best point, the lowest value at which an agreeing start has ended"
            ) { $0.range?.lowerBound },
            Column("high", "The upper one, or the highest") { $0.range?.upperBound },
            Column("from", "Lowest value that the search could give it") { $0.bounds?.lowerBound },
            Column("to", "Highest value that the search could give it") { $0.bounds?.upperBound },
            Column("at", "The end at which the value lies, if any", allowed: ["", "from", "to"]) { $0.end },
            Column(
                "aim_at_from", "The outcome sought with this number at its lowest, the others as they are"
            ) { $0.profile?.from },
            Column("aim_at_to", "The same with the number at its highest") { $0.profile?.to },
        ])

    /// - Parameters:
    ///   - number: what was varied.
    ///   - outcome: what was looked at.
    package static func scan(
        _ number: NumberColumn?, _ outcome: NumberColumn?
    ) -> Table<(value: Double, outcome: Double?)> {
        Table(
            "scan.csv", "The outcome at evenly spaced values; empty where a run failed",
            [number.map { Column($0) { $0.value } }, outcome.map { Column($0) { $0.outcome } }]
                .compactMap { $0 })
    }

    package struct StartRow {
        let number: Int
        /// nil where no run succeeded.
        let end: BestFinding.End?
    }

    package static func starts(_ levers: [NumberColumn], _ aim: NumberColumn?) -> Table<StartRow> {
        Table(
            "starts.csv", "Where the search has ended from each of its starts",
            [Column("start", "Number of the start, from 1") { $0.number }]
                + levers.enumerated().map { index, lever in Column(lever) { $0.end?.levers[index] } }
                + [aim].compactMap { $0.map { Column($0) { $0.end?.aim } } } + [
                    Column(
                        "violation",
                        "By how much conditions are missed, each in units of how far it moves between starts; 0 where all are kept"
                    ) { $0.end?.violation },
                    Column(
                        "converged",
                        "Whether the search has come to rest: a simplex became as small as asked for, or a new one gained nothing"
                    ) { $0.end?.hasConverged ?? false },
                    Column("agrees", "Whether it has found the best point's value") {
                        $0.end?.agrees ?? false
                    },
                ])
    }

    package struct FrontierRow {
        let number: Int
        /// Of the levers, then the aims.
        let values: [Double]
    }

    /// - Parameter columns: levers, then aims.
    package static func frontier(_ columns: [NumberColumn]) -> Table<FrontierRow> {
        Table(
            "frontier.csv",
            "Points of which no other is at least as good in every aim and better in one",
            [Column("point", "Number of the point, from 1") { $0.number }]
                + columns.enumerated().map { index, column in Column(column) { $0.values[index] } })
    }

    /// - Parameter reference: the point up to which the hypervolume is counted, in words.
    static func progress(reference: String) -> Table<FrontierState.Progress> {
        Table(
            "progress.csv", "How the search for the frontier has gone on, by generation",
            [
                Column("generation", "Number of the generation, 0 for the first points") { $0.generation },
                Column("points", "Points that were evaluated so far") { $0.points },
                Column("failed", "Points of this generation at which a run failed") { $0.failed },
                Column("feasible", "Points of the population that keep all conditions") { $0.feasible },
                Column("frontier", "Points of the population that are feasible and not dominated") {
                    $0.frontier
                },
                Column(
                    "hypervolume",
                    "Volume of the space of aims that these dominate, up to \(reference): it grows as the frontier comes nearer to the true one"
                ) { $0.hypervolume },
                Column(
                    "least_violation",
                    "By how much the best point misses conditions, in units of how far they move among the first points"
                ) { $0.leastViolation },
            ])
    }
}
