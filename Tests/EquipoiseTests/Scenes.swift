import Equipoise

/// A scenario of the shipped world, short and with three options.
func scenario(
    _ more: String = "", horizon: String = "{end: 2030, step: 1}", setting changes: [String] = []
) throws -> Scenario {
    try Scenario(text: text(more, horizon: horizon), setting: changes)
}

func text(_ more: String = "", horizon: String = "{end: 2030, step: 1}") -> String {
    """
    title: Two rules in the UK
    horizon: \(horizon)
    compare: {against: law, from: 2026, years: 4, discountRate: 0.05}
    options:
      law: {}
      permission: {UK: [{from: 2027, over: 1, regime: permission}]}
      free: {UK: [{from: 2027, over: 1, regime: freeUse}]}

    """ + more
}
