import Declarations
import Questions

/// What the sections of a scenario refer to, as far as it has been read.
struct SectionContext: Sendable {
    let world: World
    var horizon: Horizon
    var options: [PolicyOption] = []
    /// What draws move, an input each.
    var inputs: [Input] = []
    /// Whether there are points to take a statistic over.
    var hasDraws = false
    var outcomes: [Outcome] = []

    /// Dates of the law and years of outcomes.
    var years: Bounds { Bounds(world.baseYear, horizon.end) }

    var finder: TargetFinder { TargetFinder(world: world, horizon: horizon, options: options) }
}
