import Foundation
import Testing
import Theory

/// What the papers say, read off the tables.
@Suite struct PublishedResultsTests {
    /// A table with columns by name.
    private struct Table {
        let rows: [[String: TheoryModel.Cell]]

        init(_ model: String) throws {
            let model = try #require(TheoryModel.all.first { $0.name == model })
            let names = model.columns.map(\.name)
            rows = try model.rows().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
        }

        /// Column `name` of the rows in which the other columns have these values.
        func callAsFunction(_ name: String, where values: [String: TheoryModel.Cell]) throws -> [Double] {
            let chosen = rows.filter { row in values.allSatisfy { row[$0] == $1 } }
            try #require(!chosen.isEmpty, "no row has \(values)")
            return try chosen.map { row in
                guard case .number(let value)? = row[name] else { throw NotANumber() }
                return value
            }
        }

        private struct NotANumber: Error {}
    }

    private func expect(
        _ values: [Double], _ expected: [Double], within tolerance: Double = 1e-10,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(values.count == expected.count, sourceLocation: location)
        for (value, expected) in zip(values, expected) {
            #expect(abs(value - expected) <= tolerance, sourceLocation: location)
        }
    }

    private static let ladder: [String: TheoryModel.Cell] = ["experiment": .text("fees")]
    private static let abundant = ladder.merging(["data": .text("abundant")]) { $1 }
    private static let scarce = ladder.merging(["data": .text("scarce")]) { $1 }

    // Yang and Zhang (2025)

    @Test func `proposition 7: with abundant data, free use gives most AI, income and welfare`() throws {
        let table = try Table("yang-zhang")
        for outcome in ["quality_2", "assisted_works_2", "creators_2", "welfare_2", "welfare"] {
            let values = try table(outcome, where: Self.abundant)
            #expect(values.dropFirst().allSatisfy { $0 < values[0] }, "\(outcome): \(values)")
        }
        // by hand at f = 0: X₂ = 1 and all use AI, Q₂A = 2(λ + (1 − λ)/2), costs 0.1
        let free = Self.abundant.merging(["fee": .number(0)]) { $1 }
        expect(try table("welfare_2", where: free), [1.5])
        expect(try table("consumers_2", where: free), [1.024])
        expect(try table("creators_2", where: free), [0.476])
    }

    @Test func `propositions 10 and 11: with scarce data, a fee above 0 is best`() throws {
        let table = try Table("yang-zhang")
        for outcome in ["quality_2", "welfare", "consumers"] {
            let values = try table(outcome, where: Self.scarce)
            #expect(values.dropFirst().contains { $0 > values[0] }, "\(outcome): \(values)")
        }
        // figure 10: AI quality wants a higher fee than welfare, and welfare than consumers
        let best = try ["AI quality", "welfare", "consumers"].flatMap {
            try table("fee", where: ["experiment": .text("fee best for \($0)")])
        }
        #expect(best == [0.19, 0.14, 0.13])
    }

    @Test func `proposition 10: where no one would work without AI, only a fee brings data`() throws {
        let table = try Table("yang-zhang")
        let name = TheoryModel.Cell.text("no human works unless paid")
        expect(try table("human_works_1", where: ["experiment": name]), [0, 0.091_506_331_9], within: 5e-11)
        expect(try table("quality_2", where: ["experiment": name]), [0.96, 0.974_686_248_3], within: 5e-11)
    }

    @Test
    func `proposition 12 and figure 9: AI copyright starves free training, and turns the effect of a fee`()
        throws
    {
        let table = try Table("yang-zhang")
        let experiment = TheoryModel.Cell.text("AI copyright")
        let free = try table("quality_2", where: ["experiment": experiment, "fee": .number(0)])
        let paid = try table("quality_2", where: ["experiment": experiment, "fee": .number(0.2)])
        #expect(zip(free, free.dropFirst()).allSatisfy { $0 > $1 })
        expect(
            zip(paid, free).map { $0 - $1 }, [-0.506807, -0.085944, 0.087484, 0.243635, 0.430227],
            within: 5e-7)
    }

