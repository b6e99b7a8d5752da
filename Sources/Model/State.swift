package import Declarations

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

/// The size of the state, and what its entries are called in messages.
package struct StateLayout: Sendable {
    package let count: Int
    private let world: World

    package init(_ world: World) {
        self.world = world
        count = world.jurisdictions.count * (4 * world.sectors.count + 3)
    }

    /// For example `stock of works (UK, music)`.
    package func name(_ index: Int) -> String {
        let (places, sectors) = (world.jurisdictions, world.sectors)
        let cells = places.count * sectors.count
        if index < 4 * cells {
            let stock = ["stock of works", "creators", "reserved share", "licensed share"][index / cells]
            let cell = index % cells
            return "\(stock) (\(places[cell / sectors.count]), \(sectors[cell % sectors.count]))"
        }
        let rest = index - 4 * cells
        let stock = ["AI capital", "AI adoption", "burden passed on"][rest / places.count]
        return "\(stock) (\(places[rest % places.count]))"
    }
}
