package import Calibration
package import Questions
package import Scenarios

extension CalibrationProblem {
    /// The calibration that a scenario's file asks for, with the observations that it names.
    package init(
        _ loaded: LoadedScenario, _ calibration: Calibration, file: String, jobs: Int
    ) throws(InputError) {
        let observations = try loaded.observations(calibration.observations)
        do throws(EvidenceError) {
            try self.init(loaded.scenario, calibration, observations, jobs: jobs)
        } catch {
            throw InputError(error, file: file, observations: calibration.observations)
        }
    }
}

extension BacktestProblem {
    /// The back-test that a scenario's file asks for, with the observations that it names.
    package init(_ loaded: LoadedScenario, _ backtest: Backtest, file: String) throws(InputError) {
        let observations = try loaded.observations(backtest.observations)
        do throws(EvidenceError) {
            try self.init(loaded.scenario, backtest, observations)
        } catch {
            throw InputError(error, file: file, observations: backtest.observations)
        }
    }
}

extension InputError {
    /// At the line of the observations, or of the scenario where it is about none.
    fileprivate init(_ error: EvidenceError, file: String, observations: NamedFile) {
        let name = error.line == nil ? file : observations.path
        self = .invalid([
            Problem(file: name, line: error.line, column: nil, path: nil, message: error.message)
        ])
    }
}
