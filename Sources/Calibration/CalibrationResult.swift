private import Analysis
private import Declarations
package import GSL
private import Questions

/// What came of a calibration.
package struct CalibrationResult: Sendable {
    package let problem: CalibrationProblem
    package let fit: LeastSquaresFit
    /// What runs report at the scenario's own numbers, and at the most likely ones.
    package let atDefault: [Double]
    package let atFit: [Double]
    /// Where a fit from another start ended, if that is another place.
    package let otherOptimum: LeastSquaresFit?
    package let draws: WeighedDraws
    /// Numbers of the draws that are kept, some more than once; nil where too few count.
    package let kept: [Int]?

    /// With fewer draws' worth nothing is kept.
    private static let leastSize = 10.0
    /// With fewer a warning is due.
    private static let fairSize = 100.0
    /// Scores by which two optima differ at least.
    private static let apart = 0.1

    /// - Throws: `EvidenceError` or `SolverError` where runs fail.
    package init(_ problem: CalibrationProblem) throws {
        self.problem = problem
        draws = try problem.weighedDraws()
        // from what the scenario has, and from the draw that the observations like best
        let best = zip(problem.priors, draws.points[draws.best]).map { $0.score(of: $1) }
        var fits: [LeastSquaresFit] = []
        for start in [problem.defaultScores, best] { fits.append(try problem.fit(from: start)) }
        fits.sort { $0.sumOfSquares < $1.sumOfSquares }
        fit = fits[0]
        let distance = zip(fits[0].point, fits[1].point).map { abs($0 - $1) }.max() ?? 0
        otherOptimum = distance > Self.apart ? fits[1] : nil
        let outcomes = try problem.outcomes(at: [problem.defaultScores, fit.point])
        (atDefault, atFit) = (outcomes[0], outcomes[1])
        kept =
            draws.weights.effectiveSize < Self.leastSize
            ? nil : draws.kept(problem.calibration.kept, seed: problem.calibration.seed)
    }

    private var sampleWarning: String? {
        let size = draws.weights.effectiveSize
        let text =
            "the observations leave the worth of \(counted(Int(size.rounded()), "draw")) of \(draws.points.count)"
        if kept == nil {
            return "\(text), too few to keep any: take more draws, fewer parameters or wider standard errors"
        }
        return size < Self.fairSize ? "\(text): take more draws before quoting a share" : nil
    }

    /// By parameter: what was kept of it beside all weighed draws; empty where nothing was kept.
    package var keptMoments: [KeptMoments] {
        guard let kept else { return [] }
        return problem.priors.enumerated().map { index, prior in
            KeptMoments(prior.input.name, draws.points.map { $0[index] }, draws.weights, kept: kept)
        }
    }

    /// What is to be known of the ensemble, if anything is wrong with it.
    package var warnings: [String] { [sampleWarning].compactMap(\.self) + keptMoments.compactMap(\.warning) }

    /// Posterior standard deviation of each score; 1 is that of the prior.
    package var deviations: [Double] {
        fit.covariance.map { covariance in covariance.indices.map { covariance[$0][$0].squareRoot() } }
            ?? problem.priors.map { _ in 1 }
    }

    /// Between scores.
    package func correlation(_ a: Int, _ b: Int) -> Double {
        guard let covariance = fit.covariance else { return 0 }
        return covariance[a][b] / (covariance[a][a] * covariance[b][b]).squareRoot()
    }

    /// Sum of squared residuals of the fitted observations alone.
    package func misfit(_ outcomes: [Double]) -> Double {
        problem.fitted.reduce(0) { sum, index in
            let residual = problem.predictions.all[index].residual(outcomes)
            return sum + residual * residual
        }
    }
}
