/// What the economy carries from one instant to the next (section 0 of the model), laid out one stock behind the other.
struct State<N: Number> {
    let works: Table<N>  // W, origin × sector
    let creators: Table<N>  // H, origin × sector
    let reserved: Table<N>  // Ω, law × sector
    let licensed: Table<N>  // Λ, law × sector
    let capital: Row<N>  // K, developers' place
    let adoption: Row<N>  // U, market
    let burden: Row<N>  // B, developers' place

    /// A view of `count(places:sectors:)` numbers.
    @inline(__always)
    init(_ base: UnsafeMutablePointer<N>, places: Int, sectors: Int) {
        let stride = Chunks<N>.filledUp(sectors)
        func table(_ number: Int) -> Table<N> {
            Table(base: base + number &* places &* stride, rows: places, columns: sectors, stride: stride)
        }
        func row(_ number: Int) -> Row<N> {
            Row(base: base + (4 &* stride &+ number) &* places, count: places)
        }
        works = table(0)
        creators = table(1)
        reserved = table(2)
        licensed = table(3)
        capital = row(0)
        adoption = row(1)
        burden = row(2)
    }

    init(_ arena: inout Arena<N>, places: Int, sectors: Int) {
        self.init(
            arena.numbers(Self.count(places: places, sectors: sectors)), places: places, sectors: sectors)
    }

    /// Numbers of a state whose tables are filled up to whole chunks, as the equations read them.
    static func count(places: Int, sectors: Int) -> Int { (4 * Chunks<N>.filledUp(sectors) + 3) * places }
}

/// Integrators have the tables' rows one behind the other, without what fills them up.
extension State where N == Double {
    func read(from flat: UnsafePointer<Double>) {
        copy(flat, rowsApart: works.columns, to: works.base, rowsApart: works.stride)
    }

    func write(to flat: UnsafeMutablePointer<Double>) {
        copy(works.base, rowsApart: works.stride, to: flat, rowsApart: works.columns)
    }

    private func copy(
        _ source: UnsafePointer<Double>, rowsApart sourceStride: Int,
        to target: UnsafeMutablePointer<Double>, rowsApart targetStride: Int
    ) {
        let rows = 4 &* works.rows
        for row in 0..<rows {
            copy(source + row &* sourceStride, to: target + row &* targetStride, works.columns)
        }
        copy(source + rows &* sourceStride, to: target + rows &* targetStride, 3 &* works.rows)
    }

    /// Four numbers at a time: the rows are too short for a call of the C library.
    @inline(__always)
    private func copy(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, _ count: Int)
    {
        var i = 0
        while i &+ 4 <= count {
            let four = UnsafeRawPointer(source + i).loadUnaligned(as: SIMD4<Double>.self)
            UnsafeMutableRawPointer(target + i).storeBytes(of: four, as: SIMD4<Double>.self)
            i &+= 4
        }
        while i < count {
            target[i] = source[i]
            i &+= 1
        }
    }
}
