package import Questions

/// A scenario as YAML with everything written out.
package enum ScenarioDescription {
    /// The name by which a resolved scenario extends its world.
    package static let worldFile = "world.resolved.yaml"

    /// A scenario file that gives the same scenario again, beside the file of its world.
    ///
    /// - Parameters:
    ///   - world: the name by which the world is found there.
    ///   - points: the name by which the design's file of points is found there, if it has one.
    package static func resolved(
        _ scenario: Scenario, world: String = worldFile, points: String? = nil
    ) -> String {
        let written = WrittenScenario(scenario: scenario, extends: world, points: points)
        return ScenarioForm.form.description(written).document()
    }
}
