/// The chunks that a row is made of.
struct Chunks<N: Number>: RandomAccessCollection {
    /// Numbers in the row.
    let length: Int

    /// Numbers in a chunk.
    @inline(__always)
    static var size: Int { MemoryLayout<N.Chunk>.size / MemoryLayout<N>.size }

    @inline(__always)
    var startIndex: Int { 0 }

    @inline(__always)
    var endIndex: Int { (length &+ Self.size &- 1) / Self.size }

    @inline(__always)
    subscript(i: Int) -> ChunkIndex {
        let first = i &* Self.size
        return ChunkIndex(first: first, count: Swift.min(Self.size, length &- first))
    }
}

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

    /// Several numbers side by side: an arena's memory is aligned and filled up for that.
    @inline(__always)
    subscript(i: ChunkIndex) -> N.Chunk {
        get { chunk(from: i.first).pointee }
        nonmutating set { chunk(from: i.first).pointee = newValue }
    }

    @inline(__always)
    private func chunk(from first: Int) -> UnsafeMutablePointer<N.Chunk> {
        assert(first >= 0 && first < count)
        return UnsafeMutableRawPointer(base + first).assumingMemoryBound(to: N.Chunk.self)
    }

    @inline(__always)
    var chunks: Chunks<N> { Chunks(length: count) }

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

    /// A chunk at a time, and two side by side, which gives the same bits as one by one.
    @inline(__always)
    private func transform(_ function: (N.Chunk) -> N.Chunk) {
        let chunks = UnsafeMutableRawPointer(base).assumingMemoryBound(to: N.Chunk.self)
        let count = self.chunks.count
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

/// One number for each pair: jurisdiction and sector, or two jurisdictions. Rows lie one behind the other, each filled up to its
/// stride.
struct Table<N: Number>: @unchecked Sendable {
    let base: UnsafeMutablePointer<N>
    let rows: Int
    let columns: Int
    let stride: Int

    @inline(__always)
    subscript(row: Int, column: Int) -> N {
        get {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            return base[row &* stride &+ column]
        }
        nonmutating set {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            base[row &* stride &+ column] = newValue
        }
    }

    /// Several columns side by side, in a table whose rows are filled up to whole chunks.
    @inline(__always)
    subscript(row: Int, column: ChunkIndex) -> N.Chunk {
        get { self[row][column] }
        nonmutating set { self[row][column] = newValue }
    }

    @inline(__always)
    subscript(row: Int) -> Row<N> { Row(base: base + row &* stride, count: columns) }

    /// The chunks of each row.
    @inline(__always)
    var chunks: Chunks<N> { Chunks(length: columns) }

    var byRow: [Row<N>] { (0..<rows).map { self[$0] } }

    /// All cells as one row, with what fills up the rows.
    @inline(__always)
    var cells: Row<N> { Row(base: base, count: rows &* stride) }

    /// How far apart rows of so many columns lie that are filled up to whole chunks.
    @inline(__always)
    static func filledUp(_ columns: Int) -> Int {
        Chunks<N>(length: columns).count &* Chunks<N>.size
    }

    /// Fills the table with the product of a square matrix, given by its entries, and a table of the same size.
    @inline(__always)
    func product(of other: Table<N>, _ entry: (_ row: Int, _ column: Int) -> N) {
        let chunks = self.chunks
        for row in 0..<rows {
            // three chunks at once, so that an entry is read once for all of them
            var next = 0
            while next &+ 2 < chunks.count {
                let (i, j, k) = (chunks[next], chunks[next &+ 1], chunks[next &+ 2])
                var (a, b, c) = (0 as N.Chunk, 0 as N.Chunk, 0 as N.Chunk)
                for inner in 0..<other.rows {
                    let factor = N.chunk(of: entry(row, inner))
                    a += factor * other[inner, i]
                    b += factor * other[inner, j]
                    c += factor * other[inner, k]
                }
                self[row, i] = a
                self[row, j] = b
                self[row, k] = c
                next &+= 3
            }
            while next < chunks.count {
                let i = chunks[next]
                var sum: N.Chunk = 0
                for inner in 0..<other.rows { sum += N.chunk(of: entry(row, inner)) * other[inner, i] }
                self[row, i] = sum
                next &+= 1
            }
        }
    }
}

/// The memory of one economy: what its rows and tables view, allocated once and freed with it.
struct Arena<N: Number> {
    private(set) var blocks: [Row<N>] = []

    /// Memory for `count` numbers, all 0, on a cache line of its own and filled up to whole chunks of them.
    mutating func numbers(_ count: Int) -> UnsafeMutablePointer<N> {
        let capacity = max(Table<N>.filledUp(count), 1)
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: capacity * MemoryLayout<N>.stride, alignment: 64)
        let numbers = raw.bindMemory(to: N.self, capacity: capacity)
        numbers.initialize(repeating: 0, count: capacity)
        blocks.append(Row(base: numbers, count: count))
        return numbers
    }

    mutating func row(_ count: Int) -> Row<N> { Row(base: numbers(count), count: count) }

    mutating func table(_ rows: Int, _ columns: Int) -> Table<N> {
        Table(base: numbers(rows * columns), rows: rows, columns: columns, stride: columns)
    }

    /// A table of which several columns are read and written at once.
    mutating func table(_ rows: Int, sectors: Int) -> Table<N> {
        let stride = Table<N>.filledUp(sectors)
        return Table(base: numbers(rows * stride), rows: rows, columns: sectors, stride: stride)
    }

    /// Takes over another arena's memory.
    mutating func adopt(_ other: Arena<N>) { blocks += other.blocks }

    func free() {
        for block in blocks { block.base.deallocate() }
    }
}
