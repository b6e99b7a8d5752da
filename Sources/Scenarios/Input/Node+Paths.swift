import Declarations

extension Node {
    package func node(at path: ArraySlice<Path.Step>) -> Node? {
        guard let step = path.first else { return self }
        switch step {
        case .key(let key):
            return self[key]?.node(at: path.dropFirst())
        case .index(let index):
            guard let items, items.indices.contains(index) else { return nil }
            return items[index].node(at: path.dropFirst())
        }
    }

    /// Puts a value at a path, making the maps on the way; the elements of lists must exist.
    ///
    /// - Returns: what stands in the way, or nil once the value is in its place.
    mutating func put(_ value: Node, at path: ArraySlice<Path.Step>) -> String? {
        guard let step = path.first else {
            self = value
            return nil
        }
        switch step {
        case .key(let key):
            guard var entries = isNull ? [] : entries else {
                return "\(key) is looked up in a map, found \(found)"
            }
            let position = entries.firstIndex { $0.key == key }
            var inner = position.map { entries[$0].value } ?? Node(.scalar("", plain: true), value.origin)
            if let obstacle = inner.put(value, at: path.dropFirst()) { return obstacle }
            if let position {
                entries[position].value = inner
            } else {
                entries.append(Entry(key, value.origin, inner))
            }
            content = .map(entries)
        case .index(let index):
            guard var items = isNull ? [] : items else {
                return "[\(index)] is looked up in a list, found \(found)"
            }
            guard items.indices.contains(index) else {
                return "there is no [\(index)], the list has \(counted(items.count, "element"))"
            }
            if let obstacle = items[index].put(value, at: path.dropFirst()) { return obstacle }
            content = .list(items)
        }
        return nil
    }

    /// Maps merge at every depth; scalars and lists of `other` replace what stands here.
    func merged(with other: Node) -> Node {
        guard var merged = entries, let additions = other.entries else { return other }
        for entry in additions {
            if let position = merged.firstIndex(where: { $0.key == entry.key }) {
                merged[position].value = merged[position].value.merged(with: entry.value)
            } else {
                merged.append(entry)
            }
        }
        return Node(.map(merged), other.origin)
    }

    /// Calls `body` with the path and the node of every scalar, and of every empty map or list.
    func forEachLeaf(below path: Path = Path([]), _ body: (Path, Node) -> Void) {
        switch content {
        case .map(let entries) where !entries.isEmpty:
            for entry in entries {
                entry.value.forEachLeaf(below: path.appending(.key(entry.key)), body)
            }
        case .list(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                item.forEachLeaf(below: path.appending(.index(index)), body)
            }
        case .scalar, .map, .list:
            body(path, self)
        }
    }
}
