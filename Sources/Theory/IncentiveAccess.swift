private import GSL

/// How strong protection should be: it pays for works, and keeps people from them.
///
/// Copies cost z, which protection raises, and the author sells at z ≤ ½ to demand 1 − p. Works grow with the profit of
/// one as N = π^ε.
struct IncentiveAccess {
    let supplyElasticity: Double  // ε

    func profit(_ z: Double) -> Double { z * (1 - z) }  // π
    func consumerSurplus(_ z: Double) -> Double { (1 - z) * (1 - z) / 2 }
    func works(_ z: Double) -> Double { pow(profit(z), supplyElasticity) }  // N

    /// W = π^ε [CS + π/(1 + ε)]: authors' costs are all that less profitable works would have earned.
    func welfare(_ z: Double) -> Double {
        works(z) * (consumerSurplus(z) + profit(z) / (1 + supplyElasticity))
    }

    /// Best protection z*, where W'/π^{ε−1} = επ'[CS + π/(1 + ε)] + π[CS' + π'/(1 + ε)] is 0.
    func bestProtection() throws -> Double {
        try root(in: 0...0.5) { z in
            let slope = 1 - 2 * z
            return supplyElasticity * slope * (consumerSurplus(z) + profit(z) / (1 + supplyElasticity))
                + profit(z) * (z - 1 + slope / (1 + supplyElasticity))
        }
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        try [0.1, 0.5, 1, 2, 5].map { elasticity in
            let model = IncentiveAccess(supplyElasticity: elasticity)
            let z = try model.bestProtection()
            return row(
                elasticity, z, model.works(z), model.profit(z), model.consumerSurplus(z), model.welfare(z),
                model.welfare(0.5))
        }
    }
}

extension TheoryModel {
    static let incentiveAccess = TheoryModel(
        name: "incentive-access", title: "The trade-off between incentive and access",
        source:
            "I. E. Novos and M. Waldman (1984), The Effects of Increased Copyright Protection: An Analytic Approach, "
            + "Journal of Political Economy 92(2), 236–246; W. R. Johnson (1985), The Economics of Copying, Journal of "
            + "Political Economy 93(1), 158–174",
        read: "the abstracts",
        reconstructed:
            "all: the smallest model with their trade-off, in which authors price at the cost of copying",
        columns: [
            Column("supply_elasticity", "1", "ε: of works to an author's profit"),
            Column("protection", "price", "z*: best cost of copying"),
            Column("works", "index", "N = π^ε"),
            Column("profit", "value", "π: of a work"),
            Column("consumer_surplus", "value", "of a work"),
            Column("welfare", "value", "W at best protection"),
            Column("welfare_full_protection", "value", "W at z = 1/2, where the author is a monopolist"),
        ], compute: IncentiveAccess.rows)
}
