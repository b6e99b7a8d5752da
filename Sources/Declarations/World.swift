/// A calibrated base year: every number that a run starts from.
package struct World: Sendable, Equatable {
    package var baseYear: Double
    package let jurisdictions: [String]
    package let sectors: [String]
    /// One value for each entry of each parameter, in the order of `layout`.
    package var values: [Double]
    /// Presets of policy, in the order of the file.
    package var regimes: [Regime]
    /// The law of each jurisdiction in the base year.
    package var baseRegimes: [BaseRegime]
    /// Owners by size, from the least to the most valuable works, as shares of the number of works.
    package let sizeBands: [SizeBand]
    /// Where each value stands.
    package let layout: Layout
    /// What the world says of each parameter beside its value.
    package var notes: [Parameter: Note]

    package init(
        baseYear: Double, jurisdictions: [String], sectors: [String], values: [Double], regimes: [Regime],
        baseRegimes: [BaseRegime], sizeBands: [SizeBand], notes: [Parameter: Note]
    ) {
        self.baseYear = baseYear
        self.jurisdictions = jurisdictions
        self.sectors = sectors
        self.values = values
        self.regimes = regimes
        self.baseRegimes = baseRegimes
        self.sizeBands = sizeBands
        self.notes = notes
        layout = Layout(
            jurisdictions: jurisdictions.count, sectors: sectors.count,
            bandShares: sizeBands.map { $0.shareOfWorks })
    }

    package subscript(_ key: Scalar) -> Double {
        get { values[layout.position(key)] }
        set { values[layout.position(key)] = newValue }
    }

    package subscript(_ key: SectorRow, _ sector: Int) -> Double {
        get { values[layout.position(key, sector)] }
        set { values[layout.position(key, sector)] = newValue }
    }

    package subscript(_ key: JurisdictionRow, _ jurisdiction: Int) -> Double {
        get { values[layout.position(key, jurisdiction)] }
        set { values[layout.position(key, jurisdiction)] = newValue }
    }

    package subscript(_ key: Matrix, _ row: Int, _ column: Int) -> Double {
        get { values[layout.position(key, row, column)] }
        set { values[layout.position(key, row, column)] = newValue }
    }

    package func regime(named name: String) -> Regime? { regimes.first { $0.name == name } }

    /// The value of every lever of each jurisdiction in the base year: the preset's, overwritten by the
    /// jurisdiction's own. A lever that neither names is 0; the reader of worlds refuses such a world.
    package var baseLevers: [[Double]] {
        baseRegimes.map { base in
            let zero = [Double](repeating: 0, count: Lever.allCases.count)
            let preset = regime(named: base.regime)?.levers ?? LeverSettings()
            return base.with.applied(to: preset.applied(to: zero))
        }
    }
}

/// Values of some of the levers; the others are left as they are.
package struct LeverSettings: Sendable, Equatable {
    private var values: [Double?]

    package init(_ settings: [Lever: Double] = [:]) {
        values = Lever.allCases.map { settings[$0] }
    }

    package subscript(_ lever: Lever) -> Double? {
        get { values[lever.rawValue] }
        set { values[lever.rawValue] = newValue }
    }

    package func applied(to levers: [Double]) -> [Double] {
        zip(values, levers).map { $0 ?? $1 }
    }
}

/// A named point in policy space.
package struct Regime: Sendable, Equatable {
    package let name: String
    package var levers: LeverSettings

    package init(name: String, levers: LeverSettings) {
        self.name = name
        self.levers = levers
    }
}

/// The law of one jurisdiction in the base year: a preset and what differs from it.
package struct BaseRegime: Sendable, Equatable {
    package var regime: String
    package var with: LeverSettings

    package init(regime: String, with: LeverSettings) {
        self.regime = regime
        self.with = with
    }
}

/// A class of owners by the value of their works.
package struct SizeBand: Sendable, Equatable {
    package let name: String
    package var shareOfWorks: Double

    package init(name: String, shareOfWorks: Double) {
        self.name = name
        self.shareOfWorks = shareOfWorks
    }
}

/// What a world says of a parameter beside its value.
package struct Note: Sendable, Equatable {
    /// What a sweep draws from by default: values, or factors on the value.
    package var range: ClosedRange<Double>?
    package var rangeIsFactor: Bool
    package var source: String?
    package var note: String?
    package var assurance: Assurance?

    package init(
        range: ClosedRange<Double>? = nil, rangeIsFactor: Bool = false, source: String? = nil,
        note: String? = nil, assurance: Assurance? = nil
    ) {
        self.range = range
        self.rangeIsFactor = rangeIsFactor
        self.source = source
        self.note = note
        self.assurance = assurance
    }
}

/// How far a value can be relied on.
package struct Assurance: Sendable, Equatable {
    package var quality: Quality
    /// Who would contest the value, and why.
    package var disputedBy: String

    package init(quality: Quality, disputedBy: String) {
        self.quality = quality
        self.disputedBy = disputedBy
    }

    /// What a value rests on, from the firmest ground to none.
    package enum Quality: String, CaseIterable, Sendable {
        /// A rule or figure of an official body, read there.
        case official
        /// Research with a method that can be checked.
        case published
        /// A figure told by others than who measured it.
        case secondHand
        /// A figure that an interested party paid for.
        case advocacy
        /// Nothing better was found.
        case assumption
    }
}
