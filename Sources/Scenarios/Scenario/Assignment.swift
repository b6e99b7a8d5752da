import Declarations
import Questions

/// A value that a scenario or the command line puts at a path, or a factor by which it multiplies what stands there.
struct Assignment: Sendable {
    let path: Path
    let isFactor: Bool
    let value: Node
    /// Where the path is written.
    let origin: Origin

    /// As it is written, with dots for nested maps.
    var name: InputName { InputName(path: "\(path)", isFactor: isFactor) }

    /// Whether the path addresses the world.
    var isOfWorld: Bool {
        guard case .key(let key) = path.steps.first else { return false }
        return WorldKeys.settable.contains(key)
    }
}

/// The assignments of one `set`, of one file of `--set-file`, or of all `--set` together, in the order in which
/// they are made.
///
/// The order of a map means nothing, so that within a file the longer path comes last and wins, and a factor comes behind
/// the value at its path; flags are made as they come.
struct AssignmentList: Sendable {
    private(set) var assignments: [Assignment] = []

    init() {}

    /// Reads a map from path to value; a map below a path of the world sets those entries.
    init(_ node: Node, _ problems: inout Problems) {
        guard let entries = problems.entries(node, Path([.key("set")]), "a map from path to value") else {
            return
        }
        for entry in entries { add(entry, below: nil, &problems) }
        var first: [InputName: Origin] = [:]
        for assignment in assignments {
            if let earlier = first.updateValue(assignment.origin, forKey: assignment.name) {
                problems.report(
                    assignment.origin, assignment.name,
                    "repeated path, first at line \(earlier.position.line)")
            }
        }
        let order = assignments.enumerated().sorted {
            ($0.element.path.steps.count, $0.element.isFactor ? 1 : 0, $0.offset)
                < ($1.element.path.steps.count, $1.element.isFactor ? 1 : 0, $1.offset)
        }
        assignments = order.map(\.element)
    }

    /// Reads `PATH=VALUE`.
    mutating func add(flag: String, layer: Int, _ problems: inout Problems) {
        let origin = Origin(.flag("--set"), layer: layer)
        guard let separator = flag.firstIndex(of: "=") else {
            problems.report(origin, nil, "must be PATH=VALUE, found \(quoted(flag))")
            return
        }
        let path = String(flag[..<separator])
        let text = String(flag[flag.index(after: separator)...])
        let document = YAMLDocument(name: "--set", layer: layer, flag: "--set")
        do throws(InputError) {
            let value =
                text.allSatisfy(\.isWhitespace)
                ? Node(.scalar("", plain: true), origin) : try document.read(Array(text.utf8), &problems)
            add(Node.Entry(path, origin, value), below: nil, &problems)
        } catch {
            problems.report(origin, path, "the value \(quoted(text)) is not valid YAML")
        }
    }

    private mutating func add(_ entry: Node.Entry, below parent: Path?, _ problems: inout Problems) {
        let name = InputName(entry.key)
        guard let own = Path(name.path), own.steps.last != .key("*") else {
            problems.report(
                entry.origin, parent, "\(quoted(entry.key)) is not a path, expected name.key or name[0].key")
            return
        }
        let path = Path((parent?.steps ?? []) + own.steps)
        guard ScenarioForm.isKnown(path, entry.origin, &problems) else { return }
        let assignment = Assignment(
            path: path, isFactor: name.isFactor, value: entry.value, origin: entry.origin)
        if name.isFactor, path.keys.flatMap(\.first).flatMap(Parameter.init(named:)) == nil {
            problems.report(entry.origin, assignment.name, "\(InputName.onlyParameters), write \(path)")
            return
        }
        guard !name.isFactor, assignment.isOfWorld, let inner = entry.value.entries, !inner.isEmpty else {
            assignments.append(assignment)
            return
        }
        for entry in inner { add(entry, below: path, &problems) }
    }
}
