private import CResources
import Declarations

/// A change of the command line.
package enum Override: Sendable, Equatable {
    /// `PATH=VALUE` of `--set`. All of them win over the files, a later one over an earlier one.
    case assignment(String)
    /// The file of `--set-file`: a map from path to value. A later file wins over an earlier one.
    case file(String)
}

/// Follows `extends` from a scenario down to its world, and reads every file on the way.
struct ScenarioLoader {
    private enum LayerNumber {
        static let world = 0
        /// Scenarios count down from here, the extended before what extends it.
        static let scenario = 1000
        static let file = 2000
        static let flags = 3000
    }

    /// How many files may extend one another.
    private static let longestChain = 32

    private(set) var files: [InputFile] = []
    private var problems = Problems()
    private var layers: [ScenarioSource.Layer] = []
    /// Names as messages write them, with the paths by which files are recognised.
    private var chain: [(name: String, resolved: String)] = []

    /// - Returns: the sources with every problem of the files' form, or throws if there is no going on.
    static func load(
        _ file: InputFile, _ overrides: [Override]
    ) throws(InputError) -> (source: ScenarioSource, files: [InputFile], problems: Problems) {
        var loader = ScenarioLoader()
        do throws(InputError) {
            return try loader.load(file, overrides)
        } catch {
            guard case .invalid(let found) = error else { throw error }
            throw .invalid(found + loader.problems.sorted.filter { !found.contains($0) })
        }
    }

    private mutating func load(
        _ file: InputFile, _ overrides: [Override]
    ) throws(InputError) -> (source: ScenarioSource, files: [InputFile], problems: Problems) {
        let root = try read(file, layer: LayerNumber.scenario)
        if root["jurisdictions"] != nil {
            throw .invalid([
                Problem(
                    root.origin, nil, "is a world and has no options, expected a scenario that extends it")
            ])
        }
        let (worldFile, worldRoot) = try follow(file, root)
        layers.reverse()
        for (number, override) in overrides.enumerated() {
            guard case .file(let name) = override else { continue }
            let origin = Origin(.flag("--set-file"), layer: LayerNumber.flags)
            let file = try InputFile(readingAt: name, namedAt: origin)
            let node = try read(file, layer: LayerNumber.file + number)
            layers.append(ScenarioSource.Layer(body: nil, list: AssignmentList(node, &problems)))
        }
        var flags = AssignmentList()
        for (number, override) in overrides.enumerated() {
            guard case .assignment(let text) = override else { continue }
            flags.add(flag: text, layer: LayerNumber.flags + number, &problems)
        }
        layers.append(ScenarioSource.Layer(body: nil, list: flags))
        guard let world = WorldFileReader.read(worldRoot, &problems) else {
            throw .invalid(problems.sorted)
        }
        let source = ScenarioSource(
            world: world, worldName: worldFile, layers: layers, defaultName: file.stem)
        return (source, files, problems)
    }

    private mutating func read(_ file: InputFile, layer: Int) throws(InputError) -> Node {
        files.append(file)
        let document = YAMLDocument(name: file.name, layer: layer)
        let root = try document.read(file.bytes, &problems)
        guard root.entries != nil else {
            throw .invalid([Problem(root.origin, nil, "must be a map, found \(root.found)")])
        }
        return root
    }

    /// Adds a layer for each scenario of the chain, the extending one first.
    ///
    /// - Returns: the world at its end.
    private mutating func follow(
        _ file: InputFile, _ root: Node
    ) throws(InputError) -> (name: String, root: Node) {
        chain.append((file.name, InputFile.resolved(file.name)))
        if root["jurisdictions"] != nil { return (file.name, root) }
        addLayer(root)
        guard let extended = root["extends"], extended.text != "baseline" else {
            return ("baseline", try Self.baseline.get())
        }
        let path = Path([.key("extends")])
        guard let target = problems.line(extended, path) else { throw .invalid(problems.sorted) }
        let name = InputFile.path(target, relativeTo: file.name)
        let resolved = InputFile.resolved(name)
        if let start = chain.firstIndex(where: { $0.resolved == resolved }) {
            let circle = (chain[start...].map(\.name) + [name]).joined(separator: " -> ")
            throw .invalid([Problem(extended.origin, "extends", "files extend one another, \(circle)")])
        }
        guard chain.count < Self.longestChain else {
            throw .invalid([
                Problem(extended.origin, "extends", "more than \(Self.longestChain) files extend one another")
            ])
        }
        let next = try InputFile(readingAt: name, namedAt: extended.origin, path: "extends")
        return try follow(next, read(next, layer: LayerNumber.scenario - chain.count))
    }

    private mutating func addLayer(_ root: Node) {
        problems.checkKeys(root, Path([]), known: ScenarioForm.form.shape.names)
        let kept = root.entries?.filter { ScenarioForm.addressable.contains($0.key) } ?? []
        let list = root["set"].map { AssignmentList($0, &problems) } ?? AssignmentList()
        layers.append(ScenarioSource.Layer(body: Node(.map(kept), root.origin), list: list))
    }

    /// The text of the embedded world, parsed once.
    static let baseline: Result<Node, InputError> = {
        var problems = Problems()
        let document = YAMLDocument(name: "baseline", layer: LayerNumber.world, isBaseline: true)
        do throws(InputError) {
            let file = resource_baseline()
            let root = try document.read(
                Array(UnsafeBufferPointer(start: file.start, count: file.size)), &problems)
            try problems.throwIfAny()
            return .success(root)
        } catch {
            return .failure(error)
        }
    }()
}
