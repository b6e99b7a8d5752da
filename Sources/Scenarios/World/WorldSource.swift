import Declarations

/// A world before its values are read: which places and sectors it has, and the nodes of its values.
///
/// The tree has one form for the file and for paths: each parameter's name at the top, whatever group the file
/// keeps it in, with values only.
struct WorldSource: Sendable {
    let jurisdictions: [String]
    let sectors: [String]
    let notes: [Parameter: Note]
    var tree: Node
}

/// Reads the file of a world into a `WorldSource`.
struct WorldFileReader {
    private let root: Node
    private var jurisdictions: [String] = []
    private var sectors: [String] = []
    private var notes: [Parameter: Note] = [:]
    private var values: [Node.Entry] = []

    private init(_ root: Node) { self.root = root }

    /// - Returns: nil once problems have been reported that leave no world to go on with.
    static func read(_ root: Node, _ problems: inout Problems) -> WorldSource? {
        var reader = WorldFileReader(root)
        problems.checkKeys(root, Path([]), known: WorldKeys.topLevel, required: WorldKeys.topLevel)
        reader.jurisdictions = reader.names("jurisdictions", &problems)
        reader.sectors = reader.names("sectors", &problems)
        guard !reader.jurisdictions.isEmpty, !reader.sectors.isEmpty else { return nil }
        reader.checkLevers(&problems)
        reader.take("baseYear")
        for parameter in WorldKeys.matrices + [WorldKeys.initialReservation] {
            if let node = root[parameter.name] { reader.read(parameter, node, &problems) }
        }
        reader.readGroup("byJurisdiction", WorldKeys.jurisdictionRows, &problems)
        reader.readGroup("bySector", WorldKeys.sectorRows, &problems)
        reader.readGroup("scalars", WorldKeys.scalars, &problems)
        for key in ["sizeBands", "regimes", "baseRegime"] { reader.take(key) }
        reader.checkBaseRegimes(&problems)
        return WorldSource(
            jurisdictions: reader.jurisdictions, sectors: reader.sectors, notes: reader.notes,
            tree: Node(.map(reader.values), root.origin))
    }

    private mutating func take(_ key: String) {
        if let entry = root.entries?.first(where: { $0.key == key }) { values.append(entry) }
    }

    private func names(_ key: String, _ problems: inout Problems) -> [String] {
        let path = Path([.key(key)])
        guard let node = root[key], let items = problems.items(node, path, "a list of names") else {
            return []
        }
        if items.isEmpty { problems.report(node.origin, path, "must have at least one name") }
        var names: [String] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard let name = problems.text(item, path), problems.checkName(name, item.origin, path) else {
                continue
            }
            if WorldKeys.reserved.contains(name) {
                problems.report(item.origin, path, "\(quoted(name)) is reserved, choose another name")
            } else if names.contains(name) {
                problems.report(item.origin, path, "repeated name \(name)")
            } else {
                problems.checkCase(name, among: names, item.origin, path)
                names.append(name)
            }
        }
        return names
    }

    private func checkLevers(_ problems: inout Problems) {
        let path = Path([.key("levers")])
        guard let node = root["levers"], let items = problems.items(node, path, "a list of names") else {
            return
        }
        var names: [String] = []
        for (index, item) in items.enumerated() {
            let path = path.appending(.index(index))
            guard
                let name = problems.word(item, path, oneOf: WorldKeys.levers, "a lever")
            else { continue }
            if names.contains(name) { problems.report(item.origin, path, "repeated name \(name)") }
            names.append(name)
        }
        let missing = WorldKeys.levers.filter { !names.contains($0) }
        if !missing.isEmpty {
            problems.report(node.origin, path, "missing lever \(missing.joined(separator: ", "))")
        }
    }

    private func checkBaseRegimes(_ problems: inout Problems) {
        let path = Path([.key("baseRegime")])
        guard let node = root["baseRegime"], problems.entries(node, path, "a map from place to law") != nil
        else { return }
        problems.checkKeys(node, path, known: jurisdictions, required: jurisdictions, "place")
    }

    private mutating func readGroup(_ key: String, _ parameters: [Parameter], _ problems: inout Problems) {
        let path = Path([.key(key)])
        guard let node = root[key], problems.entries(node, path, "a map of parameters") != nil else { return }
        let names = parameters.map(\.name)
        problems.checkKeys(node, path, known: names, required: names, "parameter")
        for parameter in parameters {
            if let node = node[parameter.name] { read(parameter, node, &problems) }
        }
    }

    /// Splits a parameter into its values and what the world says of it.
    private mutating func read(_ parameter: Parameter, _ node: Node, _ problems: inout Problems) {
        let path = Path([.key(parameter.name)])
        let depths = parameter.entryNames(jurisdictions, sectors)
        guard let entries = problems.entries(node, path, depths.isEmpty ? "a map with a value" : "a map")
        else {
            return
        }
        let names = depths.first ?? ["value"]
        problems.checkKeys(
            node, path, known: names + WorldKeys.metadata, required: names, depths.isEmpty ? "key" : "entry")
        notes[parameter] = NoteReader.read(parameter, node, &problems)
        if depths.count == 2 {
            for entry in entries where names.contains(entry.key) {
                let row = path.appending(entry.key)
                guard problems.entries(entry.value, row) != nil else { continue }
                problems.checkKeys(entry.value, row, known: depths[1], required: depths[1], "entry")
            }
        }
        let kept = entries.filter { names.contains($0.key) }
        if depths.isEmpty {
            if let value = kept.first { values.append(.init(parameter.name, value.origin, value.value)) }
        } else {
            values.append(.init(parameter.name, node.origin, Node(.map(kept), node.origin)))
        }
    }
}
