import Questions
import Testing

private func test(
    _ outcomes: [String], per: [String] = [], against: String? = nil, isRelative: Bool = false,
    holds: String = "> 1"
) throws -> Claim.Test {
    Claim.Test(
        outcomes: outcomes, per: per, option: "new", against: against, isRelative: isRelative,
        holds: try #require(Threshold(holds)))
}

/// `income` is 8 under the new law and 10 under the old; `cost` 2 and 0; `never` infinite; `huge` almost; `failed` not a
/// number.
private func value(_ outcome: String, _ option: String) -> Inexact {
    Inexact(level(outcome, option), within: 0)
}

private func level(_ outcome: String, _ option: String) -> Double {
    switch (outcome, option) {
    case ("income", "new"): 8
    case ("income", _): 10
    case ("cost", "new"): 2
    case ("cost", _): 0
    case ("debt", "old"): -4
    case ("debt", _): -5
    case ("never", _): .infinity
    case ("huge", _): 1e308
    default: .nan
    }
}

@Suite struct ClaimTests {
    @Test func `a quantity is a sum, a quotient, a difference or a relative change`() throws {
        #expect(try test(["income"]).quantity(value)?.value == 8)
        #expect(try test(["income", "cost"]).quantity(value)?.value == 10)
        #expect(try test(["cost"], per: ["income"]).quantity(value)?.value == 0.25)
        #expect(try test(["income"], against: "old").quantity(value)?.value == -2)
        #expect(try test(["income"], against: "old", isRelative: true).quantity(value)?.value == -0.2)
        // a debt that grows falls, whatever the sign of what it is related to
        #expect(try test(["debt"], against: "old", isRelative: true).quantity(value)?.value == -0.25)
    }

    @Test func `what a failed run or a division by 0 leaves undefined is not decided`() throws {
        #expect(try test(["failed"]).quantity(value)?.value == nil)
        #expect(try test(["cost"], against: "old", isRelative: true).quantity(value)?.value == nil)
        #expect(try test(["income"], per: ["cost"], against: "old").quantity(value)?.value == nil)
        #expect(try test(["never"], against: "old").quantity(value)?.value == nil)
        #expect(try test(["never"]).quantity(value)?.value == .infinity)
        #expect(try test(["income"], per: ["never"]).quantity(value)?.value == nil)
        #expect(try test(["huge"]).quantity(value)?.value == 1e308)
        #expect(try test(["huge", "huge"]).quantity(value)?.value == nil)
    }

    @Test(arguments: [
        ("< -0.1", -0.11, true), ("< -0.1", -0.1, false), ("<=-0.1", -0.1, true), ("> 2", 2, false),
        (" >= 2e0", 2, true), (">2035", .infinity, true),
    ])
    func `a threshold is read and held`(text: String, number: Double, holds: Bool) throws {
        #expect(try #require(Threshold(text)).holds(number) == holds)
    }

    @Test(arguments: ["", "0.1", "= 1", "< ", "< one", "< inf", "> nan", "!< 1"])
    func `what is no threshold is not read`(text: String) {
        #expect(Threshold(text) == nil)
    }
}
