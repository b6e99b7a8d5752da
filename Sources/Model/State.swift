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

    /// Numbers of a state whose tables are filled up to whole chunks, as the equations read them.
    static func count(places: Int, sectors: Int) -> Int { (4 * Chunks<N>.filledUp(sectors) + 3) * places }
}
