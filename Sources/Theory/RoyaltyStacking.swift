private import GSL
private import Model

/// Royalties on one product by several licensors who set them apart, and by a pool.
///
/// Each of n licensors chooses r_i to maximise r_i Q(R), R = Σ r: Q(R) + r_i Q'(R) = 0. It asks −Q/Q' whatever the
/// others ask, so that the sum passes what a pool (n = 1) would ask, and all earn less: Cournot (1838, chapter IX) on
/// copper and zinc, Shapiro (2001) on patents. Works to train on are not such complements: of any two, one replaces
/// the other at the margin.
package struct RoyaltyStacking {
    package enum Demand {
        case linear  // Q = 1 − R
        case exponential(scale: Double)  // Q = e^{−R/m}
        case isoElastic(elasticity: Double, cost: Double)  // Q = (c + R)^{−ε}, with an equilibrium for ε > n

        func quantity(_ royalty: Double) -> Double {
            switch self {
            case .linear: max(0, 1 - royalty)
            case .exponential(let scale): exp(-royalty / scale)
            case .isoElastic(let elasticity, let cost): pow(cost + royalty, -elasticity)
            }
        }

        /// −Q/Q': the royalty that one licensor asks.
        func asked(_ royalty: Double) -> Double {
            switch self {
            case .linear: 1 - royalty
            case .exponential(let scale): scale
            case .isoElastic(let elasticity, let cost): (cost + royalty) / elasticity
            }
        }

        /// ∫ Q from R to the price at which nothing is sold.
        func consumerSurplus(_ royalty: Double) throws -> Double {
            if case .linear = self { return try integral(over: royalty...1, of: quantity) }
            return try integral(from: royalty, of: quantity)
        }
    }

    let demand: Demand
    let licensors: Int

    package init(demand: Demand, licensors: Int) {
        self.demand = demand
        self.licensors = licensors
    }

    /// Each licensor's royalty in the Nash equilibrium.
    package func equilibrium() throws -> [Double] {
        try roots(from: Array(repeating: 0, count: licensors)) { royalties in
            let total = royalties.reduce(0, +)
            return royalties.map { demand.asked(total) - $0 }
        }
    }

    /// R for linear demand by the main model's rule, at equal bargaining.
    private var shareOfSurplus: Double? {
        guard case .linear = demand else { return nil }
        return shareOfComplements(holders: Double(licensors), bargaining: 0.5)
    }

    /// What finding and dealing with one licensor costs the user.
    private static let clearingCost = 0.01

    func row(_ name: String) throws -> [TheoryModel.Cell] {
        let royalties = try equilibrium()
        let total = royalties.reduce(0, +)
        let (quantity, surplus) = (demand.quantity(total), try demand.consumerSurplus(total))
        return Theory.row(
            name, licensors, royalties[0], total, shareOfSurplus, quantity, total * quantity, surplus,
            total * quantity + surplus, surplus - Double(licensors) * Self.clearingCost)
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        try [1, 2, 3, 4, 10, 100].map { try RoyaltyStacking(demand: .linear, licensors: $0).row("1 - R") }
            + [1, 2, 3].map {
                try RoyaltyStacking(demand: .exponential(scale: 0.4), licensors: $0).row("exp(-R/0.4)")
            }
            + [1, 2, 3].map {
                try RoyaltyStacking(demand: .isoElastic(elasticity: 4, cost: 1), licensors: $0)
                    .row("(1 + R)^-4")
            }
    }
}

extension TheoryModel {
    static let royaltyStacking = TheoryModel(
        name: "royalty-stacking", title: "Royalty stacking and pools",
        source:
            "A. Cournot (1838), Recherches sur les principes mathématiques de la théorie des richesses, chapter IX; "
            + "C. Shapiro (2001), Navigating the Patent Thicket, Innovation Policy and the Economy 1, 119–150",
        read: "not the originals: a textbook model; abstracts of later work",
        reconstructed:
            "all: the textbook game with three demands chosen here; the cost of clearing is 0.01 a licensor",
        columns: [
            Column("demand", "quantity", "Q as a function of the sum of royalties R"),
            Column("licensors", "count", "n; 1 is a pool"),
            Column("royalty", "price", "of one licensor"),
            Column("royalties", "price", "R: of all"),
            Column("share_of_surplus", "share", "R by the main model's rule, n/(n + 1); for linear demand"),
            Column("quantity", "quantity", "Q"),
            Column("revenue", "value", "RQ: of all licensors"),
            Column("consumer_surplus", "value", "∫ Q above R"),
            Column("welfare", "value", "their sum"),
            Column(
                "surplus_after_clearing", "value",
                "consumers' surplus less 0.01 a licensor; below 0 nobody clears"),
        ], compute: RoyaltyStacking.rows)
}
