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