    @Test func `surpluses add up to welfare, and the AI firm pays what it earns for its data`() throws {
        let table = try Table("yang-zhang")
        for row in table.rows {
            func number(_ name: String) throws -> Double {
                guard case .number(let value)? = row[name] else { throw CancellationError() }
                return value
            }
            let parts = try number("creators_2") + number("consumers_2") + number("fees_2")
            #expect(abs(parts - (try number("welfare_2"))) < 1e-14)
            let fee = try number("fee")
            guard fee > 0 else { continue }
            let data = log((1 - (try number("initial_quality"))) / (1 - (try number("quality_2")))) / 5
            #expect(abs(try number("fees_2") - fee * data) < 1e-13)
            guard row["data"] == .text("scarce") else { continue }
            // what creators of period 1 get beyond their sales is what the firm pays
            let first = try number("creators_1") + number("consumers_1") - number("welfare_1")
            #expect(abs(first - fee * data) < 1e-13)
        }
    }

    // Cournot (1838), Shapiro (2001)

    @Test func `independent licensors ask more than a pool, and all earn less`() throws {
        let table = try Table("royalty-stacking")
        for demand in ["1 - R", "exp(-R/0.4)", "(1 + R)^-4"] {
            let royalties = try table("royalties", where: ["demand": .text(demand)])
            let revenue = try table("revenue", where: ["demand": .text(demand)])
            #expect(zip(royalties, royalties.dropFirst()).allSatisfy { $0 < $1 })
            #expect(zip(revenue, revenue.dropFirst()).allSatisfy { $0 > $1 })
        }
        // at 0.01 a licensor, three are the most that are worth clearing: CS = 1/(2(n + 1)²) ≥ 0.01 n
        let after = try table("surplus_after_clearing", where: ["demand": .text("1 - R")])
        #expect(after.map { $0 >= 0 } == [true, true, true, false, false, false])
    }

    // Coase (1960)

    @Test func `without transaction costs, use does not depend on who owns the right`() throws {
        let table = try Table("bargaining")
        let creator = try table("use_creator_owns", where: ["experiment": .text("Coase")])
        let developer = try table("use_developer_owns", where: ["experiment": .text("Coase")])
        #expect(abs(creator[0] - developer[0]) < 1e-15)
        #expect(creator[1] < developer[1])
        // dF/dp = D = 5
        expect(try table("creator", where: ["experiment": .text("settlement")]), [1, 2.5, 4])
    }

    // Calabresi and Melamed (1972); Chatterjee and Samuelson (1983)

