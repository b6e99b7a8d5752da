private import CGSL

/// Where a search for a minimum has ended.
package struct SimplexMinimum: Sendable, Equatable {
    package var point: [Double]
    package var value: Double
    /// Whether the simplex became as small as was asked for.
    package var hasConverged: Bool
}

/// A local minimum of a function without bounds by the simplex method of Nelder and Mead (1965), in the library's version
/// `nmsimplex2`. It compares values alone, so that the function needs no derivative.
///
/// - Parameters:
///   - step: how far the other corners of the first simplex are from the start, one number for each coordinate.
///   - size: the mean distance of the corners from their middle at which the search ends.
///   - mostSteps: number of steps after which it ends in any case.
package func simplexMinimum(
    from start: [Double], step: [Double], size: Double, mostSteps: Int,
    of function: @escaping ([Double]) throws -> Double
) throws(SolverError) -> SimplexMinimum {
    _ = errorHandlerIsOff
    let callback = Callback(function)
    return try withExtendedLifetime(callback) { () throws(SolverError) in
        var objective = gsl_multimin_function(
            f: evaluate, n: start.count, params: Unmanaged.passUnretained(callback).toOpaque())
        guard let minimiser = gsl_multimin_fminimizer_alloc(equipoise_nmsimplex2(), start.count) else {
            throw .outOfMemory
        }
        defer { gsl_multimin_fminimizer_free(minimiser) }
        let vectors = [start, step].map(vector)
        defer { for vector in vectors { gsl_vector_free(vector) } }
        guard let first = vectors[0], let offsets = vectors[1] else { throw .outOfMemory }
        return try minimise(minimiser, &objective, first, offsets, callback, size, mostSteps)
    }
}

private typealias Objective = Callback<[Double], Double>

private func minimise(
    _ minimiser: UnsafeMutablePointer<gsl_multimin_fminimizer>,
    _ objective: UnsafeMutablePointer<gsl_multimin_function>, _ first: UnsafePointer<gsl_vector>,
    _ offsets: UnsafePointer<gsl_vector>, _ callback: Objective, _ size: Double, _ mostSteps: Int
) throws(SolverError) -> SimplexMinimum {
    try check(gsl_multimin_fminimizer_set(minimiser, objective, first, offsets), callback)
    var hasConverged = false
    var step = 0
    while !hasConverged, step < mostSteps {
        try check(gsl_multimin_fminimizer_iterate(minimiser), callback)
        let now = gsl_multimin_fminimizer_size(minimiser)
        hasConverged = gsl_multimin_test_size(now, size) == Int32(GSL_SUCCESS)
        step += 1
    }
    return SimplexMinimum(
        point: numbers(gsl_multimin_fminimizer_x(minimiser)),
        value: gsl_multimin_fminimizer_minimum(minimiser), hasConverged: hasConverged)
}

private func vector(_ numbers: [Double]) -> UnsafeMutablePointer<gsl_vector>? {
    guard let vector = gsl_vector_alloc(numbers.count) else { return nil }
    for (i, number) in numbers.enumerated() { gsl_vector_set(vector, i, number) }
    return vector
}

private func check(_ status: Int32, _ callback: Objective) throws(SolverError) {
    if let failure = callback.failure { throw failure }
    guard status == Int32(GSL_SUCCESS) else { throw .failed(String(cString: gsl_strerror(status))) }
}

private func evaluate(_ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?) -> Double {
    guard let x, let parameters else { return .nan }
    return Unmanaged<Objective>.fromOpaque(parameters)._withUnsafeGuaranteedRef {
        $0(numbers(x), isFinite: \.isFinite, at: { $0 }) ?? .nan
    }
}
