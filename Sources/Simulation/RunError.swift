package import Declarations
internal import GSL
import Questions

/// A run that could not be carried to its end.
package struct RunError: Error, Equatable, CustomStringConvertible {
    package let option: String
    package let failure: Failure

    package enum Failure: Error, Equatable {
        case notFinite(variable: String, year: Double)
        case tooManySteps(Int, year: Double)
        case stepTooSmall(year: Double)
        case stepper(String, year: Double)
        case methodIsForEnsembles
        case outOfMemory
    }

    package var description: String { "option \(option): \(failure)" }
}

extension RunError.Failure: CustomStringConvertible {
    /// Where the run ended; nil where it did not begin.
    package var year: Double? {
        switch self {
        case .notFinite(_, let year), .tooManySteps(_, let year), .stepTooSmall(let year),
            .stepper(_, let year):
            year
        case .methodIsForEnsembles, .outOfMemory: nil
        }
    }

    /// What went wrong and what may help, without the year.
    package var reason: String {
        switch self {
        case .notFinite(let variable, _):
            "\(variable) is not finite; the parameters lead out of the model's domain"
        case .tooManySteps(let steps, _):
            "more than \(steps) steps to the next output; "
                + "a time in the model is too short for this solver, or the tolerance too small"
        case .stepTooSmall:
            "the step became too small; a time in the model is too short for this solver, or the tolerance too small"
        case .stepper(let message, _):
            "the stepper gave up (\(message)); try another solver or tolerance"
        case .methodIsForEnsembles:
            "solver.method tsit5 is the ensemble engine of sweeps; use auto, rkf45, rk8pd or msadams"
        case .outOfMemory:
            "no memory for the integrator"
        }
    }

    package var description: String { year.map { "year \(plain($0)): \(reason)" } ?? reason }
}

extension RunError.Failure {
    init(_ error: IntegrationError, _ layout: StateLayout) {
        self =
            switch error {
            case .rateIsNotFinite(let component, let time):
                .notFinite(variable: "rate of \(layout.name(component))", year: time)
            case .tooManySteps(let steps, let time): .tooManySteps(steps, year: time)
            case .failed(let message, let time): .stepper(message, year: time)
            case .outOfMemory: .outOfMemory
            }
    }
}

extension RunError.Failure {
    package init(_ failure: EnsembleFailure, _ layout: ReportLayout) {
        self =
            switch failure {
            case .tooManySteps(let steps, let year): .tooManySteps(steps, year: year)
            case .stepTooSmall(let year): .stepTooSmall(year: year)
            case .notFinite(let position, let year):
                .notFinite(variable: layout.variable(at: position).rawValue, year: year)
            }
    }
}
