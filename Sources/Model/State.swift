/// What the economy carries from one instant to the next (section 0 of the model), laid out one stock behind the other.
struct State<N: Number> {
    let works: Table<N>  // W, origin × sector
    let creators: Table<N>  // H, origin × sector
    let reserved: Table<N>  // Ω, law × sector
    let licensed: Table<N>  // Λ, law × sector
    let capital: Row<N>  // K, developers' place
    let adoption: Row<N>  // U, market
    let burden: Row<N>  // B, developers' place

    @inline(__always)
    init(_ base: UnsafeMutablePointer<N>, places: Int, sectors: Int) {
        let cells = places * sectors
        works = Table(base: base, rows: places, columns: sectors)
        creators = Table(base: base + cells, rows: places, columns: sectors)
        reserved = Table(base: base + 2 * cells, rows: places, columns: sectors)
        licensed = Table(base: base + 3 * cells, rows: places, columns: sectors)
        capital = Row(base: base + 4 * cells, count: places)
        adoption = Row(base: base + (4 * cells + places), count: places)
        burden = Row(base: base + (4 * cells + 2 * places), count: places)
    }
}
