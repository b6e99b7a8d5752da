import Analysis
import Testing

/// Points that other programs make from the same formula: x[i][j] = ((i + 1) * sqrt(prime[j])) % 1, j = 0 … 3.
///
/// Expected values are of ema_workbench 2.5.3 (`prim.Prim(x, y.astype(int), threshold=0.1, peel_alpha=…,
/// paste_alpha=0.05, mass_min=0.05).find_box()`), scikit-learn 1.9.1 and SciPy.
private func column(_ prime: Double, count: Int = 1000) -> [Double] {
    (1...count).map { (Double($0) * prime.squareRoot()).truncatingRemainder(dividingBy: 1) }
}

private let columns = [2.0, 3, 5, 7].map { column($0) }
private let noise = column(11)

/// `((a > 0.3) & (a < 0.7) & (b > 0.55)) | (d > 0.93)`
private let clean = (0..<1000).map { i in
    (columns[0][i] > 0.3 && columns[0][i] < 0.7 && columns[1][i] > 0.55) || columns[3][i] > 0.93
}

/// `((a > 0.3) & (a < 0.9) & (b > 0.45) & (e < most)) | (e > 0.95)`
private func noisy(_ most: Double) -> [Bool] {
    (0..<1000).map { i in
        (columns[0][i] > 0.3 && columns[0][i] < 0.9 && columns[1][i] > 0.45 && noise[i] < most)
            || noise[i] > 0.95
    }
}

private func tuples(_ boxes: [Box]) -> [[Int]] { boxes.map { [$0.count, $0.cases, $0.restricted.count] } }

