import Analysis
import Foundation
import Model
import Questions
import Testing
import Theory

/// Published games of competition between places, played on a grid of what each can choose: equilibria of the finite game are the
/// grid points next to the closed forms.
@Suite struct CompetitionTests {
    /// A game in which each player chooses a number.
    private func game(_ grids: [[Double]], _ payoff: (_ player: Int, [Double]) -> Double) -> FiniteGame {
        let counts = grids.map(\.count)
        let numbering = FiniteGame(
            counts: counts, payoffs: counts.map { _ in [0] }, indifference: Indifference(share: 0))
        return FiniteGame(
            counts: counts,
            payoffs: counts.indices.map { player in
                numbering.profiles.map { profile in
                    payoff(player, zip(grids, numbering.strategies(in: profile)).map { $0[$1] })
                }
            }, indifference: Indifference(share: 1e-12))
    }

    private func grid(_ range: ClosedRange<Double>, _ steps: Int) -> [Double] {
        (0...steps).map {
            range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(steps)
        }
    }

    /// That there are equilibria, and that all lie within a step of the closed form.
    private func expect(
        _ game: FiniteGame, _ grids: [[Double]], _ expected: [Double],
        at location: SourceLocation = #_sourceLocation
    ) {
        let found = game.pureEquilibria.map { zip(grids, game.strategies(in: $0.profile)).map { $0[$1] } }
        #expect(!found.isEmpty, sourceLocation: location)
        for strategies in found {
            for (place, value) in strategies.enumerated() {
                let step = grids[place][1] - grids[place][0]
                #expect(
                    abs(value - expected[place]) <= step * (1 + 1e-9), "\(found), expected \(expected)",
                    sourceLocation: location)
            }
        }
        // where answers go from the least that each can choose
        let path = BestResponsePath(game, from: 0, .sequential)
        let end = path.profiles[path.moves.count]
        for (place, strategy) in game.strategies(in: end).enumerated() {
            let step = grids[place][1] - grids[place][0]
            #expect(
                abs(grids[place][strategy] - expected[place]) <= step * (1 + 1e-9), sourceLocation: location)
        }
    }

    // MARK: - Kanbur and Keen (1993)

    /// Revenues t[h + (T − t)] and T[1 − (T − t)], where people who cross are as many as there are at most.
    private func revenue(_ size: Double) -> (Int, [Double]) -> Double {
        { player, taxes in
            let crossing = min(max(taxes[1] - taxes[0], -size), 1)
            return player == 0 ? taxes[0] * (size + crossing) : taxes[1] * (1 - crossing)
        }
    }

    @Test(arguments: [0.25, 0.5, 0.75, 1])
    func `a small and a large country end where Kanbur and Keen have them`(size: Double) throws {
        let taxes = try KanburKeen(size: size).nash()
        #expect(abs(taxes.small - (1 + 2 * size) / 3) < 1e-12 && abs(taxes.large - (2 + size) / 3) < 1e-12)
        let grids = [grid(0...1.5, 300), grid(0...1.5, 300)]
        expect(game(grids, revenue(size)), grids, [taxes.small, taxes.large])
    }

    @Test func `a minimum tax raises both taxes, and both gain`() throws {
        let (floor, model) = (0.625, KanburKeen(size: 0.25))
        let grids = [grid(floor...1.5, 175), grid(floor...1.5, 175)]
        let bound = game(grids, revenue(0.25))
        expect(bound, grids, [floor, try model.answer(toFloor: floor)])
        let equilibrium = try #require(bound.pureEquilibria.first)
        // without the floor 0.25 and 0.5625; by the closed form 0.2734375 and 0.66015625
        #expect(abs(bound.payoffs[0][equilibrium.profile] - 0.2734375) < 0.005)
        #expect(abs(bound.payoffs[1][equilibrium.profile] - 0.66015625) < 0.005)
        #expect(
            bound.payoffs[0][equilibrium.profile] > 0.25 && bound.payoffs[1][equilibrium.profile] > 0.5625)
    }

    // MARK: - Zodrow and Mieszkowski (1986), Wilson (1986)

    /// f(k) − f'(k)k + ρk̄ + mτk with a = 2, b = k̄ = 1, m = 1.5.
    private func welfare(_ player: Int, _ taxes: [Double]) -> Double {
        let mean = taxes.reduce(0, +) / Double(taxes.count)
        let k = 1 + mean - taxes[player]
        let netReturn = 2 - 1 - mean
        return k * k / 2 + netReturn + 1.5 * taxes[player] * k
    }

    @Test(arguments: [(2, 200), (3, 40)])
    func `who competes for capital taxes it too little`(places: Int, steps: Int) throws {
        let taxes = try ZodrowMieszkowski().nash(jurisdictions: places)
        let n = Double(places)
        #expect(taxes.allSatisfy { abs($0 - n / (n - 1) / 3) < 1e-12 })
        let grids = Array(repeating: grid(0...1, steps), count: places)
        let finite = game(grids, welfare)
        expect(finite, grids, taxes)
        // together all would tax as much as they can: capital has nowhere to go
        #expect(finite.strategies(in: finite.cooperative).allSatisfy { $0 == steps })
    }

    // MARK: - Protection of works that all enjoy

    /// Works (πΣs)^ε, of which each country has w − s(π + ℓ) a work, and its share of what creators keep.
    private func enjoyment(rents: [Double]?) -> (Int, [Double]) -> Double {
        let (w, profit, loss, elasticity) = (1.0, 0.5, 0.25, 1.0)
        return { player, protection in
            let reward = profit * protection.reduce(0, +)
            let works = pow(reward, elasticity)
            let kept = rents.map { $0[player] * reward * works / (1 + elasticity) } ?? 0
            return works * (w - protection[player] * (profit + loss)) + kept
        }
    }

    @Test(arguments: [(1, 0.6667), (2, 0.4444), (5, 0.2222)])
    func `the more countries enjoy the same works, the less each protects them`(
        places: Int, published: Double
    )
        throws
    {
        // s = εw/[(J + ε)(π + ℓ)]
        let closed = 1 / (Double(places + 1) * 0.75)
        #expect(abs(closed - published) < 5e-5)
        let grids = Array(repeating: places == 5 ? grid(0.1...0.34, 8) : grid(0...1, 200), count: places)
        let finite = game(grids, enjoyment(rents: nil))
        expect(finite, grids, Array(repeating: closed, count: places))
        guard places > 1 else { return }
        // together they would protect more, whoever does it
        let alone = try #require(finite.pureEquilibria.first)
        func total(_ profile: Int) -> Double {
            zip(grids, finite.strategies(in: profile)).reduce(0) { $0 + $1.0[$1.1] }
        }
        #expect(total(finite.cooperative) > total(alone.profile))
    }

    @Test(arguments: [([0.5, 0.5], [0.571_428_6, 0.571_428_6]), ([0.8, 0.2], [0.8, 0.342_857])])
    func `who has most of the rents protects most`(rents: [Double], expected: [Double]) {
        let grids = [grid(0...1, 250), grid(0...1, 250)]
        expect(game(grids, enjoyment(rents: rents)), grids, expected)
    }

    // MARK: - Footloose compute

    @Test(arguments: [(2, 100, 0.1), (3, 40, 0.075), (10, 2, 0.055_555_6)])
    func `a levy on compute that goes where it is least is n/((n - 1)η)`(
        places: Int, steps: Int, published: Double
    ) {
        let sensitivity = 20.0
        let closed = Double(places) / (Double(places - 1) * sensitivity)
        #expect(abs(closed - published) < 1e-6)
        let around = places == 10 ? grid(closed - 0.01...closed + 0.01, steps) : grid(0...0.2, steps)
        let grids = Array(repeating: around, count: places)
        let finite = game(grids) { player, levies in
            let weights = levies.map { exp(-sensitivity * $0) }
            return levies[player] * weights[player] / weights.reduce(0, +)
        }
        expect(finite, grids, Array(repeating: closed, count: places))
    }

    // MARK: - Stacking and bargaining, by the main model's functions

    @Test(arguments: [1, 2, 3, 10, 100])
    func `what the model gives complementary holders at equal bargaining is Cournot's stack`(holders: Int)
        throws
    {
        let n = Double(holders)
        let share = shareOfComplements(holders: n, bargaining: 0.5)
        #expect(abs(share - n / (n + 1)) < 1e-15)
        let royalties = try RoyaltyStacking(demand: .linear, licensors: holders).equilibrium()
        #expect(abs(royalties.reduce(0, +) - share) < 1e-9)
    }

    @Test(arguments: [2, 3, 5], [0.1, 0.4, 0.5, 0.9])
    func `its formula is where holders end who bargain one by one for what the others leave`(
        holders: Int, weight: Double
    ) {
        var royalties = Array(repeating: 0.0, count: holders)
        for _ in 0..<2000 {
            for holder in royalties.indices {
                let others = royalties.reduce(0, +) - royalties[holder]
                royalties[holder] =
                    NashBargain(
                        value: 1 - others, developerThreat: 0, creatorThreat: 0, creatorWeight: weight
                    ).creatorIncome
            }
        }
        let share = shareOfComplements(holders: Double(holders), bargaining: weight)
        #expect(abs(royalties.reduce(0, +) - share) < 1e-9)
        // one holder alone has its weight of the surplus
        #expect(shareOfComplements(holders: 1, bargaining: weight) == weight)
    }

    @Test(arguments: [0.2, 0.4, 0.5, 0.9])
    func `a bargain maximises the product of what both gain, each to the power of its weight`(weight: Double)
    {
        let bargain = NashBargain(value: 9, developerThreat: 2, creatorThreat: 1, creatorWeight: weight)
        func product(_ income: Double) -> Double {
            weight * log(income - 1) + (1 - weight) * log(9 - income - 2)
        }
        let best = (1..<60_000).map { 1 + Double($0) * 1e-4 }.max { product($0) < product($1) }
        #expect(abs((best ?? 0) - bargain.creatorIncome) < 1e-4)
        let noSurplus = NashBargain(value: 2, developerThreat: 2, creatorThreat: 1, creatorWeight: weight)
        #expect(noSurplus.creatorIncome == 1)
    }

    @Test func `two licensors on a grid of royalties stack as Cournot has it`() {
        let grids = [grid(0...1, 300), grid(0...1, 300)]
        let finite = game(grids) { player, royalties in
            royalties[player] * max(0, 1 - royalties[0] - royalties[1])
        }
        let interior = finite.pureEquilibria.filter { finite.payoffs[0][$0.profile] > 0.05 }
        #expect(interior.count >= 1)
        for equilibrium in interior {
            for (player, strategy) in finite.strategies(in: equilibrium.profile).enumerated() {
                #expect(abs(grids[player][strategy] - 1.0 / 3) <= 1.0 / 300 * (1 + 1e-9))
            }
        }
        // a pool asks 1/2 in all
        let pooled = finite.strategies(in: finite.cooperative).enumerated().reduce(0) {
            $0 + grids[$1.offset][$1.element]
        }
        #expect(abs(pooled - 0.5) < 1e-9)
    }
}
