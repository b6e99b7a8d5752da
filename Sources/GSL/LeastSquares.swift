private import CGSL

/// Where a sum of squares is least, and what is known of that place.
package struct LeastSquaresFit: Sendable {
    /// A number for each unknown.
    package let point: [Double]
    /// At the point.
    package let residuals: [Double]
    /// Of each residual (rows) by each unknown (columns), at the point.
    package let jacobian: [[Double]]
    /// The inverse of JᵀJ: the covariance of the unknowns where each residual has variance 1. nil where the residuals do not
    /// determine all of them.
    package let covariance: [[Double]]?
    package let iterations: Int
    /// Why it is not known to be the least; nil where it is.
    package let shortfall: String?

    /// The sum of the squares.
    package var sumOfSquares: Double { residuals.reduce(0) { $0 + $1 * $1 } }
}

/// Residuals at several points, which may be evaluated side by side: for each point, as many as there are.
package typealias Residuals = (_ points: [[Double]]) throws -> [[Double]]

/// Where the sum of the squares of residuals is least, by the library's trust region method (Levenberg and Marquardt, in the
/// scaling of Moré). Derivatives are central differences, whose points are evaluated together.
///
/// - Parameters:
///   - start: a first guess, a number for each unknown.
///   - count: number of residuals, at least that of unknowns.
///   - step: of the differences, absolute: well above what the residuals' own errors make of them.
///   - tolerance: relative, of the last step.
/// - Returns: the best point found, with a `shortfall` where it did not converge.
/// - Throws: where the residuals cannot be evaluated, or are not finite.
package func leastSquares(
    from start: [Double], count: Int, step: Double = 1e-4, tolerance: Double = 1e-8,
    mostIterations: Int = 200, of residuals: @escaping Residuals
) throws(SolverError) -> LeastSquaresFit {
    guard !start.isEmpty, count >= start.count else {
        throw .failed("\(count) residuals for \(start.count) unknowns")
    }
    _ = errorHandlerIsOff
    let problem = Problem(residuals, step: step)
    return try withExtendedLifetime(problem) { () throws(SolverError) in
        var parameters = gsl_multifit_nlinear_default_parameters()
        guard
            let solver = gsl_multifit_nlinear_alloc(
                equipoise_trust_region(), &parameters, count, start.count),
            let guess = gsl_vector_alloc(start.count)
        else { throw .outOfMemory }
        defer {
            gsl_multifit_nlinear_free(solver)
            gsl_vector_free(guess)
        }
        for (i, value) in start.enumerated() { gsl_vector_set(guess, i, value) }
        var functions = gsl_multifit_nlinear_fdf(
            f: evaluate, df: differentiate, fvv: nil, n: count, p: start.count,
            params: Unmanaged.passUnretained(problem).toOpaque(), nevalf: 0, nevaldf: 0, nevalfvv: 0)
        let shortfall = try minimise(
            solver, &functions, guess, problem, tolerance: tolerance, mostIterations: mostIterations)
        return try result(solver, shortfall)
    }
}

/// - Returns: why it did not converge; nil if it did.
private func minimise(
    _ solver: UnsafeMutablePointer<gsl_multifit_nlinear_workspace>,
    _ functions: UnsafeMutablePointer<gsl_multifit_nlinear_fdf>, _ guess: UnsafePointer<gsl_vector>,
    _ problem: Problem, tolerance: Double, mostIterations: Int
) throws(SolverError) -> String? {
    let begun = gsl_multifit_nlinear_init(guess, functions, solver)
    if let failure = problem.failure { throw failure }
    guard begun == Int32(GSL_SUCCESS) else { throw .failed(String(cString: gsl_strerror(begun))) }
    var reason: Int32 = 0
    let status = gsl_multifit_nlinear_driver(
        mostIterations, tolerance, tolerance, 0, nil, nil, &reason, solver)
    if let failure = problem.failure { throw failure }
    switch status {
    case Int32(GSL_SUCCESS): return nil
    case Int32(GSL_EMAXITER): return "its limit on steps, \(mostIterations), was reached"
    case Int32(GSL_ENOPROG): return "no step made the sum of squares smaller"
    default: return String(cString: gsl_strerror(status))
    }
}

