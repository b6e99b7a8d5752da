import Analysis
import Declarations
package import Output
package import Questions
package import Scenarios
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
        try result.clear(but: [FrontierState.file])
        try folder.add(SolveTables.solution, solutions.flatMap(rows))
        switch finding {
        case .breakEven(let finding):
            try folder.add(SolveTables.scan(levers.first, column(question.outcomes[0])), finding.scan)
        case .best(let finding):
            try folder.add(
                SolveTables.starts(levers, column(finding.aim.outcome)),
                finding.ends.enumerated().map { .init(number: $0 + 1, end: $1) })
        case .frontier(let finding):
            let aims = finding.best.aims.map { column($0.outcome) }
            try folder.add(
                SolveTables.frontier(levers + aims),
                finding.points.enumerated().map { .init(number: $0 + 1, values: $1.levers + $1.aims) })
            try folder.add(SolveTables.progress(reference: reference(finding)), finding.progress)
        }
        try writeScenario(folder)
        return try folder.commit(without: [FrontierState.file])
    }

    private func reference(_ finding: FrontierFinding) -> String {
        zip(finding.best.aims, finding.reference).map { "\($0.outcome) = \($1)" }
            .joined(separator: " and ")
    }

    private func writeScenario(_ folder: AnalysisFolder) throws {
        let solved = SolveEvaluator.solved(loaded.scenario, question, solution)
        let points = try loaded.pointsText()
        if let points { try folder.write(SolveTables.points, points) }
        try folder.write(
            SolveTables.scenario,
            ScenarioDescription.resolved(
                solved, world: SolveTables.world, points: points.map { _ in SolveTables.points }))
        try folder.write(SolveTables.world, WorldDescription.resolved(solved.world))
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

    private func rows(_ solution: Solution) -> [SolveTables.SolutionRow] {
        let levers = question.numbers.enumerated().map { index, number in
            SolveTables.SolutionRow(
                solution: solution.name, role: "lever", name: number.path, value: solution.levers[index],
                range: solution.ranges.isEmpty ? nil : solution.ranges[index], bounds: number.range,
                end: number.end(solution.levers[index]),
                profile: solution.profile.isEmpty ? nil : solution.profile[index])
        }
        let outcomes = solution.outcomes.enumerated().map { number, value in
            SolveTables.SolutionRow(
                solution: solution.name, role: number < aims ? "aim" : "condition",
                name: question.outcomes[number], value: value)
        }
        return levers + outcomes
    }

    private var aims: Int {
        if case .best(let best) = question.form { return best.aims.count }
        return 1
    }
}
