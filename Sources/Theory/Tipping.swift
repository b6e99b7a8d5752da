private import GSL

/// Human and AI creation as rival ways of working, of which the more common pays more.
///
/// Replicator dynamics: x' = x(1 − x)(ax + f − π_A), with x the share of human creation, ax its pay, f what a policy adds
/// and π_A the pay of AI creation. Above x̄ = (π_A − f)/a human creation takes over, below it vanishes, so that a policy
/// which would save it must start while x > x̄(f).
struct Tipping {
    let slope = 1.0  // a
    let aiPay = 0.4  // π_A
    let start: Double  // x₀
    let policy: Double  // f
    /// When the policy starts; nil for never.
    let policyStart: Double?
    static let horizon = 200.0

    func threshold(policy: Double) -> Double { (aiPay - policy) / slope }

    private func rate(_ x: Double, policy: Double) -> Double {
        x * (1 - x) * (slope * x + policy - aiPay)
    }

    /// ∫ dx/|x'| from x₀ down to x̄(f), without policy: the latest start that saves human creation, if it needs saving and
    /// can be saved.
    func latestStart() throws -> Double? {
        let rescued = threshold(policy: policy)
        guard start < threshold(policy: 0), start > rescued else { return nil }
        return try integral(over: rescued...start) { -1 / rate($0, policy: 0) }
    }

    /// x at the start of the policy and at the horizon.
    func shares() throws -> (atStart: Double?, atEnd: Double) {
        var x = start
        var time = 0.0
        guard let policyStart else {
            try advance(&x, &time, to: Self.horizon, policy: 0)
            return (nil, x)
        }
        if policyStart > 0 { try advance(&x, &time, to: policyStart, policy: 0) }
        let atStart = x
        try advance(&x, &time, to: Self.horizon, policy: policy)
        return (atStart, x)
    }

    private func advance(_ x: inout Double, _ time: inout Double, to end: Double, policy: Double) throws {
        var integrator = try Integrator(.rk8pd, dimension: 1, relative: 1e-13, absolute: 1e-15) {
            [self] _, x, rate in rate[0] = self.rate(x[0], policy: policy)
        }
        try integrator.advance(&time, to: end, state: &x)
        // the integrator's error may leave the interval that the equation does not leave
        x = min(max(x, 0), 1)
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        let cases: [(start: Double, policy: Double, policyStart: Double?)] =
            [(0.35, 0.1, nil), (0.45, 0.1, nil), (0.25, 0.1, 0)]
            + [0, 1, 2, 3, 3.1, 3.2, 4].map { (0.35, 0.1, $0) }
        return try cases.map { start, policy, policyStart in
            let model = Tipping(start: start, policy: policy, policyStart: policyStart)
            let shares = try model.shares()
            return row(
                start, model.threshold(policy: 0), model.threshold(policy: policy), try model.latestStart(),
                policyStart, shares.atStart, shares.atEnd)
        }
    }
}

extension TheoryModel {
    static let tipping = TheoryModel(
        name: "tipping", title: "Tipping between human and AI creation, and how long policy may wait",
        source:
            "F. Baumann, E. Akçay and J. B. Plotkin (2026), Generative Artificial Intelligence Reduces Social Welfare "
            + "through Model Collapse, arXiv 2604.21853; P. D. Taylor and L. B. Jonker (1978), Evolutionary Stable "
            + "Strategies and Game Dynamics, Mathematical Biosciences 40, 145–156",
        read: "the abstract of the first, whose replicator dynamics have more strategies",
        reconstructed: "all: the smallest replicator equation that tips; a = 1, π_A = 0.4, policy f = 0.1",
        columns: [
            Column("human_share", "share", "x₀: of human creation at time 0"),
            Column("threshold", "share", "without policy: below it human creation vanishes"),
            Column("threshold_with_policy", "share", "the same under the policy"),
            Column("latest_start", "time", "of a policy that saves; empty where none is needed or none can"),
            Column("policy_start", "time", "empty: never"),
            Column("share_at_policy_start", "share", "x then"),
            Column("share_at_end", "share", "x at time 200"),
        ], compute: Tipping.rows)
}
