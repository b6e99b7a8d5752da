import GSL
import Testing

@Suite struct LeastSquaresTests {
    /// Misra1a of NIST's Statistical Reference Datasets (https://www.itl.nist.gov/div898/strd/nls/data/misra1a.shtml):
    /// y = b1 (1 − e^{−b2 x}), lower level of difficulty.
    private static let misra: [(x: Double, y: Double)] = [
        (77.6, 10.07), (114.9, 14.73), (141.1, 17.94), (190.8, 23.93), (239.9, 29.61), (289.0, 35.18),
        (332.8, 40.02), (378.4, 44.82), (434.8, 50.76), (477.3, 55.05), (536.8, 61.01), (593.1, 66.40),
        (689.1, 75.47), (760.0, 81.78),
    ]

    @Test(arguments: [[500, 0.0001], [250, 0.0005]])
    func `a certified fit is met in its numbers and their standard errors`(_ start: [Double]) throws {
        // unknowns of the order of 1, so that one step suits both
        let scale = [100, 1e-4]
        let fit = try leastSquares(
            from: zip(start, scale).map { $0 / $1 }, count: Self.misra.count, tolerance: 1e-12
        ) { points in
            points.map { b in
                Self.misra.map { $0.y - b[0] * scale[0] * (1 - exponential(-b[1] * scale[1] * $0.x)) }
            }
        }
        #expect(fit.shortfall == nil)
        let certified = [2.3894212918E+02, 5.5015643181E-04]
        for i in 0..<2 { #expect(abs(fit.point[i] * scale[i] / certified[i] - 1) < 1e-8) }
        #expect(abs(fit.sumOfSquares - 1.2455138894E-01) < 1e-10)
        let variance = fit.sumOfSquares / Double(Self.misra.count - 2)
        let covariance = try #require(fit.covariance)
        let errors = (0..<2).map { (covariance[$0][$0] * variance).squareRoot() * scale[$0] }
        for (error, certified) in zip(errors, [2.7070075241E+00, 7.2668688436E-06]) {
            #expect(abs(error / certified - 1) < 1e-6)
        }
    }

    @Test func `a straight line has the closed form of its estimates, covariance and residuals`() throws {
        let x: [Double] = [0, 1, 2, 4]
        let y: [Double] = [1, 2, 2, 5]
        let fit = try leastSquares(from: [0, 0], count: 4) { points in
            points.map { a in zip(x, y).map { a[0] + a[1] * $0 - $1 } }
        }
        // Sxx = 21 − 49/4, Sxy = 26 − 70/4
        let slope = (26 - 70 / 4.0) / (21 - 49 / 4.0)
        #expect(abs(fit.point[1] - slope) < 1e-8)
        #expect(abs(fit.point[0] - (10 / 4.0 - slope * 7 / 4)) < 1e-8)
        let covariance = try #require(fit.covariance)
        #expect(abs(covariance[1][1] - 1 / 8.75) < 1e-8)
        #expect(abs(covariance[0][0] - 21 / 35.0) < 1e-8)
        #expect(abs(covariance[0][1] + 7 / 35.0) < 1e-8)
        #expect(abs(fit.jacobian[3][1] - 4) < 1e-8)
    }

    @Test func `what the residuals do not determine has no covariance`() throws {
        let fit = try leastSquares(from: [1, 1], count: 2) { $0.map { [$0[0] - 3, 2 * $0[0] - 6] } }
        #expect(abs(fit.point[0] - 3) < 1e-8)
        #expect(fit.covariance == nil)
    }

    @Test func `too few steps give the best point and say so`() throws {
        let fit = try leastSquares(from: [-1.2, 1], count: 2, mostIterations: 2) { points in
            points.map { [10 * ($0[1] - $0[0] * $0[0]), 1 - $0[0]] }
        }
        #expect(fit.shortfall == "its limit on steps, 2, was reached")
        #expect(fit.sumOfSquares < 24.2)
    }

    @Test func `residuals that fail, or are no numbers, end it with their reason`() {
        struct Refusal: Error {}
        #expect {
            try leastSquares(from: [1], count: 1) { _ in throw Refusal() }
        } throws: {
            if case SolverError.function(is Refusal) = $0 { true } else { false }
        }
        #expect {
            try leastSquares(from: [1], count: 1) { $0.map { [1 / ($0[0] - 1)] } }
        } throws: {
            if case SolverError.notFinite(let at) = $0 { at == [1] } else { false }
        }
        #expect {
            try leastSquares(from: [1, 2], count: 1) { $0.map { _ in [0] } }
        } throws: {
            "\($0)".contains("1 residuals for 2 unknowns")
        }
    }
}

/// The series of the exponential, so that the test depends on nothing that is tested.
private func exponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for k in 1..<60 {
        term *= x / Double(k)
        sum += term
    }
    return sum
}
