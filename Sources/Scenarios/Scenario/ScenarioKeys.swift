import Declarations

/// The keys of scenario files.
enum ScenarioKeys {
    /// What paths can address besides the world.
    static let addressable = [
        "name", "title", "horizon", "options", "compare", "solver", "vary", "design", "outcomes",
        "claims", "solve", "game", "calibrate", "backtest",
    ]
    static let topLevel = addressable + ["extends", "set"]

    static let horizon = ["end", "step"]
    static let step = ["from", "over", "regime", "with"]
    static let compare = ["against", "from", "years", "discountRate"]
    static let solver = ["method", "tolerance"]
    static let variation = ["parameter", "distribution", "grid"]
    static let design = ["method", "runs", "seed", "correlations", "points"]
    static let correlation = ["between", "rank"]
    static let outcome = [
        "variable", "place", "sector", "year", "aggregate", "above", "against", "enough",
    ]

    static let claim = ["id", "wording", "by", "source"]
    static let claimTest = ["outcome", "per", "option", "against", "change", "holds"]

    static let breakEven = ["vary", "between", "outcome", "equals"]
    static let best = ["levers", "maximise", "minimise", "subjectTo", "starts", "population", "generations"]
    static let solve = ["option", "against", "over", "seed"]

    /// Aims of one search: the hypervolume of more has no plain reading, and nobody looks at four axes.
    static let mostAims = 3
    static let starts = 1...1000
    static let population = 8...10_000
    static let generations = 1...100_000

    static let game = [
        "players", "strategies", "from", "over", "background", "payoff", "world", "indifference",
    ]
    /// Of strategies that are values of a lever.
    static let grid = ["lever", "grid", "regime"]

    static let calibrate = [
        "observations", "from", "parameters", "option", "holdOut", "steps", "draws", "keep", "seed",
    ]
    static let prior = ["parameter", "distribution"]
    static let holdOut = ["from"]
    static let backtest = ["observations", "from", "option", "thresholds"]
    static let draws = 64...16_777_216
    static let steps = 1...100_000

    /// Years after the base year that a run may reach.
    static let longestHorizon = 100.0
    static let mostRows = 100_000.0
    static let tolerance = Bounds(1e-12, 1e-2)
    static let indifference = Bounds(0, 0.1)
    static let mostRuns = 1_000_000_000
    static let rank = Bounds(-1, 1, includesLower: false, includesUpper: false)

    /// Whether a path begins with something that can be set; the problem is reported if not.
    static func isKnown(_ path: Path, _ origin: Origin, _ problems: inout Problems) -> Bool {
        guard case .key(let key) = path.steps.first else { return false }
        let known = WorldKeys.settable + addressable
        if known.contains(key) { return true }
        let message =
            switch key {
            case "jurisdictions", "sectors", "levers":
                "cannot be set, expected a world file with other \(key)"
            case "extends", "set":
                "cannot be set, expected a key of the file"
            case _ where WorldKeys.levers.contains(key):
                "unknown key, levers belong to regimes.NAME, baseRegime.PLACE or with of a step"
            default:
                "unknown key\(nearest(to: key, in: known).map { ", did you mean \($0)?" } ?? "")"
            }
        problems.report(origin, path, message)
        return false
    }
}
