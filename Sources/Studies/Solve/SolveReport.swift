import Analysis
import Declarations
package import Output
package import Scenarios
package import Simulation
import Sweeps

/// What a search has found, as tables, as a scenario and in words.
package struct SolveReport {
    package enum Finding {
        case breakEven(BreakEvenFinding)
        case best(BestFinding)
        case frontier(FrontierFinding)
    }

    private let loaded: LoadedScenario
    let question: SolveQuestion
    package let finding: Finding

    package init(_ loaded: LoadedScenario, _ question: SolveQuestion, _ finding: Finding) {
        self.loaded = loaded
        self.question = question
        self.finding = finding
    }

    /// Searches for the answer, where that is no frontier.
    package init(_ loaded: LoadedScenario, _ evaluator: SolveEvaluator, jobs: Int) throws {
        self.loaded = loaded
        question = evaluator.question
        finding =
            switch question.form {
            case .breakEven(let number, let outcome, let value):
                .breakEven(try BreakEvenFinding(evaluator, number, outcome, equals: value, jobs: jobs))
            case .best(let best): .best(try BestFinding(evaluator, best, jobs: jobs))
            }
    }

    private var levers: [NumberColumn] {
        question.numbers.map { NumberColumn($0.path, "Value of \($0.path)", unit: "") }
    }

    private func column(_ outcome: String) -> NumberColumn {
        let measured = loaded.scenario.experiment.outcomes.first { $0.name == outcome }
            .map { $0.column(in: loaded.scenario) }
        let meaning = measured.map { ": \($0.description)" } ?? ""
        return NumberColumn(outcome, question.quantity(outcome) + meaning, unit: measured?.unit ?? "")
    }

    // MARK: - Files

    /// - Returns: the tables.
    package func write(into result: RunFolder) throws -> [WrittenFile] {
        let resolved = try ResolvedFiles(loaded.scenario, points: loaded.pointsText())
        var folder = AnalysisFolder(result, name: loaded.scenario.name, resolved)
        // what a process has left that was stopped while it wrote them
        for file in Self.files { try result.remove(file) }
        try folder.add("solution.csv", .solution) { table in
            for solution in solutions { add(solution, &table) }
        }
        switch finding {
        case .breakEven(let finding):
            try folder.add("scan.csv", .scan(levers[0], column(question.outcomes[0]))) { table in
                for point in finding.scan {
                    table.add(point.value)
                    table.add(point.outcome)
                    table.endRow()
                }
            }
        case .best(let finding):
            try folder.add("starts.csv", .starts(levers, column(finding.aim.outcome))) { table in
                for (number, end) in finding.ends.enumerated() { Self.add(end, number, levers.count, &table) }
            }
        case .frontier(let finding):
            let aims = finding.best.aims.map { column($0.outcome) }
            try folder.add("frontier.csv", .frontier(levers + aims)) { table in
                for (number, point) in finding.points.enumerated() {
                    table.add(number + 1)
                    for value in point.levers + point.aims { table.add(value) }
                    table.endRow()
                }
            }
            try folder.add("progress.csv", .progress(reference: reference(finding))) { table in
                for row in finding.progress { Self.add(row, &table) }
            }
        }
        try writeScenario(folder)
        return try folder.commit(without: [FrontierState.file])
    }

    private static let files = [
        "solution.csv", "scan.csv", "starts.csv", "frontier.csv", "progress.csv", "solved.yaml",
        "solved.world.yaml", "solved.points.csv", "scenario.resolved.yaml", "world.resolved.yaml",
        "points.csv", "datapackage.json",
    ]

    private func reference(_ finding: FrontierFinding) -> String {
        zip(finding.best.aims, finding.reference).map { "\($0.outcome) = \($1)" }
            .joined(separator: " and ")
    }

    private static func add(_ end: BestFinding.End?, _ number: Int, _ levers: Int, _ table: inout CSVRows) {
        table.add(number + 1)
        if let end {
            for value in end.levers + [end.aim, end.violation] { table.add(value) }
            table.add("\(end.hasConverged)")
            table.add("\(end.agrees)")
        } else {
            for _ in 0..<levers + 2 { table.add(nil as Double?) }
            table.add("false")
            table.add("false")
        }
        table.endRow()
    }

    private static func add(_ row: FrontierState.Progress, _ table: inout CSVRows) {
        for count in [row.generation, row.points, row.failed, row.feasible, row.frontier] { table.add(count) }
        table.add(row.hypervolume)
        table.add(row.leastViolation)
        table.endRow()
    }

    private func writeScenario(_ folder: AnalysisFolder) throws {
        let solved = SolveEvaluator.solved(loaded.scenario, question, solution)
        let points = try loaded.pointsText()
        if let points { try folder.write("solved.points.csv", points) }
        try folder.write(
            "solved.yaml",
            ScenarioDescription.resolved(
                solved, world: "solved.world.yaml", points: points.map { _ in "solved.points.csv" }))
        try folder.write("solved.world.yaml", WorldDescription.resolved(solved.world))
    }

    // MARK: - Solutions

    private struct Solution {
        let name: String
        let levers: [Double]
        /// By outcome of the question; nil where it is not known.
        let outcomes: [Double?]
        var ranges: [ClosedRange<Double>?] = []
        var profile: [(from: Double?, to: Double?)] = []
    }

    private var solutions: [Solution] {
        switch finding {
        case .breakEven(let finding):
            let ends = (from: finding.scan.first?.outcome, to: finding.scan.last?.outcome)
            return zip(finding.roots, finding.outcomes).enumerated().map { number, pair in
                let (root, outcome) = pair
                return Solution(
                    name: "\(root.kind) \(number + 1)", levers: [root.point],
                    outcomes: [outcome.isFinite ? outcome : nil], ranges: [root.bracket], profile: [ends])
            }
        case .best(let finding):
            let ranges = levers.indices.map { lever -> ClosedRange<Double>? in
                let values = finding.agreeing.map { $0.levers[lever] }
                guard let low = values.min(), let high = values.max() else { return nil }
                return low...high
            }
            return [
                Solution(
                    name: "best", levers: finding.levers, outcomes: finding.outcomes, ranges: ranges,
                    profile: finding.profile)
            ]
        case .frontier(let finding):
            return finding.remarkable.map { name, number in
                let point = finding.points[number]
                return Solution(name: name, levers: point.levers, outcomes: point.aims)
            }
        }
    }

    /// The values that the solved scenario has: of the first root, of the best point, of the compromise.
    private var solution: [Double] {
        switch finding {
        case .breakEven(let finding):
            (finding.roots.first { $0.kind != .jump }?.point).map { [$0] } ?? []
        case .best(let finding): finding.levers
        case .frontier(let finding): finding.remarkable.last.map { finding.points[$0.point].levers } ?? []
        }
    }

    private func add(_ solution: Solution, _ table: inout CSVRows) {
        for (index, number) in question.numbers.enumerated() {
            table.add(solution.name)
            table.add("lever")
            table.add(number.path)
            table.add(solution.levers[index])
            let range = solution.ranges.isEmpty ? nil : solution.ranges[index]
            table.add(range?.lowerBound)
            table.add(range?.upperBound)
            table.add(number.range.lowerBound)
            table.add(number.range.upperBound)
            table.add(number.end(solution.levers[index]))
            let profile = solution.profile.isEmpty ? nil : solution.profile[index]
            table.add(profile?.from)
            table.add(profile?.to)
            table.endRow()
        }
        for (number, value) in solution.outcomes.enumerated() {
            table.add(solution.name)
            table.add(number < aims ? "aim" : "condition")
            table.add(question.outcomes[number])
            table.add(value)
            for _ in 0..<4 { table.add(nil as Double?) }
            table.add("")
            for _ in 0..<2 { table.add(nil as Double?) }
            table.endRow()
        }
    }

    private var aims: Int {
        if case .best(let best) = question.form { return best.aims.count }
        return 1
    }
}
