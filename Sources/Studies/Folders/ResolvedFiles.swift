package import Questions
import Scenarios

/// What a result's folder keeps of its scenario, everything written out: running it again gives the same bytes.
package struct ResolvedFiles {
    let scenario: String
    let world: String
    /// A copy of the file of points.
    private let points: String?

    private static let pointsFile = "points.csv"

    /// - Parameter points: the text of the file of points, if there is one.
    package init(_ scenario: Scenario, points: String?) {
        self.scenario = ScenarioDescription.resolved(scenario, points: points.map { _ in Self.pointsFile })
        world = WorldDescription.resolved(scenario.world)
        self.points = points
    }

    package var all: [(name: String, text: String)] {
        [("scenario.resolved.yaml", scenario), (ScenarioDescription.worldFile, world)]
            + (points.map { [(Self.pointsFile, $0)] } ?? [])
    }
}