@Suite struct PrimTests {
    @Test func `the peeling trajectory is that of the EMA Workbench`() {
        let boxes = Prim(columns, clean).trajectory()
        let counts = [
            1000, 950, 902, 856, 813, 772, 733, 696, 661, 627, 595, 565, 536, 509, 483, 458, 435, 413, 392,
            372,
            353, 335, 318, 302, 286, 271, 257, 244, 231, 219, 208, 197, 187, 177,
        ]
        let cases = [
            237, 234, 231, 227, 224, 221, 218, 216, 214, 212, 209, 207, 204, 202, 199, 196, 195, 194, 193,
            192,
            190, 190, 189, 188, 187, 186, 185, 184, 183, 181, 180, 179, 179, 177,
        ]
        #expect(boxes.map(\.count) == counts)
        #expect(boxes.map(\.cases) == cases)
        #expect(
            boxes[33].limits
                == Limits(
                    low: [
                        0.30021536249915926, 0.5535700050864989, 0.0007331374358727771, 0.0011476659078653029,
                    ],
                    high: [
                        0.6961389616426459, 0.9996299037240988, 0.9990937922925696, 0.9997529644119822,
                    ]))
        #expect(boxes[33].density == 1 && boxes[33].coverage == 177.0 / 237 && boxes[33].mass == 0.177)
    }

    @Test func `quasi-p-values are those of the EMA Workbench`() throws {
        let prim = Prim(columns, clean)
        let found = prim.quasiPValues(prim.trajectory()[20], among: Array(0..<1000))
        try #require(found.map(\.input) == [0, 1])
        let (low, high) = (try #require(found[0].low), try #require(found[0].high))
        #expect(abs(low / 3.081176063791604e-11 - 1) < 1e-9)
        #expect(abs(high / 1.6921806749225752e-13 - 1) < 1e-9)
        #expect(abs(try #require(found[1].low) / 0.00027897178588081413 - 1) < 1e-9)
        #expect(found[1].high == nil)
    }

    @Test(arguments: [
        (
            0.6,
            [
                [1000, 252, 0], [600, 234, 1], [360, 186, 2], [216, 135, 2], [129, 92, 2], [77, 57, 3],
                [80, 60, 3],
            ]
        ),
        (
            0.8,
            [
                [1000, 314, 0], [600, 296, 1], [360, 236, 2], [216, 167, 2], [129, 113, 2], [77, 74, 2],
                [80, 77, 2], [83, 80, 2], [86, 83, 2], [89, 86, 2], [91, 88, 2], [96, 93, 2],
            ]
        ),
    ])
    func `large peels are pasted back as by the EMA Workbench`(most: Double, expected: [[Int]]) {
        var settings = Prim.Settings()
        settings.peel = 0.4
        #expect(tuples(Prim(columns, noisy(most), settings).trajectory()) == expected)
    }

    @Test func `an input of few levels is peeled level by level`() {
        // c = floor(5 c) / 4; y = (c >= 0.5) & (b > 0.4)
        var stepped = columns
        stepped[2] = stepped[2].map { ($0 * 5).rounded(.down) / 4 }
        let y = (0..<1000).map { stepped[2][$0] >= 0.5 && stepped[1][$0] > 0.4 }
        let boxes = Prim(stepped, y).trajectory()
        #expect(
            boxes.map(\.count) == [1000, 800, 601, 570, 541, 513, 487, 462, 438, 416, 395, 375, 356])
        #expect(boxes[12].limits.low[1...2] == [0.40808968661849576, 0.375])
        #expect(boxes[12].density == 1 && boxes[12].coverage == 356.0 / 360)
    }

    @Test func `a second box is found among the points that the first leaves`() {
        let prim = Prim(columns, clean)
        let first = prim.trajectory()[33]
        let left = (0..<1000).filter { !first.limits.contains(columns, $0) }
        let boxes = prim.trajectory(among: left)
        #expect(boxes[0].count == 823 && boxes[0].cases == 60)
        // what is left are the cases of d > 0.93
        let last = boxes[boxes.count - 1]
        #expect(last.restricted == [3] && last.density > 0.9 && abs(last.limits.low[3] - 0.93) < 0.01)
    }

    @Test func `halves of the points restrict the inputs that matter, and seldom the others`() {
        let prim = Prim(columns, clean)
        let found = prim.resamplingFrequencies(prim.trajectory()[33], resamples: 20, seed: 1)
        #expect(found[0].density == 1 && found[1].density == 1 && found[0].coverage == 1)
        #expect(found[2].density < 0.5)
        let again = prim.resamplingFrequencies(prim.trajectory()[33], resamples: 20, seed: 1)
        #expect(found.map(\.coverage) == again.map(\.coverage))
    }

    @Test func `what everything or nothing satisfies has one box`() {
        #expect(Prim(columns, clean.map { _ in true }).trajectory().count == 1)
        let none = Prim(columns, clean.map { _ in false }).trajectory()
        #expect(none.count == 1 && none[0].coverage == 0 && none[0].density == 0)
        #expect(Prim([[0.5]], [true]).trajectory().count == 1)
    }

    @Test func `the tree has the leaves of scikit-learn`() {
        // DecisionTreeClassifier(min_samples_leaf=50).fit(x, y)
        let leaves = ClassificationTree(Prim(columns, clean)).leaves
        #expect(leaves.map { [$0.count, $0.cases] } == Self.leaves)
        #expect(leaves.reduce(0) { $0 + $1.coverage } == 1)
    }

    private static let leaves = [[510, 0], [128, 0], [167, 167], [125, 0], [70, 70]]

    @Test(arguments: [
        // scipy.stats.binom.sf(k - 1, n, p)
        (60, 100, 0.5, 0.028443966820490444), (900, 5000, 0.15, 3.810751777295541e-09),
        (4, 4, 0.2, 0.0016), (0, 10, 0.3, 1), (3, 10, 0, 0), (3, 10, 1, 1),
    ])
    func `binomial tails are those of SciPy`(cases: Int, count: Int, p: Double, expected: Double) {
        let found = binomialTail(cases, of: count, p)
        #expect(abs(found - expected) <= 1e-10 * expected)
    }
}
