private import GSL

/// Fair use in two periods: what creators are paid for training data, and whether AI-assisted work has copyright.
///
/// Creators of skill x ~ U[0, 1] choose human work (cost c_H, of high quality with probability x), AI-assisted work
/// (cost c_A and price p, of high quality with probability λX + (1 − λ)x) or none. High-quality work is worth 1; its
/// creator appropriates β, or φβ if AI-assisted. High-quality human works of period 1 train the AI of period 2, at f a
/// work. Equation numbers are those of Yang and Zhang (2025), arXiv 2402.17801v2; values are the baseline of its figures.
struct YangZhang {
    enum Data: String { case abundant, scarce }

    /// Why data is bought as it is: what is free is all used; the firm's demand meets none, part or all of the supply.
    enum Rationing: String { case free, unsold = "none", partial, full }

    var data: Data  // stock of old works: Q₀ → ∞ or Q₀ = 0
    var fee = 0.0  // f
    var copyright = 0.6  // φ
    var initialQuality = 0.4  // X₁
    private let humanCost = 0.3  // c_H
    private let assistedCost = 0.05  // c_A
    private let aiWeight = 0.6  // λ
    private let appropriation = 0.6  // β
    private let growth = 2.0  // M, creators in period 2; in period 1 there is a mass of 1
    private let learning = 5.0  // k

    init(_ data: Data, fee: Double = 0, copyright: Double = 0.6, initialQuality: Double = 0.4) {
        (self.data, self.fee, self.copyright, self.initialQuality) = (data, fee, copyright, initialQuality)
    }

    /// φβ
    private var assistedReward: Double { copyright * appropriation }

    /// (8) and Table 1: skills between `lower` and `upper` use AI, those above work alone.
    ///
    /// - Parameters:
    ///   - m: λφβX − p, what the AI adds to a user's income.
    ///   - reward: β, with the expected licence fee on top in period 1 under scarcity.
    private func skills(_ m: Double, reward: Double) -> (lower: Double, upper: Double) {
        let ownSkill = (1 - aiWeight) * assistedReward
        let humanOnly = humanCost / reward  // x_HO
        guard m > assistedCost - ownSkill * humanOnly else { return (humanOnly, humanOnly) }
        let lower = (assistedCost - m) / ownSkill  // x_AO
        let upper = (m + humanCost - assistedCost) / (reward - ownSkill)  // x_HA
        return (max(0, lower), min(1, upper))
    }

    /// Corollary 1: one period with `mass` creators, AI of quality X at price p.
    struct Period {
        let lower: Double
        let upper: Double
        let human: Double  // Q_H, high-quality works
        let assisted: Double  // Q_A
        let fees: Double  // r
        let creators: Double  // u
        let consumers: Double  // s
        let welfare: Double  // w
    }

    private func period(mass: Double, quality x: Double, price p: Double, reward: Double) -> Period {
        let (low, high) = skills(aiWeight * assistedReward * x - p, reward: reward)
        let human = mass * (1 - high * high) / 2
        let assisted =
            mass * aiWeight * x * (high - low) + mass * (1 - aiWeight) * (high * high - low * low) / 2
        let fees = mass * p * (high - low)
        let costs = mass * (humanCost * (1 - high) + assistedCost * (high - low))
        return Period(
            lower: low, upper: high, human: human, assisted: assisted, fees: fees,
            creators: reward * human + assistedReward * assisted - costs - fees,
            consumers: (1 - appropriation) * human + (1 - assistedReward) * assisted,
            welfare: human + assisted - costs)
    }

    private func first(reward: Double) -> Period {
        period(mass: 1, quality: initialQuality, price: 0, reward: reward)
    }

    /// q(X₂; X₁) = ln[(1 − X₁)/(1 − X₂)]/k: the data that quality X₂ takes.
    private func dataNeeded(_ quality: Double) -> Double {
        log((1 - initialQuality) / (1 - quality)) / learning
    }

    private func quality(fromData works: Double) -> Double {
        1 - (1 - initialQuality) * exp(-learning * works)
    }

