import Output
import Questions
package import Scenarios
package import Sweeps

extension SweepTables {
    /// The tables of a sweep's folder, and the scenario that was swept.
    package static func reading(_ folder: String) throws -> (tables: SweepTables, loaded: LoadedScenario) {
        // of a folder that is no sweep's at all, the tables that are not there say more than the scenario
        try checkFolder(folder)
        let loaded = try ScenarioReader.read(path: folder + "/scenario.resolved.yaml")
        let tables = try SweepTables(folder, of: loaded.scenario)
        let scenario = loaded.scenario
        let inputs = scenario.experiment.variations.flatMap { $0.inputs(in: scenario.world) }.map(\.name)
        guard inputs.isEmpty || inputs == tables.inputs else {
            throw OutputError.cannotRead(
                path: folder + "/experiments.csv",
                reason: "its columns are not the inputs of scenario.resolved.yaml, "
                    + inputs.joined(separator: ", ") + "; run the sweep again")
        }
        return (tables, loaded)
    }
}
