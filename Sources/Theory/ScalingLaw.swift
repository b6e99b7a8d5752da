private import GSL
private import Model

/// Loss of a language model from parameters and data, some of it read more than once.
///
/// L = E + A N^{−α} + B D^{−β} (Hoffmann et al. 2022, equation 2), with compute C = 6ND, and D replaced, for data of U
/// unique tokens, by D' = U + U R* (1 − e^{−R/R*}) with R = D/U − 1 repetitions (Muennighoff et al. 2023).
struct ScalingLaw {
    let name: String
    let irreducible: Double  // E
    let parameterScale: Double  // A
    let dataScale: Double  // B
    let parameterExponent: Double  // α
    let dataExponent: Double  // β

    /// As rounded in the text of the paper.
    static let hoffmann = ScalingLaw(
        name: "Hoffmann et al.", irreducible: 1.69, parameterScale: 406.4, dataScale: 410.7,
        parameterExponent: 0.34, dataExponent: 0.28)
    static let besiroglu = ScalingLaw(
        name: "Besiroglu et al.", irreducible: 1.8172, parameterScale: 482.01, dataScale: 2085.43,
        parameterExponent: 0.3478, dataExponent: 0.3658)

    /// R* of data (Muennighoff et al. 2023, appendix A): the most that repeating adds, in units of U.
    static let mostRepetition = 15.387756

    /// D', and its elasticity to D.
    static func effective(_ tokens: Double, unique: Double?) -> (tokens: Double, elasticity: Double) {
        guard let unique, tokens > unique else { return (tokens, 1) }
        let fading = exp(-(tokens / unique - 1) / mostRepetition)
        let effective = unique * (1 + mostRepetition * (1 - fading))
        return (effective, fading * tokens / effective)
    }

    /// - Parameters:
    ///   - parameters: N.
    ///   - tokens: D, or D' where some are read again.
    func loss(parameters: Double, tokens: Double) -> Double {
        irreducible + scalingLoss(parameters, scale: parameterScale, exponent: parameterExponent)
            + scalingLoss(tokens, scale: dataScale, exponent: dataExponent)
    }

    struct Optimum {
        let parameters: Double  // N
        let tokens: Double  // D
        let effective: Double  // D'
        let loss: Double
        /// d ln(L − E) / d ln U at the optimum: what more data would give.
        let elasticity: Double
    }

    /// The least loss for a compute of C, where αA N^{−α} = βB D'^{−β} · d ln D'/d ln D.
    func optimum(compute: Double, unique: Double? = nil) throws -> Optimum {
        let tokens = { (logParameters: Double) in compute / 6 * exp(-logParameters) }
        // between 10⁶ and 10¹⁵ parameters
        let logParameters = try root(in: log(1e6)...log(1e15)) { x in
            let (effective, elasticity) = Self.effective(tokens(x), unique: unique)
            return parameterExponent * scalingLoss(exp(x), scale: parameterScale, exponent: parameterExponent)
                - dataExponent * scalingLoss(effective, scale: dataScale, exponent: dataExponent) * elasticity
        }
        let read = tokens(logParameters)
        let (effective, elasticity) = Self.effective(read, unique: unique)
        let loss = loss(parameters: exp(logParameters), tokens: effective)
        // D' is homogeneous of degree 1 in D and U
        let ofData =
            -dataExponent * scalingLoss(effective, scale: dataScale, exponent: dataExponent)
            * (1 - elasticity)
        return Optimum(
            parameters: exp(logParameters), tokens: read, effective: effective, loss: loss,
            elasticity: ofData / (loss - irreducible))
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        var rows: [[TheoryModel.Cell]] = []
        for law in [hoffmann, besiroglu] {
            let (n, d) = (70e9, 1.4e12)
            rows.append(
                row(
                    "Chinchilla", law.name, 6 * n * d, nil, n, d, d / n, nil, d,
                    law.loss(parameters: n, tokens: d), nil, nil))
            let best = try law.optimum(compute: 5.76e23)
            rows.append(
                row(
                    "best for its compute", law.name, 5.76e23, nil, best.parameters, best.tokens,
                    best.tokens / best.parameters, nil, best.effective, best.loss, nil, nil))
        }
        for passes in [1.0, 2, 4, 16, 64] {
            let worth = effective(passes, unique: 1).tokens
            rows.append(
                row("repetition", nil, nil, 1.0, nil, passes, nil, passes, worth, nil, nil, nil))
        }
        rows.append(
            row(
                "repetition without end", nil, nil, 1.0, nil, nil, nil, nil, 1 + mostRepetition, nil, nil, nil
            ))
        let unlimited = try hoffmann.optimum(compute: 1e25).loss
        for unique in [1e14, 1e13, 3e12, 1e12, 3e11, 1e11] {
            let best = try hoffmann.optimum(compute: 1e25, unique: unique)
            rows.append(
                row(
                    "access to data", hoffmann.name, 1e25, unique, best.parameters, best.tokens,
                    best.tokens / best.parameters, best.tokens / unique, best.effective, best.loss,
                    best.loss - unlimited, best.elasticity))
        }
        return rows
    }
}

extension TheoryModel {
    static let scalingLaw = TheoryModel(
        name: "scaling-law", title: "The scaling law with repeated data",
        source:
            "J. Hoffmann et al. (2022), Training Compute-Optimal Large Language Models, arXiv 2203.15556; N. Muennighoff "
            + "et al. (2023), Scaling Data-Constrained Language Models, arXiv 2305.16264; T. Besiroglu, E. Erdil, "
            + "M. Barnett and J. You (2024), Chinchilla Scaling: A Replication Attempt, arXiv 2404.10102",
        read: "the abstracts, and passages with the equations and fitted constants",
        reconstructed:
            "the numbers. Repetition counts for data alone, and not for parameters beyond what the data can use. The "
            + "rounded constants of Hoffmann et al. do not give their own 20 tokens a parameter; those of Besiroglu "
            + "et al. nearly do",
        columns: [
            Column(
                "experiment", "",
                "Chinchilla itself; the best size for a compute; what passes are worth; less data"),
            Column("constants", "", "whose"),
            Column("compute", "floating-point operations", "C = 6ND"),
            Column("unique_tokens", "tokens", "U; empty where without limit"),
            Column("parameters", "count", "N"),
            Column("tokens", "tokens", "D: read, repetitions counted"),
            Column("tokens_per_parameter", "tokens", "D/N"),
            Column("passes", "1", "D/U"),
            Column("effective_tokens", "tokens", "D': worth as many tokens read once"),
            Column("loss", "nats a token", "L"),
            Column("loss_above_unlimited", "nats a token", "L less that with data without limit"),
            Column("elasticity", "1", "of L − E to U"),
        ], compute: ScalingLaw.rows)
}
