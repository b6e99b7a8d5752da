private import GSL

/// Shares of royalties by each owner's average contribution over all orders of joining (Shapley 1953).
///
/// For AI outputs, Wang et al. (2024) take the value of a set of owners as the log-likelihood of the output under a
/// model trained on their works: φ_i = Σ_S |S|!(n − |S| − 1)!/n! [v(S ∪ i) − v(S)], and shares φ_i/Σφ.
enum ShapleyRoyalty {
    /// φ of each member, from the value of every set, given as bits; that of none is 0.
    static func values(members: Int, value: (Int) -> Double) -> [Double] {
        // w(s) = s!(n − s − 1)!/n!
        let weights = (0..<members).map { size in
            (0..<size).reduce(1 / Double(members)) { $0 * Double($1 + 1) / Double(members - 1 - $1) }
        }
        let worth = (0..<1 << members).map(value)
        return (0..<members).map { member in
            (0..<1 << members).reduce(0) { sum, set in
                guard set & 1 << member == 0 else { return sum }
                return sum + weights[set.nonzeroBitCount] * (worth[set | 1 << member] - worth[set])
            }
        }
    }

    /// Of a developer without whom nothing has value and n owners, v = (k/n)^γ: the developer's value, the mean of v over
    /// the owners who came before.
    static func developer(owners: Int, exponent: Double) -> Double {
        (0...owners).reduce(0) { $0 + pow(Double($1) / Double(owners), exponent) } / Double(owners + 1)
    }

    /// The same with owners without number: 1/(1 + γ).
    static func developer(exponent: Double) throws -> Double {
        try integral(over: 0...1) { pow($0, exponent) }
    }

    /// What n owners get if each is paid what is lost without it alone: n[1 − (1 − 1/n)^γ], which goes to γ.
    static func marginal(owners: Int, exponent: Double) -> Double {
        Double(owners) * (1 - pow(1 - 1 / Double(owners), exponent))
    }

    private static func rows(
        _ game: String, _ names: [String], _ value: @escaping (Int) -> Double
    ) -> [[TheoryModel.Cell]] {
        let values = values(members: names.count, value: value)
        let total = values.reduce(0, +)
        return zip(names, values).map { row(game, nil, nil, $0, $1, $1 / total) }
    }

    /// v(S) = ln(1 + Σ n_i).
    private static func likelihood(_ works: [Double]) -> (Int) -> Double {
        { set in log(1 + works.indices.reduce(0) { set & 1 << $1 == 0 ? $0 : $0 + works[$1] }) }
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        var rows = rows("likelihood", ["owner 1", "owner 2", "owner 3"], likelihood([1, 1, 2]))
        rows += Self.rows(
            "owner 3 split", ["owner 1", "owner 2", "owner 3a", "owner 3b"], likelihood([1, 1, 1, 1]))
        let names = ["developer", "owner 1", "owner 2"]
        rows += Self.rows("substitutes", names) { $0 & 1 != 0 && $0 & 6 != 0 ? 1 : 0 }
        rows += Self.rows("complements", names) { $0 == 7 ? 1 : 0 }
        let five = developer(owners: 5, exponent: 0.5)
        rows.append(row("small owners", 0.5, 5, "developer", five, five))
        rows.append(row("small owners", 0.5, 5, "one owner", (1 - five) / 5, (1 - five) / 5))
        for exponent in [0.28, 0.5, 1, 2] {
            let share = try developer(exponent: exponent)
            rows.append(row("small owners", exponent, nil, "developer", share, share))
            rows.append(row("small owners", exponent, nil, "all owners", 1 - share, 1 - share))
        }
        for exponent in [0.3, 2] {
            let paid = marginal(owners: 50, exponent: exponent)
            rows.append(row("paid at the margin", exponent, 50, "all owners", paid, paid))
        }
        return rows
    }
}

extension TheoryModel {
    static let shapleyRoyalty = TheoryModel(
        name: "shapley-royalty", title: "Shapley royalty shares",
        source:
            "J. T. Wang, Z. Deng, H. Chiba-Okabe, B. Barak and W. J. Su (2024), An Economic Solution to Copyright "
            + "Challenges of Generative AI, arXiv 2404.13964; L. S. Shapley (1953), A Value for n-Person Games, "
            + "Contributions to the Theory of Games II, 307–317",
        read: "the abstract of the first, and notes on its method",
        reconstructed:
            "the games and their numbers. Splitting an owner in two raises what both get together: rows 3, 6 and 7",
        columns: [
            Column(
                "game", "",
                "ln(1 + works) of 1, 1 and 2 works; the same split; a developer with owners who replace or complete "
                    + "each other; a developer with small owners, v = (k/n)^γ; owners paid at the margin"),
            Column("exponent", "1", "γ"),
            Column("owners", "count", "n; empty where without number"),
            Column("member", "", "who"),
            Column("value", "value", "φ: Shapley value, or what is paid at the margin"),
            Column("share", "share", "of the value of all together"),
        ], compute: { try ShapleyRoyalty.rows() })
}
