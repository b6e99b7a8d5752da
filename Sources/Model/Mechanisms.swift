// Mechanisms from the literature that stand alone, so that published models call the same code.

/// What n holders of complementary rights, each with bargaining weight b, take of the surplus together:
/// n b / (1 + (n − 1) b), Cournot's n/(n + 1) at b = 1/2.
@inline(__always)
package func shareOfComplements<N: Number>(holders: N, bargaining: N) -> N {
    holders * bargaining / (1 + (holders - 1) * bargaining)
}

/// How fast a practice spreads to a ceiling by innovation p and imitation q: (p + qF)(ceiling − F) (Bass 1969).
@inline(__always)
package func diffusion<N: Number>(innovation: N, imitation: N, reached: N, ceiling: N) -> N {
    (innovation + imitation * reached) * (ceiling - reached)
}

/// What a party with bargaining weight θ takes of the surplus of an agreement (Nash 1950; weights by Harsanyi and Selten 1972).
@inline(__always)
package func bargained<N: Number>(surplus: N, weight: N) -> N { surplus * weight }

/// log₂ of what is spent on one kind of goods for each unit spent on another, at a constant elasticity of substitution σ:
/// (σ − 1) log₂ of the one's worth for its price in units of the other's.
@inline(__always)
package func log2SpendingOdds<N: Number>(elasticity: N, log2RelativeWorth: N) -> N {
    (elasticity - 1) * log2RelativeWorth
}

/// log₂ of the price index over all goods at a constant elasticity of substitution σ, from that of some of them and the share of
/// spending that goes to these: P = P₁ s₁^{1/(σ−1)} (Feenstra 1994).
@inline(__always)
package func log2PriceIndex<N: Number>(log2Price: N, log2Share: N, perElasticity: N) -> N {
    perElasticity * log2Share + log2Price
}

/// Puts the losses that a neural scaling law gives in the place of its inputs: scale × input^{−exponent} (Hoffmann et al. 2022).
@inline(__always)
func scalingLosses<N: Number>(_ inputs: Row<N>, scale: N, exponent: N) {
    inputs.powers(-exponent)
    for i in 0..<inputs.count { inputs[i] = scale * inputs[i] }
}

/// The loss for one input.
package func scalingLoss(_ input: Double, scale: Double, exponent: Double) -> Double {
    var arena = Arena<Double>()
    defer { arena.free() }
    let row = arena.row(1)
    row[0] = input
    scalingLosses(row, scale: scale, exponent: exponent)
    return row[0]
}
