/// Points spread evenly over the unit cube: a scrambled Sobol' sequence, for the starts of searches.
///
/// - Parameters:
///   - dimensions: at most 1024.
///   - purpose: what the points are for; another purpose has another scramble.
package func unitPoints(_ count: Int, dimensions: Int, seed: UInt64, purpose: String) -> [[Double]] {
    let sequence = (0..<dimensions).map {
        SobolDimension($0, Generator(seed: seed, path: "\(purpose) \($0)"))
    }
    return (0..<count).map { point in sequence.map { $0.uniform(point) } }
}