    @Test func `free use beats permission up to the golden ratio, and the mean harm as a rate beats both`()
        throws
    {
        let table = try Table("property-liability")
        let harm = try table("harm", where: [:])
        let free = try table("free_use", where: [:])
        let permission = try table("permission", where: [:])
        let statutory = try table("statutory", where: [:])
        expect([harm[2]], [(5.0.squareRoot() - 1) / 2], within: 1e-14)
        #expect(
            zip(free, permission).map { abs($0 - $1) < 1e-12 ? 0 : $0 > $1 ? 1 : -1 } == [1, 1, 0, -1, -1])
        for i in harm.indices {
            #expect(statutory[i] >= max(free[i], permission[i]) - 1e-15)
            let firstBest = try table("first_best", where: [:])[i]
            #expect(abs(statutory[i] - (firstBest - harm[i] * harm[i] / 24)) < 1e-14)
        }
        // 9/64, of a first best of 1/6
        expect(try table("double_auction", where: ["harm": .number(1)]), [9 / 64.0])
        expect(try table("efficiency", where: ["harm": .number(1)]), [27 / 32.0])
    }

    // Novos and Waldman (1984), Johnson (1985)

    @Test func `best protection is below full, and rises with the supply of works`() throws {
        let table = try Table("incentive-access")
        let best = try table("protection", where: [:])
        #expect(zip(best, best.dropFirst()).allSatisfy { $0 < $1 } && best.allSatisfy { 0 < $0 && $0 < 0.5 })
        // 2(1 − ε)z² + 3εz − ε = 0
        for (z, e) in zip(best, try table("supply_elasticity", where: [:])) {
            #expect(abs(2 * (1 - e) * z * z + 3 * e * z - e) < 1e-14)
        }
        expect(try table("welfare", where: ["supply_elasticity": .number(1)]), [2 / 27.0])
    }

    // Shapley (1953), Wang et al. (2024)

    @Test func `Shapley values share out all, treat equals equally, and reward splitting`() throws {
        let table = try Table("shapley-royalty")
        let whole = try table("share", where: ["game": .text("likelihood")])
        let split = try table("share", where: ["game": .text("owner 3 split")])
        expect([whole.reduce(0, +), split.reduce(0, +)], [1, 1])
        expect([try table("value", where: ["game": .text("likelihood")]).reduce(0, +)], [log(5)])
        #expect(whole[0] == whole[1] && split[2] + split[3] > whole[2])
    }

    // Hoffmann et al. (2022), Muennighoff et al. (2023), Besiroglu et al. (2024)

    @Test func `rounded constants do not give 20 tokens a parameter, those fitted again nearly do`() throws {
        let best: [String: TheoryModel.Cell] = ["experiment": .text("best for its compute")]
        let tokens = try Table("scaling-law")("tokens_per_parameter", where: best)
        #expect(tokens[0] > 90 && abs(tokens[1] - 20) < 2)
    }

    @Test
    func `four passes are worth nearly four, sixteen less than eleven, and none are worth more than R* + 1`()
        throws
    {
        let worth = try Table("scaling-law")("effective_tokens", where: ["experiment": .text("repetition")])
        expect(worth, [1, 1.97, 3.73, 10.6, 16.1], within: 0.05)
        #expect(worth.allSatisfy { $0 < 16.387756 })
    }

    @Test func `less data cost nothing where they are abundant, and more and more where they are not`() throws
    {
        let table = try Table("scaling-law")
        let rows: [String: TheoryModel.Cell] = ["experiment": .text("access to data")]
        let lost = try table("loss_above_unlimited", where: rows)
        #expect(abs(lost[0]) < 1e-14 && zip(lost, lost.dropFirst()).allSatisfy { $0 < $1 })
        let elasticity = try table("elasticity", where: rows)
        #expect(elasticity[0] == 0 && zip(elasticity, elasticity.dropFirst()).allSatisfy { $0 > $1 })
    }

    // tipping

    @Test func `a policy saves human creation only if it starts in time`() throws {
        let rows = try Table("tipping").rows.filter {
            $0["latest_start"] != .empty && $0["policy_start"] != .empty
        }
        #expect(rows.count == 7)
        for row in rows {
            guard case .number(let latest)? = row["latest_start"],
                case .number(let start)? = row["policy_start"],
                case .number(let end)? = row["share_at_end"]
            else { throw CancellationError() }
            #expect(abs(end - (start < latest ? 1 : 0)) < 1e-12)
        }
    }

    // Kanbur and Keen (1993), Zodrow and Mieszkowski (1986)

    @Test func `a floor helps both countries, and one tax for both hurts the small one`() throws {
        let table = try Table("kanbur-keen")
        let quarter: [String: TheoryModel.Cell] = ["size": .number(0.25)]
        let (small, large) = (
            try table("revenue_small", where: quarter), try table("revenue_large", where: quarter)
        )
        #expect(small[1] > small[0] && large[1] > large[0] && small[2] < small[0])
    }

    @Test func `taxes on mobile capital fall with the number of jurisdictions, to those of a small one`()
        throws
    {
        let taxes = try Table("zodrow-mieszkowski")("tax", where: [:])
        #expect(zip(taxes, taxes.dropFirst()).allSatisfy { $0 > $1 })
    }

    // Dixit and Stiglitz (1977), with AI content

    @Test func `twice the works cut the price index by the third root of two`() throws {
        let index = try Table("ces-demand")("price_index", where: ["experiment": .text("works given")])
        expect([index[0] / index[1]], [cbrt(2)], within: 1e-14)
    }
}
