/// The dimensions of policy space: a regime gives each of them a value.
package enum Lever: Int, CaseIterable, Sendable {
    case exceptionScope, reservable, enforcement, transparency, collectiveCoverage, statutoryRate
    case labelling, outputProtection, reach, zoneIncentive

    package var name: String { "\(self)" }

    package var declaration: Declaration {
        switch self {
        case .exceptionScope:
            .init(
                "X", .shareOfWorks, .share, section: 2,
                "share of works that an exception lets developers train on without a licence")
        case .reservable:
            .init(
                "R", .share, .share, section: 2,
                "how far an owner's reservation binds: 1 by law, less where only custom or barriers bind")
        case .enforcement:
            .init(
                "E", .share, .share, section: 2,
                "share of use that needs a licence and has none which the law stops, before transparency")
        case .transparency:
            .init("T", .share, .share, section: 2, "strength of the duty to disclose training data")
        case .collectiveCoverage:
            .init(
                "c", .share, .share, section: 6, "share of protected works that a collective licence offers")
        case .statutoryRate:
            .init(
                "s", .shareOfRevenue, .share, section: 6,
                "remuneration for use under the exception, share of generative-AI revenue")
        case .labelling:
            .init("L", .share, .share, section: 5, "strength of the duty to label AI content")
        case .outputProtection:
            .init("O", .share, .share, section: 5, "strength of copyright in AI outputs")
        case .reach:
            .init(
                "chi", .share, .share, section: 1,
                "share of foreign developers' business here that must follow this law")
        case .zoneIncentive:
            .init(
                "z", .share, .share, section: 9,
                "public support of AI capital, as a share of gross margin")
        }
    }
}
