private import GSL
private import Model

/// Human works in variety against AI content: nested constant elasticities of substitution, and free entry.
///
/// Each of N works costs c a copy and F to make and is sold at p = σc/(σ − 1); their price index is P_H = p N^{1/(1−σ)}
/// (Dixit and Stiglitz 1977). Of spending E, works get s_H = P_H^{1−ε}/(P_H^{1−ε} + aP_A^{1−ε}), and enter until
/// N = s_H E/(σF). With k = (ε − 1)/(σ − 1) < 1 some works always survive; with k > 1 none is an equilibrium too, and,
/// where AI is cheap enough, the only one.
struct CESDemand {
    var betweenKinds = 2.0  // ε
    var aiPrice = 0.4  // P_A
    private let betweenWorks = 4.0  // σ
    private let copyCost = 1.0  // c
    private let fixedCost = 2.0  // F
    private let spending = 100.0  // E
    private let aiWeight = 0.5  // a

    var price: Double { betweenWorks * copyCost / (betweenWorks - 1) }  // p
    func priceIndex(_ works: Double) -> Double { price * pow(works, 1 / (1 - betweenWorks)) }  // P_H

    func humanShare(_ works: Double, aiPrice: Double) -> Double {
        let odds = log2SpendingOdds(
            elasticity: betweenKinds, log2RelativeWorth: log2(priceIndex(works) / aiPrice))
        return 1 / (1 + aiWeight * pow(2, odds))
    }

    /// P = (P_H^{1−ε} + aP_A^{1−ε})^{1/(1−ε)}, of works and AI content together.
    func priceLevel(_ works: Double, aiPrice: Double) -> Double {
        guard works > 0 else { return aiPrice * pow(aiWeight, 1 / (1 - betweenKinds)) }
        return pow(
            2,
            log2PriceIndex(
                log2Price: log2(priceIndex(works)), log2Share: log2(humanShare(works, aiPrice: aiPrice)),
                perElasticity: 1 / (betweenKinds - 1)))
    }

    /// N̄ = E/(σF): works if all is spent on them.
    var mostWorks: Double { spending / (betweenWorks * fixedCost) }

    private func entry(_ works: Double, aiPrice: Double) -> Double {
        humanShare(works, aiPrice: aiPrice) * mostWorks - works
    }

    /// N where unstable and stable equilibria meet, for k > 1: N̄(k − 1)/k.
    var tangency: Double {
        let k = (betweenKinds - 1) / (betweenWorks - 1)
        return mostWorks * (k - 1) / k
    }

    /// Equilibria with works, in ascending order: one if k < 1, else a pair or none.
    func equilibria() throws -> [Double] {
        let smallest = 1e-9 * mostWorks
        guard betweenKinds > betweenWorks else {
            return [try root(in: smallest...mostWorks) { entry($0, aiPrice: aiPrice) }]
        }
        guard entry(tangency, aiPrice: aiPrice) > 0 else { return [] }
        return try [smallest...tangency, tangency...mostWorks].map { bracket in
            try root(in: bracket) { entry($0, aiPrice: aiPrice) }
        }
    }

    /// P_A*: below it, no works, for k > 1.
    func collapsePrice() throws -> Double {
        try root(in: 1e-3...10) { entry(tangency, aiPrice: $0) }
    }

    private func row(_ experiment: String, _ works: Double) -> [TheoryModel.Cell] {
        Theory.row(
            experiment, betweenKinds, aiPrice, works, priceIndex(works), humanShare(works, aiPrice: aiPrice),
            priceLevel(works, aiPrice: aiPrice))
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        let base = CESDemand()
        var rows = [base.row("works given", base.mostWorks), base.row("works given", 2 * base.mostWorks)]
        for betweenKinds in [1.5, 2, 3] {
            let model = CESDemand(betweenKinds: betweenKinds)
            rows += try model.equilibria().map { model.row("free entry", $0) }
        }
        var model = CESDemand(betweenKinds: 6, aiPrice: 1)
        rows += zip(["free entry (unstable)", "free entry"], try model.equilibria()).map { model.row($0, $1) }
        model.aiPrice = try model.collapsePrice()
        rows.append(model.row("on the brink", model.tangency))
        model.aiPrice = 0.4
        if try model.equilibria().isEmpty {
            rows.append(
                Theory.row(
                    "collapse", model.betweenKinds, model.aiPrice, 0.0, nil, 0.0,
                    model.priceLevel(0, aiPrice: model.aiPrice)))
        }
        return rows
    }
}

extension TheoryModel {
    static let cesDemand = TheoryModel(
        name: "ces-demand", title: "Variety, entry and collapse under cheap AI content",
        source:
            "A. K. Dixit and J. E. Stiglitz (1977), Monopolistic Competition and Optimum Product Diversity, American "
            + "Economic Review 67(3), 297–308",
        read: "not the original: a textbook model",
        reconstructed:
            "the outer nest with AI content, entry and collapse; σ = 4, c = 1, F = 2, E = 100, a = 0.5",
        columns: [
            Column("experiment", "", "a given number of works, or free entry"),
            Column("elasticity", "1", "ε: of substitution between works and AI content"),
            Column("ai_price", "price", "P_A"),
            Column("works", "count", "N"),
            Column("price_index", "price", "P_H; empty without works"),
            Column("human_share", "share", "s_H: of spending"),
            Column("price_level", "price", "P: of works and AI content together"),
        ], compute: CESDemand.rows)
}
