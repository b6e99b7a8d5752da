import Declarations
internal import GSL

/// A run that could not be carried to its end.
package struct RunError: Error, Equatable, CustomStringConvertible {
    package let option: String
    package let failure: Failure

    package enum Failure: Error, Equatable {
        case notFinite(variable: String, year: Double)
        case tooManySteps(Int, year: Double)
        case stepper(String, year: Double)
        case methodIsForEnsembles
        case outOfMemory
    }

    package var description: String {
        let reason =
            switch failure {
            case .notFinite(let variable, let year):
                "year \(plain(year)): \(variable) is not finite; the parameters lead out of the model's domain"
            case .tooManySteps(let steps, let year):
                "year \(plain(year)): more than \(steps) steps to the next output; "
                    + "a time in the model is too short for this solver, or the tolerance too small"
            case .stepper(let message, let year):
                "year \(plain(year)): the stepper gave up (\(message)); try another solver or tolerance"
            case .methodIsForEnsembles:
                "solver.method tsit5 is the ensemble engine of sweeps; use auto, rkf45, rk8pd or msadams"
            case .outOfMemory:
                "no memory for the integrator"
            }
        return "option \(option): \(reason)"
    }
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
