private import CGSL

/// The solution of as many linear equations as there are unknowns, by the library's LU decomposition with partial pivoting.
///
/// - Parameters:
///   - matrix: row by row; square.
///   - right: one number for each row.
/// - Returns: nil where the matrix is singular, or so near to it that the solution is not finite.
package func solution(of matrix: [[Double]], _ right: [Double]) -> [Double]? {
    _ = errorHandlerIsOff
    let count = right.count
    guard count > 0, let a = gsl_matrix_alloc(count, count) else { return nil }
    defer { gsl_matrix_free(a) }
    guard let b = gsl_vector_alloc(count) else { return nil }
    defer { gsl_vector_free(b) }
    guard let permutation = gsl_permutation_alloc(count) else { return nil }
    defer { gsl_permutation_free(permutation) }
    for i in 0..<count {
        gsl_vector_set(b, i, right[i])
        for j in 0..<count { gsl_matrix_set(a, i, j, matrix[i][j]) }
    }
    var sign: Int32 = 0
    guard gsl_linalg_LU_decomp(a, permutation, &sign) == Int32(GSL_SUCCESS),
        gsl_linalg_LU_svx(a, permutation, b) == Int32(GSL_SUCCESS)
    else { return nil }
    let solution = (0..<count).map { gsl_vector_get(b, $0) }
    return solution.allSatisfy(\.isFinite) ? solution : nil
}
