package import Sampling
package import Scenarios

extension LoadedScenario {
    /// The points of the scenario's design, read from its file if it names one.
    package func sampler() throws(InputError) -> Sampler {
        if let table = try pointTable() { return Sampler(table) }
        do throws(SamplingError) {
            return try Sampler(scenario)
        } catch {
            throw .invalid([problem(at: error.path, error.message)])
        }
    }
}
