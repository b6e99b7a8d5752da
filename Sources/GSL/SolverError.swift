/// Why a solver gave no answer.
package enum SolverError: Error {
    /// The function has the same sign at both ends of the interval.
    case noSignChange(between: Double, and: Double)
    /// The function is not finite there: a number for each unknown.
    case notFinite(at: [Double])
    /// The tolerance was not reached.
    case noConvergence(String)
    /// The function itself could not be evaluated.
    case function(any Error)
    case failed(String)
    case outOfMemory
}

extension SolverError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSignChange(let lower, let upper):
            "the function has the same sign at \(lower) and \(upper), so that no root is known to lie between"
        case .notFinite(let point): "the function is not finite at \(point)"
        case .noConvergence(let what): "no convergence: \(what)"
        case .function(let error): "\(error)"
        case .failed(let reason): "the GNU Scientific Library reports: \(reason)"
        case .outOfMemory: "out of memory"
        }
    }
}

/// A function that a C callback finds behind its parameter. After a failure it is not called again, and the solver,
/// fed with what is not a number, ends.
final class Callback<Input, Output> {
    private let function: (Input) throws -> Output
    private(set) var failure: SolverError?

    init(_ function: @escaping (Input) throws -> Output) { self.function = function }

    /// nil once the function has failed.
    func callAsFunction(_ input: Input, isFinite: (Output) -> Bool, at point: (Input) -> [Double]) -> Output?
    {
        guard failure == nil else { return nil }
        do {
            let output = try function(input)
            if isFinite(output) { return output }
            failure = .notFinite(at: point(input))
        } catch {
            failure = .function(error)
        }
        return nil
    }
}
