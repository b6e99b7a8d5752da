private import GSL

/// Taxes on capital that moves between n jurisdictions.
///
/// Output is ak − bk²/2; capital goes where f'(k) − τ is the same, ρ, and adds up to n k̄; residents own k̄ each, and a unit
/// of public funds is worth m > 1. Jurisdiction i chooses τ_i for f(k) − f'(k)k + ρk̄ + mτ_i k; each, losing capital to
/// the others, taxes too little.
package struct ZodrowMieszkowski {
    private let slope = 1.0  // b
    private let capital = 1.0  // k̄
    private let publicFunds = 1.5  // m
    private let productivity = 2.0  // a

    package init() {}

    /// ∂(welfare)/∂τ_i with ∂k_i/∂τ_i = −(n − 1)/(nb) and ∂ρ/∂τ_i = −1/n.
    private func slopes(_ taxes: [Double]) -> [Double] {
        let n = Double(taxes.count)
        let mean = taxes.reduce(0, +) / n
        return taxes.map { tax in
            let k = capital + (mean - tax) / slope
            let leaving = (n - 1) / (n * slope)
            return -slope * k * leaving - capital / n + publicFunds * (k - tax * leaving)
        }
    }

    /// The tax of each in the Nash equilibrium.
    package func nash(jurisdictions: Int) throws -> [Double] {
        try roots(from: Array(repeating: 0, count: jurisdictions)) { slopes($0) }
    }

    /// The tax of one among many, who take ρ as given: −k + m(k − τ/b) = 0 at k = k̄.
    func small() throws -> Double {
        try root(in: 0...slope * capital) { (publicFunds - 1) * capital - publicFunds * $0 / slope }
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        let model = ZodrowMieszkowski()
        let netReturn = { (tax: Double) in model.productivity - model.slope * model.capital - tax }
        return try [2, 3, 10, 100].map { n in
            let tax = try model.nash(jurisdictions: n)[0]
            return row(n, tax, netReturn(tax))
        } + [model.small()].map { row(nil, $0, netReturn($0)) }
    }
}

extension TheoryModel {
    static let zodrowMieszkowski = TheoryModel(
        name: "zodrow-mieszkowski", title: "Competition for mobile capital",
        source:
            "G. R. Zodrow and P. Mieszkowski (1986), Pigou, Tiebout, Property Taxation, and the Underprovision of Local "
            + "Public Goods, Journal of Urban Economics 19(3), 356–370; J. D. Wilson (1986), A Theory of Interregional Tax "
            + "Competition, Journal of Urban Economics 19(3), 296–315",
        read: "not the originals: a textbook model",
        reconstructed: "all: quadratic production and linear benefit; a = 2, b = 1, k̄ = 1, m = 1.5",
        columns: [
            Column("jurisdictions", "count", "n; empty where without number"),
            Column("tax", "value of a unit of capital", "τ: of each"),
            Column("net_return", "value of a unit of capital", "ρ"),
        ], compute: ZodrowMieszkowski.rows)
}
