import Analysis
import Output

/// What tables say of a box.
extension Column<Box> {
    static let ofBoxes = [
        Column("points", "Points in the box") { $0.count },
        Column("cases", "Points in the box for which the condition holds") { $0.cases },
        Column("coverage", "Share of all cases that are in the box") { $0.coverage },
        Column("density", "Share of the box's points that are cases") { $0.density },
        Column("mass", "Share of all points that are in the box") { $0.mass },
    ]
}

/// A limit of a box, with its quasi-p-values.
struct BoxLimit {
    let box: Box
    /// Of all points.
    let whole: Limits
    let input: Int
    let name: String
    let quasiPLow: Double?
    let quasiPHigh: Double?

    init(
        _ box: Box, _ limit: (input: Int, low: Double?, high: Double?), _ name: String, in whole: Limits
    ) {
        self.box = box
        self.whole = whole
        input = limit.input
        self.name = name
        (quasiPLow, quasiPHigh) = (limit.low, limit.high)
    }

    private var interval: ClosedRange<Double> { Proportion(box.cases, of: box.count).interval }

    static let columns: [Column<BoxLimit>] =
        Column<Box>.ofBoxes.map { $0.of { $0.box } } + [
            Column("density_low", "Lower end of the 95 % interval of the density (Wilson)") {
                $0.interval.lowerBound
            },
            Column("density_high", "Upper end of the same") { $0.interval.upperBound },
            Column("input", "Input that has a limit") { $0.name },
            Column("low", "Lower limit, which belongs to the box; empty without one") {
                $0.box.low($0.input, in: $0.whole)
            },
            Column("high", "Upper limit, which belongs to the box; empty without one") {
                $0.box.high($0.input, in: $0.whole)
            },
            Column("least", "Smallest value of the input among all points") { $0.whole.low[$0.input] },
            Column("most", "Largest value of the input among all points") { $0.whole.high[$0.input] },
            Column(
                "quasi_p_low",
                "How likely as many cases would be if the lower limit told nothing (Bryant and Lempert 2010); small is good"
            ) { $0.quasiPLow },
            Column("quasi_p_high", "The same of the upper limit") { $0.quasiPHigh },
        ]
}
