import Analysis
import Output
import Questions
import Scenarios
import Studies
import Testing

@Suite struct SolveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func evaluator(_ text: String) throws -> (LoadedScenario, SolveEvaluator) {
        let loaded = try loadedScenario(text, in: folder)
        guard let question = loaded.scenario.experiment.solve else { throw NotThere() }
        return (loaded, try SolveEvaluator(loaded, question))
    }

    private func breakEven(_ text: String) throws -> BreakEvenFinding {
        let (loaded, evaluator) = try evaluator(text)
        guard case .breakEven(let finding) = try SolveReport(loaded, evaluator, jobs: 2).finding else {
            throw NotThere()
        }
        return finding
    }

    private func best(_ text: String) throws -> BestFinding {
        let (loaded, evaluator) = try evaluator(text)
        guard case .best(let finding) = try SolveReport(loaded, evaluator, jobs: 2).finding else {
            throw NotThere()
        }
        return finding
    }

    private static let rate = options("statutoryRate: 0.04")
    private static let duty = options("transparency: 0.2")
    private static func asked(_ outcome: String, _ lever: String, _ more: String) -> String {
        """
        solve: {vary: "options.new.UK[0].with.\(lever)", between: [0, 1], outcome: \(outcome), option: new, \(more)}

        """
    }

    @Test func `a rate breaks even at the rate that is asked for`() throws {
        let finding = try breakEven(Self.rate + Self.asked("rate", "statutoryRate", "equals: 0.03"))
        #expect(finding.roots.count == 1)
        let root = try #require(finding.roots.first)
        #expect(root.kind == .root && abs(root.point - 0.03) <= 1e-7 && root.bracket.contains(0.03))
        // the scan is the identity
        #expect(finding.scan.allSatisfy { abs(($0.outcome ?? .nan) - $0.value) < 1e-9 })
    }

    @Test func `over the mean of draws the duty breaks even at its mean cost`() throws {
        let text =
            Self.duty + Self.asked("duty", "transparency", "equals: 0.001, over: mean") + uncertainDuty
            + "design: {method: sobol, runs: 32, seed: 5}\n"
        let loaded = try loadedScenario(text, in: folder)
        let costs = try Swept(loaded, in: folder).draws("transparencyCost")
        let mean = costs.reduce(0, +) / Double(costs.count)
        let root = try #require(try breakEven(text).roots.first)
        #expect(costs.count == 32 && abs(root.point - 0.001 / mean) < 1e-6)
    }

    @Test func `a value that no rate gives has no solution, and the message says what the ends give`() throws
    {
        let failure = #expect(throws: StudyFailure.self) {
            try breakEven(Self.rate + Self.asked("rate", "statutoryRate", "equals: 2"))
        }
        #expect(failure?.reason == .unsolved)
        #expect(failure?.message.contains("it is 0 at 0 and 1 at 1, on the same side") == true)
    }

    @Test func `the best point lies at the limit of a condition, or at the end of a range`() throws {
        let text =
            options("transparency: 0.2, statutoryRate: 0.04") + """
                solve:
                  levers: {"options.new.UK[0].with.transparency": [0, 1]}
                  maximise: [duty]
                  option: new
                  starts: 4

                """
        let free = try best(text)
        #expect(abs(free.levers[0] - 1) < 1e-6 && abs(free.outcomes[0] - 0.002) < 1e-8)
        let bound = try best(text + "  subjectTo: [\"duty <= 0.0013\"]\n")
        #expect(abs(bound.levers[0] - 0.65) < 1e-3 && bound.outcomes[0] <= 0.0013 * (1 + 1e-6))
        #expect(bound.ends.contains { $0?.agrees == true && $0?.hasConverged == true })
    }

    private static let tradeOff =
        rate + """
            solve:
              levers: {"options.new.UK[0].with.statutoryRate": [0, 0.1]}
              maximise: [rate]
              minimise: [later]
              option: new
              population: 8
              generations: 6

            """
    private static let aims =
        "rate: {variable: burden_statutory, place: UK, year: 2029}, later: {variable: burden_statutory, place: UK, year: 2030}"

    private struct Stop: Error {}

    /// - Parameter stops: after which generation the first process ends, if it does.
    private func frontier(to name: String, stops: Int?) throws -> FrontierFinding {
        let loaded = try loadedScenario(Self.tradeOff, outcomes: Self.aims, in: folder)
        guard let question = loaded.scenario.experiment.solve, case .best(let best) = question.form
        else {
            throw NotThere()
        }
        let search = try FrontierSearch(loaded, SolveEvaluator(loaded, question), best, jobs: 2)
        let path = folder.path + "/" + name
        if let stops {
            #expect(throws: Stop.self) {
                let (result, _) = try RunFolder.ofSearch(path, identity: search.identity, resumes: false)
                _ = try search.finding(from: nil, in: result) { state, _ in
                    if state.generation == stops { throw Stop() }
                }
            }
        }
        let (result, left) = try RunFolder.ofSearch(
            path, identity: search.identity, resumes: stops != nil)
        #expect(left?.generation == stops)
        var generations: [Int] = []
        let finding = try search.finding(from: left, in: result) { state, isLast in
            generations.append(state.generation)
            #expect(isLast == (state.generation == 6))
        }
        #expect(generations == Array((stops ?? 0)...6))
        _ = try SolveReport(loaded, question, .frontier(finding)).write(into: result)
        return finding
    }

    @Test func `where one aim is what the other avoids, every point is on the frontier`() throws {
        let finding = try frontier(to: "whole", stops: nil)
        #expect(finding.points.count == 8)
        // the aims are the lever, in order of the first
        for point in finding.points {
            #expect(point.aims.allSatisfy { abs($0 - point.levers[0]) < 1e-9 })
        }
        let rates = finding.points.map { $0.aims[0] }
        #expect(rates == rates.sorted(by: >))
        #expect(finding.remarkable.map(\.name) == ["best rate", "best later", "compromise"])
        #expect(finding.remarkable.map(\.point).prefix(2) == [0, 7])
        // nearest to both ends at once is what lies nearest to their middle
        let middle = (rates[0] + rates[7]) / 2
        let nearest = rates.map { abs($0 - middle) }.min()
        #expect(abs(abs(rates[finding.remarkable[2].point] - middle) - (nearest ?? .nan)) < 1e-12)
    }

    @Test func `a search for a frontier that was stopped goes on to the same result`() throws {
        let whole = try frontier(to: "whole", stops: nil)
        let resumed = try frontier(to: "resumed", stops: 2)
        #expect(whole.points.map(\.levers) == resumed.points.map(\.levers))
        for file in ["solution.csv", "frontier.csv", "progress.csv", "solved.yaml"] {
            #expect(try folder.text("whole/" + file) == folder.text("resumed/" + file))
        }
    }
}
