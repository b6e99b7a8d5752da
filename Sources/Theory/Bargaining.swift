private import GSL
private import Model

/// A licence bargained for in the shadow of what happens without one.
package struct NashBargain {
    var value: Double  // V − τ, what a licence is worth to both less what it costs to conclude
    var developerThreat: Double  // d_A
    var creatorThreat: Double  // d_C
    var creatorWeight: Double  // θ

    package init(value: Double, developerThreat: Double, creatorThreat: Double, creatorWeight: Double) {
        self.value = value
        self.developerThreat = developerThreat
        self.creatorThreat = creatorThreat
        self.creatorWeight = creatorWeight
    }

    /// S = V − τ − d_A − d_C; below 0 there is no licence.
    var surplus: Double { value - developerThreat - creatorThreat }

    /// u_C, which maximises (u_C − d_C)^θ (V − τ − u_C − d_A)^{1−θ} (Nash 1950, weights by Harsanyi and Selten 1972).
    package var creatorIncome: Double {
        creatorThreat + bargained(surplus: max(surplus, 0), weight: creatorWeight)
    }

    /// Settling a suit that the creator wins with probability p: no pie but the costs saved, and threats
    /// −(pD + L_A) and pD − L_C, so that F = pD + θL_A − (1 − θ)L_C. Use does not depend on p; only the payment does.
    static func settlement(
        probability: Double, damages: Double, developerCost: Double, creatorCost: Double,
        creatorWeight: Double
    ) -> NashBargain {
        NashBargain(
            value: 0, developerThreat: -(probability * damages + developerCost),
            creatorThreat: probability * damages - creatorCost, creatorWeight: creatorWeight)
    }

    /// Coase (1960): the share of works used where v ~ U[0, 1], c ~ U[0, h] and dealing costs τ, by who owns the right.
    static func use(harm h: Double, cost: Double) throws -> (creatorOwns: Double, developerOwns: Double) {
        (
            try integral(over: 0...h) { max(0, 1 - $0 - cost) / h },
            1 - (try integral(over: 0...h) { max(0, $0 - cost) / h })
        )
    }

    private func row(_ experiment: String, _ probability: Double?) -> [TheoryModel.Cell] {
        Theory.row(
            experiment, creatorWeight, developerThreat, creatorThreat, value, probability, surplus,
            creatorIncome, value - creatorIncome, nil, nil, nil)
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        try [0, 0.4, 0.5, 1].map {
            NashBargain(value: 10 - 1, developerThreat: 2, creatorThreat: 1, creatorWeight: $0)
                .row("licence", nil)
        }
            + [0.2, 0.5, 0.8].map {
                settlement(
                    probability: $0, damages: 5, developerCost: 0.6, creatorCost: 0.4, creatorWeight: 0.4
                )
                .row("settlement", $0)
            }
            + [0, 0.1].map {
                let use = try use(harm: 0.5, cost: $0)
                return Theory.row(
                    "Coase", nil, nil, nil, nil, nil, nil, nil, nil, $0, use.creatorOwns, use.developerOwns)
            }
    }
}

extension TheoryModel {
    static let bargaining = TheoryModel(
        name: "bargaining", title: "Nash bargaining, litigation's shadow and Coase",
        source:
            "J. F. Nash (1950), The Bargaining Problem, Econometrica 18(2), 155–162, doi 10.2307/1907266; "
            + "R. H. Coase (1960), The Problem of Social Cost, Journal of Law and Economics 3, 1–44",
        read: "not the originals: textbook results",
        reconstructed:
            "all; licence: V = 10, cost of concluding 1; suit: damages 5, costs 0.6 (developer) and 0.4 (creator); "
            + "Coase: harm uniform on [0, 0.5]",
        columns: [
            Column("experiment", "", "licence, settlement of a suit, or use by who owns the right (Coase)"),
            Column("creator_weight", "share", "θ"),
            Column("developer_threat", "money", "d_A: without agreement"),
            Column("creator_threat", "money", "d_C: without agreement"),
            Column("value", "money", "V − τ: to be shared, after the cost of concluding"),
            Column("infringement", "probability", "p: that the creator wins the suit"),
            Column("surplus", "money", "S: of agreeing"),
            Column("creator", "money", "u_C = d_C + θS; in a settlement, what is paid"),
            Column("developer", "money", "u_A = d_A + (1 − θ)S"),
            Column("transaction_cost", "value of a work", "τ: of a deal, in the experiment of Coase"),
            Column("use_creator_owns", "share", "works used if the creator owns the right"),
            Column("use_developer_owns", "share", "works used if the developer does"),
        ], compute: NashBargain.rows)
}