    /// (14)–(16): the firm gives its users the most, m = λφβX₂ − p₂, and pays for its data: M p₂ (x̄ − x̲) ≥ f q(X₂; X₁).
    ///
    /// Who uses AI depends on m alone, so that the best quality for each m is in closed form, q'(X₂) = M (x̄ − x̲)λφβ/f,
    /// and the largest m without a loss is a root.
    private func firm(upTo cap: Double) throws -> (quality: Double, price: Double) {
        guard fee > 0 else { return (cap, 0) }
        let worth = aiWeight * assistedReward
        let users = { (m: Double) in
            let (lower, upper) = skills(m, reward: appropriation)
            return growth * (upper - lower)
        }
        let best = { (m: Double) in
            let value = learning * users(m) * worth
            return value > 0 ? min(max(1 - fee / value, initialQuality), cap) : initialQuality
        }
        let profit = { (m: Double) in
            (worth * best(m) - m) * users(m) - fee * dataNeeded(best(m))
        }
        let grid = (0...400).map { worth * (initialQuality + (cap - initialQuality) * Double($0) / 400) }
        // below it, rounding decides the sign
        guard let i = grid.indices.dropLast().last(where: { profit(grid[$0]) > 1e-15 }) else {
            return (initialQuality, 0)
        }
        let m = try root(in: grid[i]...grid[i + 1], of: profit)
        return (best(m), worth * best(m) - m)
    }

    struct Solution {
        let rationing: Rationing?
        let reward: Double
        let quality: Double  // X₂
        let price: Double  // p₂
        let first: Period
        let second: Period
        var consumers: Double { first.consumers + second.consumers }
        var welfare: Double { first.welfare + second.welfare }
    }

    /// Both periods. With scarce data, creators of period 1 expect β + f·Q_C/Q_1H a work, Q_C being what the firm buys
    /// ((22)–(33)): all of it where it would take more than there is.
    func solve() throws -> Solution {
        let unpaid = first(reward: appropriation).human
        if data == .abundant { return try solution(nil, reward: appropriation, upTo: 1) }
        if fee == 0 { return try solution(.free, reward: appropriation, upTo: quality(fromData: unpaid)) }
        let demand = try dataNeeded(firm(upTo: 1).quality)
        if demand <= 0 { return try solution(.unsold, reward: appropriation, upTo: 1) }
        let paid = first(reward: appropriation + fee).human
        if demand >= paid {
            return try solution(.full, reward: appropriation + fee, upTo: quality(fromData: paid))
        }
        let supply = try root(in: demand...paid) {
            first(reward: appropriation + fee * demand / $0).human - $0
        }
        return try solution(.partial, reward: appropriation + fee * demand / supply, upTo: 1)
    }

    private func solution(_ rationing: Rationing?, reward: Double, upTo cap: Double) throws -> Solution {
        let (quality, price) = try firm(upTo: cap)
        return Solution(
            rationing: rationing, reward: reward, quality: quality, price: price,
            first: first(reward: reward),
            second: period(mass: growth, quality: quality, price: price, reward: appropriation))
    }

    /// (7) in period 1: qualities from which anybody, everybody who works and everybody uses AI: X_A, X_N, X_H.
    private func thresholds(reward: Double) -> (some: Double, entry: Double, all: Double) {
        let (worth, ownSkill) = (aiWeight * assistedReward, (1 - aiWeight) * assistedReward)
        return (
            (assistedCost - ownSkill * humanCost / reward) / worth, assistedCost / worth,
            (assistedCost + reward - ownSkill - humanCost) / worth
        )
    }

