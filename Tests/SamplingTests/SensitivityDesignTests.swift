import Questions
import Sampling
import Scenarios
import Testing

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
                #expect(move.length == (to[move.input] > from[move.input] ? 0.5 : -0.5))
                #expect(levels.contains { abs($0 - to[1]) < 1e-15 })
                if move.input == 1 { #expect(abs(abs(to[1] - from[1]) - 0.15) < 1e-15) }
            }
        }
        #expect(Set(design.moves.map { $0.map(\.input) }).count > 3)
    }

    @Test func `every step changes a discrete input, and reaches each of its values`() throws {
        let text = """
            vary:
            - {parameter: valueTail, distribution: {discrete: {1.5: 9, 2.5: 1}}}
            - {parameter: labelEffect, grid: [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]}
            - {parameter: openDataShare, distribution: {discrete: {0.7: 1, 0.3: 1, 0.5: 998}}}
            design: {method: sobol, runs: 64, seed: 3}
            """
        let design = try SensitivityDesign.morris(scene(text).scenario, count: 64, levels: 4)
        let rows = rows(design)
        let all = [[1.5, 2.5], (0..<8).map { Double($0) * 0.05 }, [0.3, 0.5, 0.7]]
        for input in 0..<3 {
            let reached = Set(rows.map { $0[input] }).sorted()
            #expect(
                zip(reached, all[input]).allSatisfy { abs($0 - $1) < 1e-12 }
                    && reached.count == all[input].count)
        }
        for (trajectory, moves) in design.moves.enumerated() {
            for (step, move) in moves.enumerated() {
                let (from, to) = (rows[4 * trajectory + step], rows[4 * trajectory + step + 1])
                for input in 0..<3 { #expect((from[input] != to[input]) == (input == move.input)) }
                func place(_ row: [Double]) -> Double {
                    Double(all[move.input].firstIndex { abs($0 - row[move.input]) < 1e-12 } ?? -1)
                }
                // values passed, as a share of all
                #expect(move.length == (place(to) - place(from)) / Double(all[move.input].count))
                #expect(abs(move.length) == (move.input == 2 ? 1.0 / 3 : 0.5))
            }
        }
        #expect(design.notes.count == 1 && design.notes[0].contains("valueTail, openDataShare"))
        // 128 values of A and B: one of 1,000 is told, and one of ten is not
        let indices = try SensitivityDesign.saltelli(scene(text).scenario, count: 64, second: false)
        #expect(
            indices.notes == ["openDataShare is 0.3 in about one of 1000 draws, of which 128 may have none"])
    }

    @Test func `a single value, which no step can change, is refused for trajectories`() throws {
        let scenario = try scene(
            "vary: [{parameter: labelEffect, grid: [0.1]}, {parameter: valueTail, distribution: range}]\n"
                + "design: {method: sobol, runs: 8}\n"
        ).scenario
        #expect {
            try SensitivityDesign.morris(scenario, count: 8, levels: 4)
        } throws: { error in
            (error as? SamplingError)?.message.contains("labelEffect has one value, which no step can change")
                ?? false
        }
        #expect(throws: Never.self) { try SensitivityDesign.saltelli(scenario, count: 8, second: false) }
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
