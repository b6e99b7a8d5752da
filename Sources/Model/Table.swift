/// One number for each jurisdiction, or for each sector.
struct Row<N: Number>: @unchecked Sendable {
    let base: UnsafeMutablePointer<N>
    let count: Int

    @inline(__always)
    subscript(i: Int) -> N {
        get {
            assert(i >= 0 && i < count)
            return base[i]
        }
        nonmutating set {
            assert(i >= 0 && i < count)
            base[i] = newValue
        }
    }

    @inline(__always)
    func exponentials() { N.exponentials(base, count: count) }

    @inline(__always)
    func logarithms() { N.logarithms(base, count: count) }

    func fill(_ value: N) {
        for i in 0..<count { base[i] = value }
    }

    func copy(_ other: Row<N>) {
        for i in 0..<count { base[i] = other.base[i] }
    }
}

/// One number for each pair: jurisdiction and sector, or two jurisdictions. Rows lie one behind the other.
struct Table<N: Number>: @unchecked Sendable {
    let base: UnsafeMutablePointer<N>
    let rows: Int
    let columns: Int

    @inline(__always)
    subscript(row: Int, column: Int) -> N {
        get {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            return base[row &* columns &+ column]
        }
        nonmutating set {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            base[row &* columns &+ column] = newValue
        }
    }

    /// All cells as one row.
    @inline(__always)
    var cells: Row<N> { Row(base: base, count: rows &* columns) }
}

/// The memory of one economy: what its rows and tables view, allocated once and freed with it.
struct Arena<N: Number> {
    private(set) var blocks: [Row<N>] = []

    /// Memory for `count` numbers, all 0, on a cache line of its own and filled up to whole vectors of them.
    mutating func numbers(_ count: Int) -> UnsafeMutablePointer<N> {
        let capacity = (count + N.padding - 1) / N.padding * N.padding
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: max(capacity, 1) * MemoryLayout<N>.stride, alignment: 64)
        let numbers = raw.bindMemory(to: N.self, capacity: capacity)
        numbers.initialize(repeating: 0, count: capacity)
        blocks.append(Row(base: numbers, count: count))
        return numbers
    }

    mutating func row(_ count: Int) -> Row<N> { Row(base: numbers(count), count: count) }

    mutating func table(_ rows: Int, _ columns: Int) -> Table<N> {
        Table(base: numbers(rows * columns), rows: rows, columns: columns)
    }

    /// Takes over another arena's memory.
    mutating func adopt(_ other: Arena<N>) { blocks += other.blocks }

    func free() {
        for block in blocks { block.base.deallocate() }
    }
}
