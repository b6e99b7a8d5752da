internal import CGSL

/// Where all of several equations are 0, by the library's scaled hybrid method (Powell 1970, as in MINPACK).
///
/// - Parameters:
///   - start: a first guess, one number for each unknown.
///   - tolerance: what the absolute values of the residuals add up to at most.
///   - equations: as many residuals as there are unknowns.
package func roots(
    from start: [Double], tolerance: Double = 1e-12, of equations: @escaping ([Double]) throws -> [Double]
) throws(SolverError) -> [Double] {
    _ = errorHandlerIsOff
    let callback = Callback(equations)
    return try withExtendedLifetime(callback) { () throws(SolverError) in
        var system = gsl_multiroot_function(
            f: evaluate, n: start.count, params: Unmanaged.passUnretained(callback).toOpaque())
        guard let solver = gsl_multiroot_fsolver_alloc(equipoise_hybrids(), start.count) else {
            throw .outOfMemory
        }
        defer { gsl_multiroot_fsolver_free(solver) }
        guard let guess = gsl_vector_alloc(start.count) else { throw .outOfMemory }
        defer { gsl_vector_free(guess) }
        for (i, value) in start.enumerated() { gsl_vector_set(guess, i, value) }
        return try solve(solver, &system, guess, callback, tolerance: tolerance)
    }
}

private let mostIterations = 200

private typealias Equations = Callback<[Double], [Double]>

private func solve(
    _ solver: UnsafeMutablePointer<gsl_multiroot_fsolver>,
    _ system: UnsafeMutablePointer<gsl_multiroot_function>, _ guess: UnsafePointer<gsl_vector>,
    _ callback: Equations, tolerance: Double
) throws(SolverError) -> [Double] {
    var status = gsl_multiroot_fsolver_set(solver, system, guess)
    for _ in 0..<mostIterations {
        if let failure = callback.failure { throw failure }
        guard status == Int32(GSL_SUCCESS) else { break }
        if gsl_multiroot_test_residual(solver.pointee.f, tolerance) == Int32(GSL_SUCCESS) {
            return numbers(gsl_multiroot_fsolver_root(solver))
        }
        status = gsl_multiroot_fsolver_iterate(solver)
    }
    let reason = status == Int32(GSL_SUCCESS) ? "too many steps" : String(cString: gsl_strerror(status))
    throw .noConvergence("\(reason); residuals \(numbers(solver.pointee.f))")
}

func numbers(_ vector: UnsafePointer<gsl_vector>?) -> [Double] {
    guard let vector else { return [] }
    return (0..<vector.pointee.size).map { gsl_vector_get(vector, $0) }
}

private func evaluate(
    _ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?,
    _ residual: UnsafeMutablePointer<gsl_vector>?
) -> Int32 {
    guard let x, let parameters, let residual else { return Int32(GSL_EFAULT) }
    return Unmanaged<Equations>.fromOpaque(parameters)._withUnsafeGuaranteedRef { callback in
        guard
            let values = callback(numbers(x), isFinite: { $0.allSatisfy(\.isFinite) }, at: { $0 })
        else { return Int32(GSL_EBADFUNC) }
        guard values.count == residual.pointee.size else { return Int32(GSL_EBADLEN) }
        for (i, value) in values.enumerated() { gsl_vector_set(residual, i, value) }
        return Int32(GSL_SUCCESS)
    }
}
