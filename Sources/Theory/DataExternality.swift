/// What your data says of others: two users with types of unit variance and correlation ρ, and data with unit noise.
///
/// The leak about a user is the fall in the variance of her type that data bring. A platform that has the other's data
/// pays for hers only what they add, so that prices fall with ρ though the value of the data does not.
struct DataExternality {
    let correlation: Double  // ρ
    private let noise = 1.0

    /// Var(X₁) − Var(X₁ | S₁, S₂) = c' Σ^{-1} c with c = (1, ρ) and Σ = [[1 + noise, ρ], [ρ, 1 + noise]].
    var leakOfBoth: Double {
        let own = 1 + noise
        let determinant = own * own - correlation * correlation
        return (own - 2 * correlation * correlation + own * correlation * correlation) / determinant
    }

    /// If only the other user shares: ρ²/(1 + noise).
    var leakOfOther: Double { correlation * correlation / (1 + noise) }

    /// Of one user's data, against v, the value of a unit of leak.
    var price: Double { leakOfBoth - leakOfOther }

    static func rows() -> [[TheoryModel.Cell]] {
        [0, 0.3, 0.6, 0.9, 1].map {
            let model = DataExternality(correlation: $0)
            return row(
                $0, model.leakOfBoth, model.leakOfOther, model.price, model.price / model.leakOfBoth)
        }
    }
}

extension TheoryModel {
    static let dataExternality = TheoryModel(
        name: "data-externality", title: "Too much data: prices under data externalities",
        source:
            "D. Acemoglu, A. Makhdoumi, A. Malekian and A. Ozdaglar (2022), Too Much Data: Prices and Inefficiencies in "
            + "Data Markets, American Economic Journal: Microeconomics 14(4), 218–256, doi 10.1257/mic.20200200",
        read: "the abstract",
        reconstructed: "the case of two users and its numbers, which were not compared with the paper's",
        columns: [
            Column("correlation", "1", "ρ: of the users' types"),
            Column("leak_both", "variance", "about a user, if both share"),
            Column("leak_other", "variance", "about a user, if only the other shares"),
            Column("price", "value of a unit of leak", "of a user's data, given the other's"),
            Column("price_of_value", "share", "price against what both users' data tell of her"),
        ], compute: DataExternality.rows)
}
