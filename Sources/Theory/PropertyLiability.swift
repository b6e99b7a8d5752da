private import GSL

/// Property rule, liability rule and free use where each side knows only its own value.
///
/// A work is worth v ~ U[0, 1] to the developer and costs its creator c ~ U[0, h] in use, h ≤ 1. A rule decides from
/// which v a work with cost c is used, and what is spent on the way.
enum RightsRule {
    case firstBest
    case freeUse
    /// Property: the creator makes an offer that is taken or left; a deal costs the user τ.
    case permission(cost: Double)
    /// Liability: anybody may use at a rate s.
    case statutory(rate: Double)
    /// Creators with c > k reserve at a cost k, and reserved works are not used.
    case optOut(cost: Double)
    /// Property, by a double auction in linear strategies (Chatterjee and Samuelson 1983), for h = 1.
    case doubleAuction

    /// Used from which v, at what cost to the user, and what the creator spends.
    private func terms(_ c: Double) -> (threshold: Double, perUse: Double, spent: Double) {
        switch self {
        case .firstBest: (c, 0, 0)
        case .freeUse: (0, 0, 0)
        case .permission(let cost): ((1 + c + cost) / 2, cost, 0)
        case .statutory(let rate): (rate, 0, 0)
        case .optOut(let cost): c > cost ? (1, 0, cost) : (0, 0, 0)
        case .doubleAuction: (c + 0.25, 0, 0)
        }
    }

    /// Expected surplus a work, E ∫ (v − c − costs) over what is used.
    func surplus(harm h: Double) throws -> Double {
        try integral(over: 0...h) { c in
            let (threshold, perUse, spent) = terms(c)
            let t = min(threshold, 1)
            return ((1 - t * t) / 2 - (c + perUse) * (1 - t) - spent) / h
        }
    }

    /// The best statutory rate: the work at the margin is worth the mean harm.
    static func bestRate(harm h: Double) throws -> Double {
        let mean = try integral(over: 0...h) { $0 / h }
        return try root(in: 0...h) { $0 - mean }
    }

    /// The harm at which free use and permission without cost are equally good: (√5 − 1)/2.
    static func flip() throws -> Double {
        try root(in: 0.1...1) { h in
            try freeUse.surplus(harm: h) - permission(cost: 0).surplus(harm: h)
        }
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        try [0.2, 0.4, flip(), 0.8, 1].map { h in
            let rate = try bestRate(harm: h)
            let best = try firstBest.surplus(harm: h)
            let auction = try h == 1 ? doubleAuction.surplus(harm: h) : nil
            return row(
                h, best, try freeUse.surplus(harm: h), try permission(cost: 0).surplus(harm: h),
                try permission(cost: 0.1).surplus(harm: h), rate, try statutory(rate: rate).surplus(harm: h),
                try statutory(rate: 2 * rate).surplus(harm: h), try optOut(cost: 0.05).surplus(harm: h),
                auction, auction.map { $0 / best })
        }
    }
}

extension TheoryModel {
    static let propertyLiability = TheoryModel(
        name: "property-liability", title: "Property, liability or free use under private information",
        source:
            "G. Calabresi and A. D. Melamed (1972), Property Rules, Liability Rules, and Inalienability, Harvard Law "
            + "Review 85(6), 1089–1128; K. Chatterjee and W. Samuelson (1983), Bargaining under Incomplete Information, "
            + "Operations Research 31(5), 835–851",
        read: "not the originals: textbook results",
        reconstructed:
            "all: the uniform case and its rules; free use is better than permission exactly below h = (√5 − 1)/2, "
            + "the third row",
        columns: [
            Column("harm", "value of a work", "h: creators' costs are uniform on [0, h]"),
            Column("first_best", "value of a work", "expected surplus a work if used where v > c"),
            Column("free_use", "value of a work", "if all are used"),
            Column("permission", "value of a work", "if creators make an offer, and deals cost nothing"),
            Column("permission_costly", "value of a work", "if a deal costs 0.1"),
            Column("statutory_rate", "value of a work", "best rate: the mean harm"),
            Column("statutory", "value of a work", "at that rate"),
            Column("statutory_doubled", "value of a work", "at twice that rate"),
            Column("opt_out", "value of a work", "if reserving costs 0.05 and reserved works are not used"),
            Column("double_auction", "value of a work", "linear double auction; for h = 1"),
            Column("efficiency", "share", "of the double auction against the first best"),
        ], compute: RightsRule.rows)
}
