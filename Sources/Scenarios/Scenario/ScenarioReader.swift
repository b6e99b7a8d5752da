package import Declarations
package import Questions

/// Reads scenarios and worlds from files.
package enum ScenarioReader {
    /// Reads a scenario with all that it extends, and the changes of the command line.
    ///
    /// - Throws: `.missing` if a file is not there; `.invalid` with everything that is wrong otherwise.
    package static func read(
        path: String, overrides: [Override] = []
    ) throws(InputError) -> LoadedScenario {
        try read(InputFile(readingAt: path, namedAt: nil), overrides)
    }

    /// Reads a scenario from text.
    /// - Parameter name: of the file that it would stand in; what it names is found relative to that.
    package static func read(
        text: String, named name: String, overrides: [Override] = []
    ) throws(InputError) -> LoadedScenario {
        try read(InputFile(name: name, bytes: Array(text.utf8)), overrides)
    }

    private static func read(
        _ file: InputFile, _ overrides: [Override]
    ) throws(InputError) -> LoadedScenario {
        let (source, files, formProblems) = try ScenarioLoader.load(file, overrides)
        var problems = formProblems
        let assembly = source.assembled(&problems)
        let (scenario, points) = ScenarioDecoder.scenario(assembly, source, &problems)
        checkNewRegimes(scenario, source, assembly, &problems)
        try problems.throwIfAny()
        return LoadedScenario(
            scenario: scenario, points: points, files: files, overrides: assembly.applied,
            origins: Origins(assembly), source: source)
    }

    /// A regime that only a scenario's `set` knows, that no option names and that is one slip from another, is that other.
    private static func checkNewRegimes(
        _ scenario: Scenario, _ source: ScenarioSource, _ assembly: ScenarioSource.Assembly,
        _ problems: inout Problems
    ) {
        let known = source.world.tree["regimes"]?.entries?.map(\.key) ?? []
        for name in scenario.unusedRegimes where !known.contains(name) {
            guard let meant = nearest(to: name, in: known),
                let node = assembly.world.tree["regimes"]?[name]
            else { continue }
            problems.report(
                node.origin, Path([.key("regimes"), .key(name)]),
                "no option uses this new regime, did you mean \(meant)?")
        }
    }

    /// Reads a world file.
    package static func readWorld(path: String) throws(InputError) -> (world: World, file: InputFile) {
        let file = try InputFile(readingAt: path, namedAt: nil)
        var problems = Problems()
        let document = YAMLDocument(name: path, layer: 0)
        let root = try document.read(file.bytes, &problems)
        return (try world(root, &problems), file)
    }

    /// Whether the file at the path has the form of a world, which a scenario extends but which cannot run.
    package static func isWorld(path: String) throws(InputError) -> Bool {
        let file = try InputFile(readingAt: path, namedAt: nil)
        var problems = Problems()
        let document = YAMLDocument(name: path, layer: 0)
        return try document.read(file.bytes, &problems)["jurisdictions"] != nil
    }

    /// The calibrated world that is embedded in the program.
    package static func baseline() throws(InputError) -> World {
        var problems = Problems()
        return try world(ScenarioLoader.baseline.get(), &problems)
    }

    private static func world(_ root: Node, _ problems: inout Problems) throws(InputError) -> World {
        guard let source = WorldFileReader.read(root, &problems) else { throw .invalid(problems.sorted) }
        let world = source.checkedWorld(&problems)
        try problems.throwIfAny()
        return world
    }
}

extension WorldSource {
    /// The world, with rules between values checked and reported at the value that was written last.
    func checkedWorld(_ problems: inout Problems) -> World {
        let world = world(&problems)
        for broken in world.inconsistencies {
            let written = broken.paths.compactMap { path in
                tree.node(at: path.steps[...]).map { (path: path, origin: $0.origin) }
            }
            guard
                let last = written.max(by: {
                    ($0.origin.layer, $0.origin.position.line, $0.origin.position.column)
                        < ($1.origin.layer, $1.origin.position.line, $1.origin.position.column)
                })
            else { continue }
            problems.report(last.origin, last.path, broken.message)
        }
        return world
    }
}

/// A scenario that was read without a problem, and where everything in it comes from.
package struct LoadedScenario: Sendable {
    package let scenario: Scenario
    /// The points of the design, if it gives them as a file.
    package let points: NamedFile?
    /// Every file that was read, the scenario itself first; the embedded world is not among them.
    package let files: [InputFile]
    /// What `set`, `--set-file` and `--set` changed, in the order in which it was done.
    package let overrides: [AppliedOverride]
    let origins: Origins
    let source: ScenarioSource

    /// The scenario as it would be without one of its overrides; nil if it would not be valid.
    ///
    /// An override that leaves the results as they are without it has moved nothing.
    package func scenario(without override: AppliedOverride) -> Scenario? {
        var problems = Problems()
        let assembly = source.assembled(without: override.number, &problems)
        let (scenario, _) = ScenarioDecoder.scenario(assembly, source, &problems)
        return problems.isEmpty ? scenario : nil
    }
}

extension LoadedScenario {
    /// With only some of the options.
    package func selecting(_ options: [String]) -> LoadedScenario {
        LoadedScenario(
            scenario: scenario.selecting(options), points: points, files: files, overrides: overrides,
            origins: origins, source: source)
    }

    /// With another in its place, which its overrides and its file of points say nothing of.
    package func replacing(_ scenario: Scenario) -> LoadedScenario {
        LoadedScenario(
            scenario: scenario, points: nil, files: files, overrides: [], origins: origins, source: source)
    }

    /// What is wrong with a value, at the place where it is written.
    package func problem(at path: String, _ message: String) -> Problem {
        Problem(origins.first(under: path), path, message)
    }
}

/// The place of every value of a scenario and its world, by path.
struct Origins: Sendable {
    private var places: [String: Origin] = [:]

    init(_ assembly: ScenarioSource.Assembly) {
        var places: [String: Origin] = [:]
        for tree in [assembly.world.tree, assembly.scenario] {
            tree.forEachLeaf { path, node in places["\(path)"] = node.origin }
        }
        self.places = places
    }

    subscript(_ path: Path) -> Origin { places["\(path)"] ?? .byDefault }

    /// The place of a value, or of the first that is part of it.
    func first(under path: String) -> Origin {
        let parts = places.filter {
            $0.key == path || $0.key.hasPrefix(path + ".") || $0.key.hasPrefix(path + "[")
        }
        return parts.values.min {
            ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
        } ?? .byDefault
    }
}
