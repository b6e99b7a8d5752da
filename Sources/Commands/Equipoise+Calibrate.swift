import ArgumentParser
import Calibration
import GSL
import Output
import Questions
import Scenarios
import Studies

extension Equipoise {
    struct Calibrate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fit uncertain numbers to observations: the most likely values, and draws consistent with them.",
            discussion: """
                The scenario says which numbers, which observations and which course of policy:

                  calibrate:
                    observations: observations.csv    a CSV beside the scenario
                    from: 2025                        optional: leave out earlier observations
                    parameters: [adoptionInnovation, aiPotential, {parameter: …, distribution: …}]
                    option: today                     optional
                    holdOut: {from: 2026}             optional: predict these instead of fitting them

                A path alone stands for its default range, as in a sweep. Writes parameters.csv, correlations.csv, residuals.csv, \
                calibration.md in plain words, calibrated.yaml, which runs at the most likely values, and ensemble.csv with \
                ensemble.yaml, which a sweep takes. Ends with code 5 where the fit did not converge, or too few draws are \
                consistent with the observations: the best point is written all the same.
                """)

        @Argument(
            help: "A scenario file with calibrate.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-calibrate, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var threads: ThreadOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            let messages = message.messages
            let (loaded, problem) = try messages.reporting { try prepare() }
            let name = resultName(file, overrides.changes)
            let path = try messages.outputFolder(out ?? "notebooks-out/\(name)-calibrate", for: .calibration)
            let result = try messages.reporting { () throws -> CalibrationResult in
                do {
                    return try CalibrationResult(problem)
                } catch let failure as EvidenceError {
                    messages.error(failure.message)
                    throw ExitCode.noRunSucceeded
                } catch let failure as SolverError {
                    messages.error("\(failure)")
                    throw ExitCode.noRunSucceeded
                }
            }
            let report = CalibrationReport(result: result, loaded: loaded)
            let tables = try messages.reporting { try report.write(to: path) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            for warning in result.warnings { messages.warning(warning) }
            let (failed, draws) = (result.draws.failed, result.draws.points.count)
            if failed > 0 { messages.warning("\(failed) of \(draws) draws failed and weigh nothing") }
            let isMissing = messages.tellMissing(in: tables)
            if let shortfall = result.fit.shortfall {
                let remedy =
                    result.fit.iterations < problem.calibration.steps ? "" : "; raise calibrate.steps"
                messages.error("the fit did not converge: \(shortfall); the best point is written\(remedy)")
                throw ExitCode.noConvergence
            }
            if result.kept == nil { throw ExitCode.noConvergence }
            if isMissing || failed > 0 { throw ExitCode.someRunsFailed }
        }

        private func prepare() throws -> (LoadedScenario, CalibrationProblem) {
            let loaded = try overrides.read(file)
            guard let calibration = loaded.scenario.experiment.calibration else {
                throw InputError.invalid([.usage(file, "has no calibrate section")])
            }
            return (loaded, try CalibrationProblem(loaded, calibration, file: file, jobs: threads.jobs))
        }
    }
}
