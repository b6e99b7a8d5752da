import Declarations

extension WorldSource {
    /// Sets the value that a path addresses, or multiplies it; a number at a table is for every entry below it.
    mutating func apply(_ assignment: Assignment, _ problems: inout Problems) {
        let path = assignment.path
        guard let keys = path.keys else {
            problems.report(assignment.origin, path, "has no [i], the world has no lists that can be set")
            return
        }
        if ["regimes", "baseRegime"].contains(keys[0]), keys.count > 3 {
            problems.report(assignment.origin, path, "has too many keys, a lever is one number")
            return
        }
        switch keys[0] {
        case "baseYear":
            put(assignment, depths: [], &problems)
        case "sizeBands":
            put(assignment, depths: [tree["sizeBands"]?.entries?.map(\.key) ?? []], &problems)
        case "regimes":
            putRegime(assignment, keys, &problems)
        case "baseRegime":
            putBaseRegime(assignment, keys, &problems)
        default:
            guard let parameter = Parameter(named: keys[0]) else { return }
            put(assignment, depths: parameter.entryNames(jurisdictions, sectors), &problems)
        }
    }

    /// - Parameter depths: the names of the entries at each depth of the table.
    private mutating func put(_ assignment: Assignment, depths: [[String]], _ problems: inout Problems) {
        let path = assignment.path
        let keys = path.keys?.dropFirst() ?? []
        guard keys.count <= depths.count else {
            let table = Path(Array(path.steps.prefix(depths.count + 1)))
            problems.report(assignment.origin, path, "\(table) is one number and has no entries")
            return
        }
        for (key, names) in zip(keys, depths) where !names.contains(key) {
            problems.report(assignment.origin, path, "unknown entry \(key)\(expectation(key, names))")
            return
        }
        let open = depths.dropFirst(keys.count)
        guard assignment.value.text != nil, !assignment.value.isNull else {
            let expected =
                assignment.isFactor
                ? "a factor" : open.isEmpty ? "a number" : "a number or a map of entries"
            problems.report(
                assignment.value.origin, assignment.name,
                "must be \(expected), found \(assignment.value.found)")
            return
        }
        let number = problems.number(
            assignment.value, assignment.name, in: assignment.isFactor ? .positive : nil)
        guard number.isFinite else { return }
        var paths = [path]
        for names in open { paths = paths.flatMap { path in names.map { path.appending($0) } } }
        for path in paths {
            let value =
                assignment.isFactor
                ? product(of: number, at: path, assignment.value.origin) : assignment.value
            if let value { _ = tree.put(value, at: path.steps[...]) }
        }
    }

    /// A factor times what stands at a path, as a sweep's draw of the factor makes it; nil where no number stands there.
    private func product(of factor: Double, at path: Path, _ origin: Origin) -> Node? {
        guard let value = tree.node(at: path.steps[...])?.text.flatMap(StrictNumber.value),
            let parameter = path.keys.flatMap(\.first).flatMap(Parameter.init(named:))
        else { return nil }
        let product = max(value * factor, parameter.least)
        return Node(.scalar("\(product)", plain: true), origin)
    }

    private mutating func putRegime(
        _ assignment: Assignment, _ keys: [String], _ problems: inout Problems
    ) {
        let isNewAndEmpty = keys.count == 2 && assignment.value.entries?.isEmpty == true
        guard keys.count == 3 || isNewAndEmpty else {
            problems.report(
                assignment.value.origin, assignment.path,
                "must be a map of \(keys.count == 1 ? "regimes" : "levers"), found \(assignment.value.found)")
            return
        }
        if isNewAndEmpty, tree.node(at: assignment.path.steps[...]) != nil { return }
        _ = tree.put(assignment.value, at: assignment.path.steps[...])
    }

    private mutating func putBaseRegime(
        _ assignment: Assignment, _ keys: [String], _ problems: inout Problems
    ) {
        if keys.count > 1, !jurisdictions.contains(keys[1]) {
            problems.report(
                assignment.origin, assignment.path,
                "unknown place \(keys[1])\(expectation(keys[1], jurisdictions))")
            return
        }
        guard keys.count == 3 else {
            problems.report(
                assignment.value.origin, assignment.path,
                "must be a map of \(keys.count == 1 ? "places" : "regime and levers"), "
                    + "found \(assignment.value.found)")
            return
        }
        _ = tree.put(assignment.value, at: assignment.path.steps[...])
    }
}
