import Output
import Questions
package import Sampling
package import Scenarios

/// How it is told which inputs decide.
package enum SensitivityMethod: String, CaseIterable, Sendable {
    /// Shares of variance.
    case sobol
    /// Elementary effects, a cheap screening.
    case morris

    /// The points that a scenario is run at.
    ///
    /// - Parameters:
    ///   - count: of base points, or trajectories.
    ///   - second: whether interactions of two inputs are asked for.
    ///   - levels: of trajectories.
    package func design(
        _ loaded: LoadedScenario, count: Int, second: Bool, levels: Int
    ) throws(InputError) -> SensitivityDesign {
        do throws(SamplingError) {
            switch self {
            case .sobol: return try .saltelli(loaded.scenario, count: count, second: second)
            case .morris: return try .morris(loaded.scenario, count: count, levels: levels)
            }
        } catch {
            throw .invalid([loaded.problem(at: error.path, error.message)])
        }
    }
}

extension SweepInput {
    /// A sweep of the points of a design.
    package init(_ loaded: LoadedScenario, _ design: SensitivityDesign) throws {
        let points = design.points
        let text = CSVRows.points(points.inputs.map(\.name), 0..<points.count) {
            points.values[$0 * points.inputs.count + $1]
        }
        try self.init(loaded, sampler: Sampler(points), points: text)
    }
}
