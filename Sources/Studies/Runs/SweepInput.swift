import Questions
package import Sampling
package import Scenarios
package import Sweeps

/// A scenario read for a sweep, with what is kept of it.
package struct SweepInput {
    package let loaded: LoadedScenario
    package let plan: SweepPlan
    package let resolved: ResolvedFiles

    package init(_ loaded: LoadedScenario, tables: SweepPlan.Tables, shard: Shard?) throws {
        try self.init(
            loaded, sampler: loaded.sampler(), points: loaded.pointsText(), tables: tables, shard: shard)
    }

    /// - Parameter points: the text of the file of points that the sampler has, if it has one.
    package init(
        _ loaded: LoadedScenario, sampler: Sampler, points: String?,
        tables: SweepPlan.Tables = .init(), shard: Shard? = nil
    ) throws {
        self.loaded = loaded
        // the tolerance is said, since what is made of the sweep asks how exact its numbers are
        var scenario = loaded.scenario
        scenario.solver.tolerance = scenario.solver.toleranceOfSweep
        resolved = ResolvedFiles(scenario, points: points)
        plan = try SweepPlan(
            scenario, sampler, tables: tables, shard: shard,
            identity: [programVersion] + resolved.all.map(\.text))
    }
}
