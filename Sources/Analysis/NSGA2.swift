private import Model
private import Sampling

/// The genetic algorithm NSGA-II for two or more aims (Deb, Pratap, Agarwal and Meyarivan 2002), with simulated binary crossover
/// and polynomial mutation that keep to the bounds.
///
/// A generation depends on the one before, the seed and its number alone, so that a search can stop and go on anywhere.
package struct NSGA2: Sendable {
    private let dimensions: Int
    private let size: Int
    private let seed: UInt64

    private static let crossoverProbability = 0.9
    private static let crossoverIndex = 15.0
    private static let mutationIndex = 20.0

    /// - Parameters:
    ///   - size: of the population, even.
    package init(dimensions: Int, size: Int, seed: UInt64) {
        self.dimensions = dimensions
        self.size = size
        self.seed = seed
    }

    /// Genes of the first generation.
    package var first: [[Double]] {
        unitPoints(size, dimensions: dimensions, seed: seed, purpose: "first generation")
    }

    /// Genes of as many children as there are parents.
    /// - Parameter generation: number of the children's generation.
    package func children(of parents: [Candidate], generation: Int) -> [[Double]] {
        var chances = Chances(Generator(seed: seed, path: "generation \(generation)"))
        let standing = Self.standing(parents)
        func winner() -> [Double] {
            let (a, b) = (chances.number(below: parents.count), chances.number(below: parents.count))
            return parents[standing[b] < standing[a] ? b : a].genes
        }
        var children: [[Double]] = []
        while children.count < size {
            var pair = (winner(), winner())
            cross(&pair.0, &pair.1, &chances)
            mutate(&pair.0, &chances)
            mutate(&pair.1, &chances)
            children += [pair.0, pair.1]
        }
        return children
    }

    /// The best of parents and children, as many as the population has.
    package func survivors(of candidates: [Candidate]) -> [Candidate] {
        let standing = Self.standing(candidates)
        let order = candidates.indices.sorted { standing[$0] < standing[$1] }
        // in their old order, so that what follows does not depend on how they compare
        return order.prefix(size).sorted().map { candidates[$0] }
    }

    /// Where a candidate stands among others: by front, then the lonelier first, then by number.
    private struct Standing: Comparable {
        let front: Int
        let distance: Double
        let number: Int

        static func < (a: Standing, b: Standing) -> Bool {
            (a.front, -a.distance, a.number) < (b.front, -b.distance, b.number)
        }
    }

    private static func standing(_ candidates: [Candidate]) -> [Standing] {
        var standing = candidates.indices.map { Standing(front: 0, distance: 0, number: $0) }
        for (rank, front) in fronts(candidates).enumerated() {
            let distances = crowdingDistances(front.map { candidates[$0] })
            for (number, distance) in zip(front, distances) {
                standing[number] = Standing(front: rank, distance: distance, number: number)
            }
        }
        return standing
    }

    /// Simulated binary crossover within bounds (Deb and Agrawal 1995; Deb 2000).
    private func cross(_ a: inout [Double], _ b: inout [Double], _ chances: inout Chances) {
        guard chances.next() <= Self.crossoverProbability else { return }
        let exponent = Self.crossoverIndex + 1
        for i in 0..<dimensions {
            let (takes, chance, swaps) = (chances.next() <= 0.5, chances.next(), chances.next() <= 0.5)
            let (low, high) = (min(a[i], b[i]), max(a[i], b[i]))
            guard takes, high - low > 1e-14 else { continue }
            /// How far a child spreads towards a bound, in units of the parents' distance.
            func spread(_ room: Double) -> Double {
                let alpha = 2 - power(1 + 2 * room / (high - low), -exponent)
                return chance <= 1 / alpha
                    ? power(chance * alpha, 1 / exponent) : power(1 / (2 - chance * alpha), 1 / exponent)
            }
            let first = 0.5 * (low + high - spread(low) * (high - low))
            let second = 0.5 * (low + high + spread(1 - high) * (high - low))
            a[i] = min(max(swaps ? second : first, 0), 1)
            b[i] = min(max(swaps ? first : second, 0), 1)
        }
    }

    /// Polynomial mutation within bounds, of one gene on average (Deb and Goyal 1996).
    private func mutate(_ genes: inout [Double], _ chances: inout Chances) {
        let exponent = Self.mutationIndex + 1
        for i in 0..<dimensions {
            let (takes, chance) = (chances.next() <= 1 / Double(dimensions), chances.next())
            guard takes else { continue }
            let gene = genes[i]
            let change =
                chance <= 0.5
                ? power(2 * chance + (1 - 2 * chance) * power(1 - gene, exponent), 1 / exponent) - 1
                : 1 - power(2 * (1 - chance) + (2 * chance - 1) * power(gene, exponent), 1 / exponent)
            genes[i] = min(max(gene + change, 0), 1)
        }
    }
}

/// Random numbers one after another.
private struct Chances {
    private let generator: Generator
    private var counter: UInt64 = 0

    init(_ generator: Generator) { self.generator = generator }

    mutating func next() -> Double {
        counter += 1
        return generator.uniform(counter, .search)
    }

    mutating func number(below count: Int) -> Int { min(Int(next() * Double(count)), count - 1) }
}

/// x to a power, with the same bits on every machine.
private func power(_ x: Double, _ exponent: Double) -> Double {
    x > 0 ? Double.exponential(of: exponent * Double.logarithm(of: x)) : 0
}
