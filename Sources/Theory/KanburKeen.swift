private import GSL

/// Two countries of unequal size whose people may shop across the border, or two laws between which users may choose.
///
/// A large country of size H = 1 and a small one of size h tax purchases at T and t; who lives within (T − t)/δ of the
/// border crosses it. Revenues t[h + (T − t)/δ] and T[1 − (T − t)/δ].
package struct KanburKeen {
    let size: Double  // θ = h/H
    private let travelCost = 1.0  // δ

    package init(size: Double) { self.size = size }

    private func crossing(_ small: Double, _ large: Double) -> Double { (large - small) / travelCost }

    /// The marginal revenues of both, ∂(revenue)/∂(own tax).
    private func slopes(_ small: Double, _ large: Double) -> (small: Double, large: Double) {
        let crossing = crossing(small, large)
        return (size + crossing - small / travelCost, 1 - crossing - large / travelCost)
    }

    package func nash() throws -> (small: Double, large: Double) {
        let taxes = try roots(from: [0, 0]) {
            let slopes = slopes($0[0], $0[1])
            return [slopes.small, slopes.large]
        }
        return (taxes[0], taxes[1])
    }

    /// The large country's answer to a floor above what the small one would choose.
    package func answer(toFloor floor: Double) throws -> Double {
        try root(in: 0...2) { slopes(floor, $0).large }
    }

    private func row(_ regime: String, _ small: Double, _ large: Double) -> [TheoryModel.Cell] {
        let crossing = crossing(small, large)
        return Theory.row(
            size, regime, small, large, crossing, small * (size + crossing), large * (1 - crossing))
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        var rows = try [0.25, 0.5, 0.75, 1].map {
            let model = KanburKeen(size: $0)
            let taxes = try model.nash()
            return model.row("competition", taxes.small, taxes.large)
        }
        let model = KanburKeen(size: 0.25)
        let floor = 0.625  // the middle of both taxes in competition
        rows.append(model.row("minimum tax", floor, try model.answer(toFloor: floor)))
        rows.append(model.row("harmonised", floor, floor))
        return rows
    }
}

extension TheoryModel {
    static let kanburKeen = TheoryModel(
        name: "kanbur-keen", title: "Competition between a large and a small country",
        source:
            "R. Kanbur and M. Keen (1993), Jeux Sans Frontières: Tax Competition and Tax Coordination When Countries "
            + "Differ in Size, American Economic Review 83(4), 877–892",
        read: "the abstract",
        reconstructed: "the game and its closed form, which have the paper's properties; δ = 1, H = 1",
        columns: [
            Column("size", "share", "θ = h/H: of the small country, against the large one"),
            Column("regime", "", "competition, a minimum tax of 0.625, or both taxes at 0.625"),
            Column("tax_small", "price", "t"),
            Column("tax_large", "price", "T"),
            Column("crossing", "people", "who buy in the small country and live in the large one"),
            Column("revenue_small", "value", "of the small country"),
            Column("revenue_large", "value", "of the large country"),
        ], compute: KanburKeen.rows)
}
