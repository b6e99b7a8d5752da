import Analysis
import Foundation
import Sampling
import Testing

@Suite struct FrontierTests {
    /// A search over a function of genes, to a number of generations.
    private func front(
        _ algorithm: NSGA2, generations: Int, of aims: ([Double]) -> (aims: [Double], violation: Double)
    ) -> [Candidate] {
        func candidates(_ genes: [[Double]]) -> [Candidate] {
            genes.map {
                let found = aims($0)
                return Candidate(genes: $0, aims: found.aims, violation: found.violation)
            }
        }
        var population = candidates(algorithm.first)
        for generation in 1...generations {
            let children = candidates(algorithm.children(of: population, generation: generation))
            population = algorithm.survivors(of: population + children)
        }
        return fronts(population)[0].map { population[$0] }
    }

    /// Zitzler, Deb and Thiele (2000), whose frontier is f₂ = 1 − √f₁.
    private func zdt1(_ x: [Double]) -> [Double] {
        let g = 1 + 9 * x.dropFirst().reduce(0, +) / Double(x.count - 1)
        return [x[0], g * (1 - (x[0] / g).squareRoot())]
    }

    /// Deb, Thiele, Laumanns and Zitzler (2005), whose frontier is the part of the unit sphere in the positive octant.
    private func dtlz2(_ x: [Double]) -> [Double] {
        let g = x.dropFirst(2).reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) }
        let (a, b) = (x[0] * .pi / 2, x[1] * .pi / 2)
        return [(1 + g) * cos(a) * cos(b), (1 + g) * cos(a) * sin(b), (1 + g) * sin(a)]
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the frontier of ZDT1 is reached to one per cent of its hypervolume`(seed: UInt64) {
        let algorithm = NSGA2(dimensions: 30, size: 100, seed: seed)
        let found = front(algorithm, generations: 250) { (zdt1($0), 0) }
        // ∫ (1.1 − (1 − √f)) over 0…1, and the strip from 1 to 1.1
        let exact = 0.1 + 2.0 / 3 + 0.11
        let volume = hypervolume(found.map(\.aims), reference: [1.1, 1.1])
        #expect(volume <= exact && volume > 0.99 * exact, "\(volume) of \(exact)")
        let start = hypervolume(algorithm.first.map(zdt1), reference: [1.1, 1.1])
        #expect(start < 0.5 * exact)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `the frontier of DTLZ2 with three aims is reached to one per cent of its hypervolume`(seed: UInt64) {
        let algorithm = NSGA2(dimensions: 12, size: 300, seed: seed)
        let found = front(algorithm, generations: 250) { (dtlz2($0), 0) }
        // the cube less an eighth of the unit ball
        let exact = 8 - Double.pi / 6
        let volume = hypervolume(found.map(\.aims), reference: [2, 2, 2])
        #expect(volume <= exact && volume > 0.99 * exact, "\(volume) of \(exact)")
        let radii = found.map { $0.aims.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let middle = radii.sorted()[radii.count / 2]
        #expect(middle >= 1 - 1e-12 && middle < 1.05, "median radius \(middle)")
    }

    @Test func `a frontier under a condition keeps it, and ends where the condition does`() {
        // f = (x, y) with x + y ≥ 1: the frontier is the segment between (0, 1) and (1, 0), and the area above it 1/2
        let algorithm = NSGA2(dimensions: 2, size: 60, seed: 4)
        let found = front(algorithm, generations: 100) { ([$0[0], $0[1]], max(0, 1 - $0[0] - $0[1])) }
        #expect(found.allSatisfy { $0.isFeasible && $0.aims[0] + $0.aims[1] < 1.05 })
        let volume = hypervolume(found.map(\.aims), reference: [1, 1])
        #expect(volume > 0.48 && volume <= 0.5)
    }

    @Test(arguments: [7, 8, 9] as [UInt64])
    func `a hypervolume is that of inclusion and exclusion`(seed: UInt64) {
        for aims in 1...3 {
            let points = unitPoints(10, dimensions: aims, seed: seed, purpose: "hypervolume")
            let reference = Array(repeating: 0.9, count: aims)
            var exact = 0.0
            for subset in 1..<(1 << points.count) {
                let chosen = points.indices.filter { subset >> $0 & 1 == 1 }.map { points[$0] }
                let corner = (0..<aims).map { aim in chosen.map { $0[aim] }.max() ?? 0 }
                let volume = zip(corner, reference).reduce(1) { $0 * max(0, $1.1 - $1.0) }
                exact += chosen.count % 2 == 1 ? volume : -volume
            }
            #expect(
                abs(hypervolume(points, reference: reference) - exact) < 1e-12, "\(aims) aims, seed \(seed)")
        }
    }

    @Test func `a hypervolume counts no point beyond the reference, and none twice`() {
        let points = [[0.5, 0.5], [0.5, 0.5], [0.2, 1.5], [0.6, 0.6]]
        #expect(hypervolume(points, reference: [1, 1]) == 0.25)
        #expect(hypervolume([], reference: [1, 1]) == 0)
        #expect(hypervolume([[2, 2, 2]], reference: [1, 1, 1]) == 0)
    }

    @Test
    func `fronts are layers of domination, those that miss conditions least before those that miss more`() {
        func candidate(_ aims: [Double], _ violation: Double = 0) -> Candidate {
            Candidate(genes: [], aims: aims, violation: violation)
        }
        let candidates = [
            candidate([1, 2]), candidate([2, 1]), candidate([2, 2]), candidate([0, 0], 0.5),
            candidate([9, 9], 0.1), candidate([], .infinity), candidate([2, 1]),
        ]
        #expect(fronts(candidates) == [[0, 1, 6], [2], [4], [3], [5]])
        // by hand: the middle of three has both neighbours' gaps, each the whole width
        #expect(
            crowdingDistances([candidate([0, 2]), candidate([1, 1]), candidate([2, 0])]) == [
                .infinity, 2, .infinity,
            ])
    }

    @Test func `a generation depends on the one before and its number alone`() {
        let algorithm = NSGA2(dimensions: 3, size: 20, seed: 5)
        let parents = algorithm.first.map {
            Candidate(genes: $0, aims: [$0[0], 1 - $0[0] + $0[1]], violation: 0)
        }
        let again = NSGA2(dimensions: 3, size: 20, seed: 5)
        #expect(algorithm.children(of: parents, generation: 4) == again.children(of: parents, generation: 4))
        #expect(algorithm.children(of: parents, generation: 4) != again.children(of: parents, generation: 5))
        #expect(algorithm.children(of: parents, generation: 4).joined().allSatisfy { (0...1).contains($0) })
    }
}