private func result(
    _ solver: UnsafeMutablePointer<gsl_multifit_nlinear_workspace>, _ shortfall: String?
) throws(SolverError) -> LeastSquaresFit {
    guard let point = gsl_multifit_nlinear_position(solver),
        let residuals = gsl_multifit_nlinear_residual(solver),
        let jacobian = gsl_multifit_nlinear_jac(solver)
    else { throw .outOfMemory }
    let count = point.pointee.size
    guard let covariance = gsl_matrix_alloc(count, count) else { throw .outOfMemory }
    defer { gsl_matrix_free(covariance) }
    let status = gsl_multifit_nlinear_covar(jacobian, 0, covariance)
    let rows = rows(covariance)
    // a column without a residual that moves with it is set to 0 by the library
    let isDetermined =
        status == Int32(GSL_SUCCESS) && rows.indices.allSatisfy { rows[$0][$0] > 0 && rows[$0][$0].isFinite }
    return LeastSquaresFit(
        point: numbers(point), residuals: numbers(residuals), jacobian: GSL.rows(jacobian),
        covariance: isDetermined ? rows : nil, iterations: gsl_multifit_nlinear_niter(solver),
        shortfall: shortfall)
}

/// What the library's callbacks find behind their parameter.
private final class Problem {
    private let residuals: Callback<[[Double]], [[Double]]>
    private let step: Double

    init(_ residuals: @escaping Residuals, step: Double) {
        self.residuals = Callback(residuals)
        self.step = step
    }

    var failure: SolverError? { residuals.failure }

    func values(at point: [Double]) -> [Double]? { evaluate([point])?.first }

    /// Columns of the Jacobian, one for each unknown.
    func derivatives(at point: [Double]) -> [[Double]]? {
        var points: [[Double]] = []
        for i in point.indices {
            for side in [-1.0, 1.0] {
                var moved = point
                moved[i] += side * step
                points.append(moved)
            }
        }
        return evaluate(points).map { values in
            point.indices.map { i in
                // what the step is after rounding
                let width = points[2 * i + 1][i] - points[2 * i][i]
                return zip(values[2 * i], values[2 * i + 1]).map { ($1 - $0) / width }
            }
        }
    }

    private func evaluate(_ points: [[Double]]) -> [[Double]]? {
        residuals(
            points, isFinite: { $0.count == points.count && $0.joined().allSatisfy(\.isFinite) },
            at: { $0.first ?? [] })
    }
}

private func evaluate(
    _ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?,
    _ residual: UnsafeMutablePointer<gsl_vector>?
) -> Int32 {
    guard let x, let parameters, let residual else { return Int32(GSL_EFAULT) }
    return Unmanaged<Problem>.fromOpaque(parameters)._withUnsafeGuaranteedRef { problem in
        guard let values = problem.values(at: numbers(x)) else { return Int32(GSL_EBADFUNC) }
        guard values.count == residual.pointee.size else { return Int32(GSL_EBADLEN) }
        for (i, value) in values.enumerated() { gsl_vector_set(residual, i, value) }
        return Int32(GSL_SUCCESS)
    }
}

private func differentiate(
    _ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?,
    _ jacobian: UnsafeMutablePointer<gsl_matrix>?
) -> Int32 {
    guard let x, let parameters, let jacobian else { return Int32(GSL_EFAULT) }
    return Unmanaged<Problem>.fromOpaque(parameters)._withUnsafeGuaranteedRef { problem in
        guard let columns = problem.derivatives(at: numbers(x)) else { return Int32(GSL_EBADFUNC) }
        for (j, column) in columns.enumerated() {
            guard column.count == jacobian.pointee.size1 else { return Int32(GSL_EBADLEN) }
            for (i, value) in column.enumerated() { gsl_matrix_set(jacobian, i, j, value) }
        }
        return Int32(GSL_SUCCESS)
    }
}

private func rows(_ matrix: UnsafePointer<gsl_matrix>) -> [[Double]] {
    (0..<matrix.pointee.size1).map { i in
        (0..<matrix.pointee.size2).map { j in gsl_matrix_get(matrix, i, j) }
    }
}
