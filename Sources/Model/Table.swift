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

    /// Replaces every number by its exponential.
    @inline(__always)
    func exponentials() { transform { $0.exponential } }

    /// Replaces every number by 2 to its power.
    @inline(__always)
    func binaryExponentials() { transform { $0.binaryExponential } }

    /// Replaces every number by its logarithm to base 2.
    @inline(__always)
    func binaryLogarithms() { transform { $0.binaryLogarithm } }

    /// Replaces every number by its power. In two passes: a processor overlaps more of the shorter chains.
    @inline(__always)
    func powers(_ exponent: N) {
        let exponent = N.chunk(of: exponent)
        transform { exponent * $0.binaryLogarithm }
        transform { $0.binaryExponential }
    }

    /// A chunk at a time, and two side by side, which gives the same bits as one by one: an arena's memory is aligned and filled
    /// up for that.
    @inline(__always)
    private func transform(_ function: (N.Chunk) -> N.Chunk) {
        let chunks = UnsafeMutableRawPointer(base).assumingMemoryBound(to: N.Chunk.self)
        let inChunk = MemoryLayout<N.Chunk>.size / MemoryLayout<N>.size
        let count = (self.count &+ inChunk &- 1) / inChunk
        var i = 0
        while i &+ 1 < count {
            let (a, b) = (function(chunks[i]), function(chunks[i &+ 1]))
            chunks[i] = a
            chunks[i &+ 1] = b
            i &+= 2
        }
        if i < count { chunks[i] = function(chunks[i]) }
    }

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

    /// Fills the table with the product of a square matrix, given by its entries, and a table of the same size.
    @inline(__always)
    func product(of other: Table<N>, _ entry: (_ row: Int, _ column: Int) -> N) {
        for row in 0..<rows {
            // three columns at once, so that an entry is read once for all of them
            var column = 0
            while column &+ 2 < columns {
                var (a, b, c) = (0 as N, 0 as N, 0 as N)
                for inner in 0..<other.rows {
                    let factor = entry(row, inner)
                    a += factor * other[inner, column]
                    b += factor * other[inner, column &+ 1]
                    c += factor * other[inner, column &+ 2]
                }
                self[row, column] = a
                self[row, column &+ 1] = b
                self[row, column &+ 2] = c
                column &+= 3
            }
            while column < columns {
                var sum: N = 0
                for inner in 0..<other.rows { sum += entry(row, inner) * other[inner, column] }
                self[row, column] = sum
                column &+= 1
            }
        }
    }

    /// All cells as one row.
    @inline(__always)
    var cells: Row<N> { Row(base: base, count: rows &* columns) }
}

/// The memory of one economy: what its rows and tables view, allocated once and freed with it.
struct Arena<N: Number> {
    private(set) var blocks: [Row<N>] = []

    /// Memory for `count` numbers, all 0, on a cache line of its own and filled up to whole chunks of them.
    mutating func numbers(_ count: Int) -> UnsafeMutablePointer<N> {
        let inChunk = MemoryLayout<N.Chunk>.size / MemoryLayout<N>.size
        let capacity = (count + inChunk - 1) / inChunk * inChunk
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
