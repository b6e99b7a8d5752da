private import CGSL

/// A root of a continuous function by Brent's method, to the last few bits. The function has opposite signs at the ends of
/// the bracket, or is 0 at one of them.
package func root(
    in bracket: ClosedRange<Double>, of function: @escaping (Double) throws -> Double
) throws(SolverError) -> Double {
    try rootAndBracket(in: bracket, within: .ulpOfOne, of: function).root
}

/// A root by Brent's method, and the two points between which the function is known to change its sign.
///
/// - Parameter tolerance: how far these are apart at most, as a share of the bracket; but not below the last few bits.
package func rootAndBracket(
    in bracket: ClosedRange<Double>, within tolerance: Double,
    of function: @escaping (Double) throws -> Double
) throws(SolverError) -> (root: Double, bracket: ClosedRange<Double>) {
    var found = bracket
    let root = try withFunction(function) { cFunction, callback throws(SolverError) in
        guard let solver = gsl_root_fsolver_alloc(equipoise_brent()) else { throw .outOfMemory }
        defer { gsl_root_fsolver_free(solver) }
        var status = gsl_root_fsolver_set(solver, cFunction, bracket.lowerBound, bracket.upperBound)
        if let failure = callback.failure { throw failure }
        guard status == Int32(GSL_SUCCESS) else {
            throw .noSignChange(between: bracket.lowerBound, and: bracket.upperBound)
        }
        let absolute = tolerance * (bracket.upperBound - bracket.lowerBound)
        for _ in 0..<mostIterations {
            status = gsl_root_fsolver_iterate(solver)
            if let failure = callback.failure { throw failure }
            try check(status)
            let (lower, upper) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
            if gsl_root_test_interval(lower, upper, absolute, 4 * .ulpOfOne) == Int32(GSL_SUCCESS) {
                found = lower...upper
                return gsl_root_fsolver_root(solver)
            }
        }
        throw .noConvergence("\(mostIterations) steps of Brent's method")
    }
    return (root, found)
}

/// The integral over an interval by adaptive 21-point Gauss–Kronrod rules, to 1e-12 relative or 1e-14 absolute.
/// Kinks and jumps are allowed.
package func integral(
    over interval: ClosedRange<Double>, of function: @escaping (Double) throws -> Double
) throws(SolverError) -> Double {
    try quadrature(function) { cFunction, workspace, result, error in
        gsl_integration_qag(
            cFunction, interval.lowerBound, interval.upperBound, absoluteError, relativeError, mostIntervals,
            Int32(GSL_INTEG_GAUSS21), workspace, result, error)
    }
}

/// The integral from `lower` to infinity, to the same accuracy.
package func integral(
    from lower: Double, of function: @escaping (Double) throws -> Double
) throws(SolverError) -> Double {
    try quadrature(function) { cFunction, workspace, result, error in
        gsl_integration_qagiu(
            cFunction, lower, absoluteError, relativeError, mostIntervals, workspace, result, error)
    }
}

private let mostIterations = 200
private let mostIntervals = 1000
private let relativeError = 1e-12
private let absoluteError = 1e-14

private typealias CFunction = UnsafeMutablePointer<gsl_function>

private func quadrature(
    _ function: @escaping (Double) throws -> Double,
    _ rule: (
        CFunction, UnsafeMutablePointer<gsl_integration_workspace>, UnsafeMutablePointer<Double>,
        UnsafeMutablePointer<Double>
    ) -> Int32
) throws(SolverError) -> Double {
    try withFunction(function) { cFunction, callback throws(SolverError) in
        guard let workspace = gsl_integration_workspace_alloc(mostIntervals) else { throw .outOfMemory }
        defer { gsl_integration_workspace_free(workspace) }
        var (result, error) = (0.0, 0.0)
        let status = rule(cFunction, workspace, &result, &error)
        if let failure = callback.failure { throw failure }
        try check(status)
        return result
    }
}

private func check(_ status: Int32) throws(SolverError) {
    guard status == Int32(GSL_SUCCESS) else { throw .failed(String(cString: gsl_strerror(status))) }
}

/// Lends a function of one variable to the library.
private func withFunction(
    _ function: @escaping (Double) throws -> Double,
    _ work: (CFunction, Callback<Double, Double>) throws(SolverError) -> Double
) throws(SolverError) -> Double {
    _ = errorHandlerIsOff
    let callback = Callback(function)
    let cFunction = CFunction.allocate(capacity: 1)
    defer { cFunction.deallocate() }
    cFunction.initialize(
        to: gsl_function(function: evaluate, params: Unmanaged.passUnretained(callback).toOpaque()))
    return try withExtendedLifetime(callback) { () throws(SolverError) in try work(cFunction, callback) }
}

private func evaluate(_ x: Double, _ parameters: UnsafeMutableRawPointer?) -> Double {
    guard let parameters else { return .nan }
    return Unmanaged<Callback<Double, Double>>.fromOpaque(parameters)._withUnsafeGuaranteedRef {
        $0(x, isFinite: \.isFinite, at: { [$0] }) ?? .nan
    }
}
