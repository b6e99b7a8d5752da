import Scenarios
import Simulation
import Testing

@testable import Sampling

@Suite struct SensitivityDesignTests {
    private static let text = """
        vary:
        - {parameter: valueTail, distribution: {lognormal: [0.5, 0.2]}}
        - {parameter: labelEffect, distribution: {uniform: [0, 0.3]}}
        - {parameter: openDataShare, grid: [0.3, 0.5, 0.7, 0.9]}
        design: {method: sobol, runs: 64, seed: 3}
        """

    private func rows(_ design: SensitivityDesign) -> [[Double]] {
        let width = design.points.inputs.count
        return (0..<design.points.count).map { point in
            Array(design.points.values[point * width..<(point + 1) * width])
        }
    }

    @Test func `runs of a base point mix A and B one input at a time, in SALib's order`() throws {
        let scenario = try scene(Self.text).scenario
        let rows = rows(try .saltelli(scenario, count: 64, second: true))
        #expect(rows.count == 64 * 8)
        for point in 0..<64 {
            let run = rows[point * 8..<(point + 1) * 8].map { $0 }
            let (a, b) = (run[0], run[7])
            for i in 0..<3 {
                for j in 0..<3 {
                    #expect(run[1 + i][j] == (i == j ? b[j] : a[j]))
                    #expect(run[4 + i][j] == (i == j ? a[j] : b[j]))
                }
            }
        }
        // without interactions, the same A and B
        let short = self.rows(try .saltelli(scenario, count: 64, second: false))
        #expect(short.count == 64 * 5)
        #expect(short[0] == rows[0] && short[4] == rows[7] && short[5] == rows[8])
    }

    @Test func `A and B are even together, each a sample of the distributions`() throws {
        let rows = rows(try .saltelli(scene(Self.text).scenario, count: 64, second: false))
        let (a, b) = (
            stride(from: 0, to: 320, by: 5).map { rows[$0] },
            stride(from: 4, to: 320, by: 5).map { rows[$0] }
        )
        for sample in [a, b] {
            // a net of 64 points has one in each of 64 equal parts of a dimension
            let parts = Set(sample.map { Int($0[1] / 0.3 * 64) })
            #expect(parts.count == 64)
            for value in [0.3, 0.5, 0.7, 0.9] { #expect(sample.count { $0[2] == value } == 16) }
        }
        // independent of one another: four standard deviations
        let products = zip(a, b).map { ($0[1] / 0.3 - 0.5) * ($1[1] / 0.3 - 0.5) * 12 }
        #expect(abs(products.reduce(0, +) / 64) < 4 / 64.0.squareRoot())
    }

    @Test func `trajectories move every input once, by half of its probability`() throws {
        let scenario = try scene(Self.text).scenario
        let design = try SensitivityDesign.morris(scenario, count: 20, levels: 4)
        let rows = rows(design)
        #expect(rows.count == 80 && design.moves.count == 20)
        // middles of four equally likely parts of uniform [0, 0.3]
        let levels = [0.125, 0.375, 0.625, 0.875].map { $0 * 0.3 }
        for (trajectory, moves) in design.moves.enumerated() {
            #expect(moves.map(\.input).sorted() == [0, 1, 2])
            for (step, move) in moves.enumerated() {
                let (from, to) = (rows[4 * trajectory + step], rows[4 * trajectory + step + 1])
                for input in 0..<3 {
                    #expect((from[input] != to[input]) == (input == move.input))
                }
                #expect((to[move.input] > from[move.input]) == move.isUp)
                #expect(levels.contains { abs($0 - to[1]) < 1e-15 })
                if move.input == 1 { #expect(abs(abs(to[1] - from[1]) - 0.15) < 1e-15) }
            }
        }
        #expect(Set(design.moves.map { $0.map(\.input) }).count > 3)
    }

    @Test func `the order of the file changes no input's values`() throws {
        let turned = """
            vary:
            - {parameter: openDataShare, grid: [0.3, 0.5, 0.7, 0.9]}
            - {parameter: valueTail, distribution: {lognormal: [0.5, 0.2]}}
            - {parameter: labelEffect, distribution: {uniform: [0, 0.3]}}
            design: {method: sobol, runs: 64, seed: 3}
            """
        let one = rows(try .saltelli(scene(Self.text).scenario, count: 8, second: false))
        let other = rows(try .saltelli(scene(turned).scenario, count: 8, second: false))
        #expect(one[0] == [other[0][1], other[0][2], other[0][0]])
        #expect(one[39] == [other[39][1], other[39][2], other[39][0]])
    }

    @Test func `correlated inputs and too few points are refused`() throws {
        let correlated = Self.text.replacing(
            "seed: 3", with: "seed: 3, correlations: [{between: [valueTail, labelEffect], rank: 0.5}]")
        let scenario = try scene(correlated).scenario
        #expect(throws: SamplingError.self) {
            _ = try SensitivityDesign.saltelli(scenario, count: 8, second: false)
        }
        let free = try scene(Self.text).scenario
        #expect(throws: SamplingError.self) {
            _ = try SensitivityDesign.morris(free, count: 1, levels: 4)
        }
    }
}
