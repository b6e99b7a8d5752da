import Analysis
import Calibration
import Declarations
import GSL
import Output
import Questions

/// A calibration in plain words.
struct CalibrationWords {
    let result: CalibrationResult
    /// Of the scenario.
    let name: String

    private var problem: CalibrationProblem { result.problem }

    var text: String {
        [
            "# What the observations say of \(name)\n", summary, identifiability, together, conflicts,
            residuals,
            heldOut, sample,
        ].joined(separator: "\n")
    }

    private var summary: String {
        let observations = problem.fitted.count
        var text =
            "\(counted(problem.priors.count, "number")) held to \(counted(observations, "observation"))"
            + ", \(problem.heldOut.count) more predicted, \(problem.predictions.anchors.count) as anchors of indices. "
            + "The sum of the squared residuals, in standard errors, falls from \(short(result.misfit(result.atDefault))) "
            + "at the defaults to \(short(result.misfit(result.atFit))). "
        text +=
            result.fit.shortfall.map {
                "**The fit did not converge: \($0).** What follows is the best point found.\n"
            }
            ?? "The fit converged in \(counted(result.fit.iterations, "step")).\n"
        if let other = result.otherOptimum {
            text +=
                "\nFrom another start it ends elsewhere, with a sum of squares, priors included, of "
                + "\(short(other.sumOfSquares)) instead of \(short(result.fit.sumOfSquares)): there is more than one optimum, "
                + "and the curvature at one of them tells too little. Prefer the ensemble.\n"
        }
        return text
    }

    // MARK: - Numbers

    /// By how much of the prior variance the observations take away.
    private static let classes: [(from: Double, words: String)] = [
        (0.9, "decide"), (0.5, "say much of"), (0.1, "say a little of"), (-1, "say next to nothing of"),
    ]

    private var identifiability: String {
        var text = "## What they tell\n\n"
        let explained = result.deviations.map { 1 - $0 * $0 }
        var most = Double.infinity
        for (from, words) in Self.classes {
            let members = explained.indices.filter { explained[$0] >= from && explained[$0] < most }
                .sorted { (explained[$0], $1) > (explained[$1], $0) }
            most = from
            guard !members.isEmpty else { continue }
            let names = members.map { "`\(problem.priors[$0].input.name)` (\(short(100 * explained[$0])) %)" }
            text += "- The observations \(words) \(names.joined(separator: ", ")).\n"
        }
        return text
            + "\nIn brackets: the share of the prior variance that they take away, from the curvature of the fit.\n"
    }

    private static let strong = 0.7

    private var together: String {
        var pairs: [(Double, Int, Int)] = []
        for a in problem.priors.indices {
            for b in problem.priors.indices where a < b {
                let correlation = result.correlation(a, b)
                if abs(correlation) >= Self.strong { pairs.append((correlation, a, b)) }
            }
        }
        guard !pairs.isEmpty else { return "No two numbers trade off strongly against each other.\n" }
        let lines = pairs.sorted { (abs($0.0), $1.1, $1.2) > (abs($1.0), $0.1, $0.2) }.map {
            correlation, a, b in
            "- `\(problem.priors[a].input.name)` and `\(problem.priors[b].input.name)` (\(short(correlation)))\n"
        }
        return "Known better together than apart, with their correlation:\n\n" + lines.joined()
    }

    private var conflicts: String {
        var lines: [String] = []
        for (index, prior) in problem.priors.enumerated() {
            let score = result.fit.point[index]
            let name = prior.input.name
            let bound = result.bound(index)
            if !bound.isEmpty {
                lines.append(
                    "- `\(name)` is at the \(bound) end of what its sources allow (\(short(prior.value(at: score)))): the "
                        + "observations pull beyond it, so that either the range or the equation is wrong.\n")
            }
            guard let byDefault = prior.byDefault else { continue }
            let distance = (prior.score(of: byDefault) - score) / result.deviations[index]
            if abs(distance) > 1.96 {
                lines.append(
                    "- `\(name)` has \(short(byDefault)) by default, \(short(abs(distance))) standard deviations from "
                        + "\(short(prior.value(at: score))).\n")
            }
        }
        let head = "## Where they disagree with the scenario\n\n"
        return head
            + (lines.isEmpty
                ? "Every default lies within the 95 % interval of its calibrated number, and none is at an end.\n"
                : lines.joined())
    }

    // MARK: - Observations

    private var residuals: String {
        let large = problem.fitted.map { problem.predictions.all[$0] }
            .filter { abs($0.residual(result.atFit)) > 1.96 }
        guard !large.isEmpty else {
            return
                "Every fitted observation is within 1.96 standard errors of what the calibrated scenario says.\n"
        }
        return "Not reached, though fitted:\n\n" + large.map(line).joined()
    }

    private var heldOut: String {
        guard let from = problem.calibration.holdOut else { return "No observation was held out.\n" }
        let predictions = problem.heldOut.map { problem.predictions.all[$0] }
        return "## Held out, from \(plain(from)) on\n\n" + predictions.map(line).joined()
    }

    private func line(_ prediction: Prediction) -> String {
        let observation = prediction.observation
        let sector = observation.sector.map { " \($0)" } ?? ""
        return
            "- `\(observation.series)` (\(observation.variable.rawValue) \(observation.place)\(sector)) in "
            + "\(plain(observation.date)): \(short(observation.value)) observed, \(short(prediction.value(result.atFit))) "
            + "calibrated, \(short(prediction.value(result.atDefault))) at the defaults; "
            + "\(short(prediction.residual(result.atFit))) standard errors off\n"
    }

    private var sample: String {
        let draws = result.draws
        var text =
            "## The ensemble\n\n\(draws.points.count) draws of the prior"
            + (draws.failed > 0 ? ", of which \(draws.failed) failed," : "")
            + " weighed by the likelihood of the fitted observations. Effective sample size "
            + "**\(short(draws.weights.effectiveSize))**; the heaviest draw has "
            + "\(short(100 * draws.weights.weights[draws.best])) % of the weight.\n"
        for warning in result.warnings { text += "\nWarning: \(warning).\n" }
        if let kept = result.kept {
            text +=
                "\n`ensemble.csv` has \(kept.count) points by systematic resampling in random order, \(Set(kept).count) of them different. "
                + "`equipoise sweep ensemble.yaml` runs them; another scenario takes them by the `vary` of ensemble.yaml "
                + "and `design: {points: ensemble.csv}`.\n"
        }
        return text
    }
}
