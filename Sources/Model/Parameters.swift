import Declarations

/// The values of a world, or of several side by side, as the equations read them.
struct Parameters<N: Number> {
    /// All values, in the order of `Layout`, and then as many more as a chunk may reach beyond the last.
    let values: UnsafeMutablePointer<N>
    private let sectorRows: UnsafeMutablePointer<N>
    private let jurisdictionRows: UnsafeMutablePointer<N>
    private let contentSpending: UnsafeMutablePointer<N>
    private let shares: UnsafeMutablePointer<N>
    private let places: Int
    private let sectors: Int

    init(_ constants: inout Arena<N>, _ layout: Layout) {
        values = constants.numbers(layout.count + Chunks<N>.size - 1)
        sectorRows = values + layout.sectorRows
        jurisdictionRows = values + layout.jurisdictionRows
        contentSpending = values + layout.matrices
        shares = contentSpending + layout.jurisdictions * layout.sectors
        places = layout.jurisdictions
        sectors = layout.sectors
    }

    // The positions are those of `Layout.position`, written so that they cost nothing in the inner loops.

    @inline(__always)
    subscript(key: Scalar) -> N { values[number(key)] }

    @inline(__always)
    subscript(key: SectorRow, sector: Int) -> N { sectorRows[number(key) &* sectors &+ sector] }

    @inline(__always)
    subscript(key: SectorRow, sector: ChunkIndex) -> N.Chunk {
        N.chunk(at: sectorRows + (number(key) &* sectors &+ sector.first))
    }

    @inline(__always)
    subscript(key: JurisdictionRow, jurisdiction: Int) -> N {
        jurisdictionRows[number(key) &* places &+ jurisdiction]
    }

    @inline(__always)
    subscript(key: Matrix, row: Int, column: Int) -> N { start(key, row)[column] }

    @inline(__always)
    subscript(key: Matrix, row: Int, column: ChunkIndex) -> N.Chunk {
        N.chunk(at: start(key, row) + column.first)
    }

    /// Where a row of a matrix begins.
    @inline(__always)
    private func start(_ key: Matrix, _ row: Int) -> UnsafeMutablePointer<N> {
        switch key {
        case .contentSpending: contentSpending + row &* sectors
        case .originShare: shares + row &* places
        case .developerShare: shares + (places &+ row) &* places
        }
    }
}

/// The number of a case in the order of declaration. `rawValue` says the same, but is a call from another module.
@inline(__always)
func number<Key: CaseIterable>(_ key: Key) -> Int {
    assert(MemoryLayout<Key>.size == 1)
    return Int(unsafeBitCast(key, to: UInt8.self))
}
