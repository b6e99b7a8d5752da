import Scenarios
import Sweeps

extension SweepTables {
    /// The tables of a sweep's folder, and the scenario that was swept.
    static func reading(_ folder: String) throws -> (tables: SweepTables, loaded: LoadedScenario) {
        // of a folder that is no sweep's at all, the tables that are not there say more than the scenario
        try checkFolder(folder)
        let loaded = try ScenarioReader.read(path: folder + "/scenario.resolved.yaml")
        return (try SweepTables(folder, of: loaded.scenario), loaded)
    }
}