    func row(_ experiment: String) throws -> [TheoryModel.Cell] {
        let s = try solve()
        let t = thresholds(reward: s.reward)
        return Theory.row(
            experiment, data.rawValue, copyright, initialQuality, fee, s.rationing?.rawValue, s.reward,
            t.some,
            t.entry, t.all, s.first.lower, s.first.upper, s.first.human, s.first.assisted, s.first.creators,
            s.first.consumers, s.first.welfare, s.quality, s.price, s.second.human, s.second.assisted,
            s.second.fees, s.second.creators, s.second.consumers, s.second.welfare, s.consumers, s.welfare)
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        var rows: [[TheoryModel.Cell]] = []
        for data in [Data.abundant, .scarce] {
            for fee in [0, 0.05, 0.1, 0.15, 0.2, 0.3, 1] {
                rows.append(try YangZhang(data, fee: fee).row("fees"))
            }
        }
        for copyright in [0.2, 0.4, 0.6, 0.8, 1] {
            for fee in [0, 0.2] {
                rows.append(try YangZhang(.scarce, fee: fee, copyright: copyright).row("AI copyright"))
            }
        }
        for fee in [0, 0.05] {
            rows.append(
                try YangZhang(.scarce, fee: fee, initialQuality: 0.96).row("no human works unless paid"))
        }
        let hundredths = (0...100).map { Double($0) / 100 }
        let fees = try hundredths.map { YangZhang(.scarce, fee: $0) }.map { ($0, try $0.solve()) }
        let rights = try hundredths.dropFirst().map { YangZhang(.abundant, copyright: $0) }
            .map { ($0, try $0.solve()) }
        for (experiment, candidates, outcome) in [
            ("fee best for AI quality", fees, \Solution.quality), ("fee best for welfare", fees, \.welfare),
            ("fee best for consumers", fees, \.consumers),
            ("AI copyright best for welfare", rights, \.welfare),
            ("AI copyright best for consumers", rights, \.consumers),
        ] {
            // the first of equals
            let best = candidates.dropFirst().reduce(candidates[0]) {
                $1.1[keyPath: outcome] > $0.1[keyPath: outcome] ? $1 : $0
            }
            rows.append(try best.0.row(experiment))
        }
        return rows
    }
}

extension TheoryModel {
    static let yangZhang = TheoryModel(
        name: "yang-zhang", title: "A dynamic model of fair use and AI copyright",
        source:
            "S. A. Yang and A. H. Zhang (2025), Generative AI and Copyright: A Dynamic Perspective, arXiv 2402.17801v2",
        read: "the full text; the equations are the paper's",
        reconstructed:
            "the numbers: the paper draws figures and prints no tables. Its fixed points are solved numerically, and best "
            + "fees are on a grid of 0.01",
        columns: [
            Column("experiment", "", "what varies"),
            Column("data", "", "old works to train on: abundant (Q0 without limit) or scarce (none)"),
            Column("ai_copyright", "share", "φ: what AI-assisted work appropriates, against human work"),
            Column("initial_quality", "probability", "X1: quality of AI in period 1"),
            Column("fee", "value of a work", "f: paid for a work trained on"),
            Column(
                "rationing", "",
                "scarce data: free, or the works bought: none, a part (partial) or all (full)"),
            Column("reward_1", "value of a work", "β, and in period 1 the licence fee that creators expect"),
            Column("threshold_some", "probability", "X_A: quality from which some use AI in period 1"),
            Column("threshold_entry", "probability", "X_N: quality from which skill 0 uses AI in period 1"),
            Column("threshold_all", "probability", "X_H: quality from which all use AI in period 1"),
            Column("lower_skill_1", "share", "skill from which creators work, with AI, in period 1"),
            Column("upper_skill_1", "share", "skill from which they work without AI"),
            Column("human_works_1", "works", "Q1H: high-quality human works in period 1"),
            Column("assisted_works_1", "works", "Q1A: high-quality AI-assisted works"),
            Column("creators_1", "value of a work", "u1: creators' income, with licence fees"),
            Column("consumers_1", "value of a work", "s1: consumers' surplus"),
            Column("welfare_1", "value of a work", "w1: works less costs"),
            Column("quality_2", "probability", "X2: quality of AI in period 2"),
            Column("price_2", "value of a work", "p2: price of AI"),
            Column("human_works_2", "works", "Q2H"),
            Column("assisted_works_2", "works", "Q2A"),
            Column("fees_2", "value of a work", "r2: the AI firm's revenue, which pays for its data"),
            Column("creators_2", "value of a work", "u2"),
            Column("consumers_2", "value of a work", "s2"),
            Column("welfare_2", "value of a work", "w2 = u2 + s2 + r2"),
            Column("consumers", "value of a work", "s1 + s2"),
            Column("welfare", "value of a work", "w1 + w2"),
        ], compute: YangZhang.rows)
}
