package import Analysis
private import Declarations
package import GSL
package import Questions
internal import Sampling
internal import Sweeps

/// The numbers of a scenario held to observations: the most likely ones, and draws in proportion to how likely they are.
package struct CalibrationProblem: Sendable {
    package let calibration: Calibration
    package let priors: [Prior]
    package let predictions: Predictions
    /// Number of the predictions that are fitted; the others are held out.
    package let fitted: [Int]
    package let heldOut: [Int]
    private let scenario: Scenario
    private let jobs: Int

    /// Errors of single runs must be far below what a step of the differences moves.
    private static let tolerance = 1e-10
    private static let step = 1e-3

    /// - Parameter observations: those of the file.
    package init(
        _ scenario: Scenario, _ calibration: Calibration, _ observations: [Observation], jobs: Int
    ) throws(EvidenceError) {
        self.calibration = calibration
        self.jobs = jobs
        let baseYear = scenario.world.baseYear
        let used = observations.filter { $0.date >= calibration.from ?? -.infinity }
        if let early = used.first(where: { $0.date < baseYear }) {
            throw EvidenceError(
                "date: \(plain(early.date)) is before the base year \(plain(baseYear)), expected "
                    + "calibrate.from: \(plain(baseYear)) to leave such observations out, or a world that begins earlier",
                line: early.line)
        }
        var prepared = scenario
        prepared.experiment.variations = calibration.parameters
        prepared.experiment.design = Design(method: .sobol, runs: calibration.draws, seed: calibration.seed)
        let predictions = Predictions(used)
        prepared = predictions.scenario(prepared, option: calibration.option)
        self.scenario = prepared
        self.predictions = predictions
        let inputs = prepared.experiment.variations.flatMap { $0.inputs(in: scenario.world) }
        var priors: [Prior] = []
        for input in inputs { priors.append(try Prior(input, in: scenario.world)) }
        self.priors = priors
        let isHeldOut = predictions.all.map { $0.observation.date >= calibration.holdOut ?? .infinity }
        fitted = isHeldOut.indices.filter { !isHeldOut[$0] }
        heldOut = isHeldOut.indices.filter { isHeldOut[$0] }
        if fitted.count < inputs.count {
            throw EvidenceError(
                "calibrate.parameters: has \(counted(inputs.count, "number")) for \(counted(fitted.count, "observation"))"
                    + " that can be fitted, expected at least as many observations as numbers")
        }
    }

    private func evaluator(tolerance: Double?) -> PointEvaluator {
        var scenario = scenario
        if let tolerance { scenario.solver.tolerance = min(scenario.solver.tolerance ?? 1, tolerance) }
        return PointEvaluator(scenario, priors.map(\.input), jobs: jobs)
    }

    package func values(at scores: [Double]) -> [Double] {
        zip(priors, scores).map { $0.value(at: $1) }
    }

    /// What the runs at these scores report.
    package func outcomes(at points: [[Double]]) throws(EvidenceError) -> [[Double]] {
        let evaluated = evaluator(tolerance: Self.tolerance).outcomes(at: points.map(values))
        if let failure = evaluated.failure { throw EvidenceError("a run failed: \(failure)") }
        return evaluated.values.map { $0[0] }
    }

    /// Residuals of the observations, in their standard errors, and the scores themselves: what is known without them.
    package func residuals(at points: [[Double]]) throws(EvidenceError) -> [[Double]] {
        zip(points, try outcomes(at: points)).map { scores, outcomes in
            fitted.map { predictions.all[$0].residual(outcomes) } + scores
        }
    }

    /// The most likely numbers, as scores.
    package func fit(from start: [Double]) throws(SolverError) -> LeastSquaresFit {
        try leastSquares(
            from: start, count: fitted.count + priors.count, step: Self.step,
            mostIterations: calibration.steps, of: residuals)
    }

    /// The scenario's own numbers, as scores; the middle of the prior for those that it does not have.
    package var defaultScores: [Double] {
        priors.map { prior in
            let score = prior.byDefault.map(prior.score) ?? 0
            return min(max(score, -2), 2)
        }
    }

    /// Draws of the prior, each with the likelihood that the fitted observations have under it.
    package func weighedDraws() throws(EvidenceError) -> WeighedDraws {
        let sampler: Sampler
        do throws(SamplingError) {
            sampler = try Sampler(scenario)
        } catch {
            throw EvidenceError("\(error.path): \(error.message)")
        }
        let count = priors.count
        let points = (0..<sampler.count).map { point in
            [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
                if let start = buffer.baseAddress { sampler.draw(point, into: start) }
                initialised = count
            }
        }
        let evaluated = evaluator(tolerance: nil).outcomes(at: points)
        let outcomes = evaluated.values.map { $0[0] }
        let logLikelihoods = outcomes.map { outcomes in
            let sum = fitted.reduce(0.0) { sum, index in
                let residual = predictions.all[index].residual(outcomes)
                return sum + residual * residual
            }
            return sum.isFinite ? -sum / 2 : -.infinity
        }
        let failed = outcomes.count { !$0.allSatisfy(\.isFinite) }
        guard let weights = ImportanceWeights(logLikelihoods: logLikelihoods) else {
            throw EvidenceError(
                failed == outcomes.count
                    ? "every draw failed: \(evaluated.failure ?? "no reason given")"
                    : "no draw has a likelihood: each is too many standard errors from the observations, or gives an index no ratio"
            )
        }
        return WeighedDraws(
            points: points, outcomes: outcomes, weights: weights,
            failed: failed)
    }
}

/// Draws of what is known without the observations, and what the observations make of them.
package struct WeighedDraws: Sendable {
    /// Numbers of the parameters, by draw.
    package let points: [[Double]]
    /// By draw.
    package let outcomes: [[Double]]
    package let weights: ImportanceWeights
    /// Draws whose run failed; they weigh nothing.
    package let failed: Int

    /// The draw that weighs most.
    package var best: Int { weights.weights.indices.max { weights.weights[$0] < weights.weights[$1] } ?? 0 }

    /// Points that are as likely as their weight, each perhaps more than once.
    package func kept(_ count: Int, seed: UInt64) -> [Int] {
        weights.resample(count, Generator(seed: seed, path: "calibrate"))
    }
}
