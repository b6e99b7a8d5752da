import Foundation
import Output
import Questions
import Scenarios
import Studies
import Sweeps

/// Studies write a folder, as their commands do, since what they find is more than a table: scenario files that run again, and words.
/// They replace a result of the same kind that is there, and nothing else.
extension Scenario {
    /// Answers the scenario's `solve`: where an outcome is reached, or which values are best.
    ///
    /// - Parameters:
    ///   - folder: where the result is written; see `equipoise solve`.
    ///   - threads: at least 1; nil for one on each processor.
    /// - Returns: the tables `solution`, and by question `scan`, `starts`, or `frontier` and `progress`.
    /// - Throws: ``ScenarioError`` where the scenario asks nothing, ``StudyError`` where there is no answer or no place for it.
    public func solve(into folder: String, threads: Int? = nil) throws -> Study {
        guard let question = loaded.scenario.experiment.solve else {
            throw ScenarioError("the scenario has no question under solve")
        }
        return try study {
            let jobs = Self.jobs(threads)
            let evaluator = try SolveEvaluator(loaded, question)
            guard case .best(let best) = question.form, best.aims.count > 1 else {
                let result = try RunFolder.ofSearch(folder, identity: nil, resumes: false).folder
                let report = try SolveReport(loaded, evaluator, jobs: jobs)
                _ = try report.write(into: result)
                return (folder, report.text)
            }
            let search = try FrontierSearch(loaded, evaluator, best, jobs: jobs)
            let result = try RunFolder.ofSearch(folder, identity: search.identity, resumes: false).folder
            let report = SolveReport(
                loaded, question, .frontier(try search.finding(from: nil, in: result) { _, _ in }))
            _ = try report.write(into: result)
            return (folder, report.text)
        }
    }

    /// Plays the scenario's `game` at central values.
    ///
    /// - Parameters:
    ///   - folder: where the result is written; see `equipoise game`.
    ///   - threads: at least 1; nil for one on each processor.
    /// - Returns: the tables `payoffs`, `equilibria`, `paths`, `dominance` and `coordination`.
    /// - Throws: ``ScenarioError`` where the scenario has no game, ``StudyError`` where a run failed or the folder cannot be written.
    public func game(into folder: String, threads: Int? = nil) throws -> Study {
        guard let game = loaded.scenario.experiment.game else {
            throw ScenarioError("the scenario has no game")
        }
        return try study {
            let table = GameTable(game, loaded.scenario)
            let solved = try table.played(jobs: Self.jobs(threads))
            let report = GameReport(loaded: loaded, table: table, solved: solved, draws: nil)
            _ = try report.write(to: folder)
            return (folder, report.text)
        }
    }

    /// Puts the scenario's `claims` to the draws of its `vary` and `design`, which are swept into the folder beside.
    ///
    /// - Parameters:
    ///   - folder: where the result is written, and with `-sweep` behind its name the sweep; see `equipoise claims`.
    ///   - threads: at least 1; nil for one on each processor.
    /// - Returns: the tables `claims`, `claim_tests`, `claim_inputs` and `claim_boxes`.
    /// - Throws: ``ScenarioError`` where the scenario has no claims or its design gives no points, ``StudyError`` where a folder cannot
    ///   be written.
    public func claims(into folder: String, threads: Int? = nil) throws -> Study {
        let claims = loaded.scenario.experiment.claims
        guard !claims.isEmpty else { throw ScenarioError("the scenario has no claims") }
        return try study {
            let jobs = Self.jobs(threads)
            let (input, tables) = try swept(into: folder + "-sweep", jobs: jobs)
            let report = ClaimsReport(claims, input, tables, ensemble: nil, resamples: 200, jobs: jobs)
            _ = try report.write(to: folder)
            return (folder, report.text)
        }
    }

    /// Compares the options over the draws of the scenario's `vary` and `design`, which are swept into the folder beside.
    ///
    /// - Parameters:
    ///   - folder: where the result is written, and with `-sweep` behind its name the sweep; see `equipoise robust`.
    ///   - threads: at least 1; nil for one on each processor.
    /// - Returns: the table `robustness`.
    /// - Throws: ``ScenarioError`` where there is one option only or the design gives no points, ``StudyError`` where a run failed at
    ///   every point or a folder cannot be written.
    public func robustness(into folder: String, threads: Int? = nil) throws -> Study {
        guard options.count > 1 else {
            throw ScenarioError("the scenario has one option, and a comparison is of two or more")
        }
        return try study {
            let (input, tables) = try swept(into: folder + "-sweep", jobs: Self.jobs(threads))
            guard let comparison = OptionComparison(tables, input.plan.scenario, enough: []) else {
                throw StudyError(description: "there is no point at which every option succeeded")
            }
            _ = try comparison.write(to: folder, of: loaded)
            return (folder, comparison.text)
        }
    }

    private static func jobs(_ threads: Int?) -> Int {
        max(threads ?? ProcessInfo.processInfo.activeProcessorCount, 1)
    }

    private func swept(
        into folder: String, jobs: Int
    ) throws -> (input: SweepInput, tables: SweepTables) {
        let input = try SweepInput(loaded, tables: .init(), shard: nil)
        let sweep = try SweepFolder(folder, input.plan, version: programVersion, resumes: false)
        try SweepRunner(input.plan, jobs: jobs, mostFailures: .max) { _, _ in }.run(into: sweep)
        _ = try input.complete(sweep, jobs: jobs, Invocation(commit: nil, arguments: []))
        return (input, try SweepTables(folder, of: input.plan.scenario))
    }

    /// What a study has written, and its errors as those of the library.
    private func study(_ body: () throws -> (folder: String, summary: String)) throws -> Study {
        do {
            let (folder, summary) = try body()
            return try Study(reading: folder, summary: summary)
        } catch let error as InputError {
            throw ScenarioError(error)
        } catch let error as StudyFailure {
            throw StudyError(description: error.message)
        } catch let error as StudyError {
            throw error
        } catch {
            throw StudyError(description: "\(error)")
        }
    }
}
