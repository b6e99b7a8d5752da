/// The chunks that a row is made of.
struct Chunks<N: Number>: RandomAccessCollection {
    /// Numbers in the row.
    let length: Int

    /// Numbers in a chunk.
    @inline(__always)
    static var size: Int { MemoryLayout<N.Chunk>.size / MemoryLayout<N>.size }

    /// Numbers of so many that are filled up to whole chunks.
    @inline(__always)
    static func filledUp(_ count: Int) -> Int { Chunks(length: count).count &* size }

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

    /// Several numbers side by side, in a row that an arena gave out or that is one of a table by sector: their memory is aligned and
    /// filled up for that.
    @inline(__always)
    subscript(i: ChunkIndex) -> N.Chunk {
        get { memory(of: i).load(as: N.Chunk.self) }
        nonmutating set { memory(of: i).storeBytes(of: newValue, as: N.Chunk.self) }
    }

    @inline(__always)
    private func memory(of i: ChunkIndex) -> UnsafeMutableRawPointer {
        assert(i.first >= 0 && i.first < count)
        assert(UInt(bitPattern: base + i.first) % UInt(MemoryLayout<N.Chunk>.alignment) == 0)
        return UnsafeMutableRawPointer(base + i.first)
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
        let chunks = self.chunks
        var next = 0
        while next &+ 1 < chunks.count {
            let (i, j) = (chunks[next], chunks[next &+ 1])
            let (a, b) = (function(self[i]), function(self[j]))
            self[i] = a
            self[j] = b
            next &+= 2
        }
        if next < chunks.count { self[chunks[next]] = function(self[chunks[next]]) }
    }

    func fill(_ value: N) {
        for i in 0..<count { base[i] = value }
    }

    func copy(_ other: Row<N>) {
        for i in 0..<count { base[i] = other.base[i] }
    }
}

/// One number for each pair: jurisdiction and sector, or two jurisdictions. Rows lie one behind the other, those by sector filled up
/// to whole chunks.
package struct Table<N: Number>: @unchecked Sendable {
    let base: UnsafeMutablePointer<N>
    let rows: Int
    let columns: Int
    /// How far apart rows lie.
    let stride: Int

    @inline(__always)
    package subscript(row: Int, column: Int) -> N {
        get {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            return base[row &* stride &+ column]
        }
        nonmutating set {
            assert(row >= 0 && row < rows && column >= 0 && column < columns)
            base[row &* stride &+ column] = newValue
        }
    }

    /// Several sectors side by side, in a table by sector.
    @inline(__always)
    subscript(row: Int, column: ChunkIndex) -> N.Chunk {
        get { self[row][column] }
        nonmutating set { self[row][column] = newValue }
    }

    @inline(__always)
    private subscript(row: Int) -> Row<N> {
        assert(row >= 0 && row < rows)
        return Row(base: base + row &* stride, count: columns)
    }

    /// The chunks of each row.
    @inline(__always)
    var chunks: Chunks<N> { Chunks(length: columns) }

    /// All cells as one row, with what fills up the rows.
    @inline(__always)
    var cells: Row<N> { Row(base: base, count: rows &* stride) }

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

extension Table {
    /// A table of one row.
    init(_ row: Row<N>) { self.init(base: row.base, rows: 1, columns: row.count, stride: row.count) }
}

/// The memory of one economy: what its rows and tables view, allocated once and freed with it.
package struct Arena<N: Number> {
    private(set) var blocks: [Row<N>] = []

    package init() {}

    /// Memory for `count` numbers, all 0, on a cache line of its own and filled up to whole chunks of them.
    mutating func numbers(_ count: Int) -> UnsafeMutablePointer<N> {
        let capacity = max(Chunks<N>.filledUp(count), 1)
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

    /// A table by sector, of which several columns are read and written at once.
    mutating func table(_ rows: Int, sectors: Int) -> Table<N> {
        let stride = Chunks<N>.filledUp(sectors)
        return Table(base: numbers(rows * stride), rows: rows, columns: sectors, stride: stride)
    }

    /// Takes over another arena's memory.
    mutating func adopt(_ other: Arena<N>) { blocks += other.blocks }

    package func free() {
        for block in blocks { block.base.deallocate() }
    }
}
