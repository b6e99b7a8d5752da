import Analysis
import Testing

@Suite struct MahalanobisDistanceTests {
    private let a = [1.0, 2, 4, 7, 11, 3]
    private let b = [2.0, 1, 0.5, 3, -1, 6]

    @Test func `distances are those of SciPy`() throws {
        let distance = try #require(MahalanobisDistance([a, b]))
        // scipy.spatial.distance.mahalanobis with the inverse of numpy.cov
        #expect(abs(distance([5, -2]) - 1.7604385185378424) < 1e-12)
        #expect(abs(distance([0, 0]) - 1.9473834946962543) < 1e-12)
    }

    @Test func `a column that moves with another, or not at all, says nothing more`() throws {
        let distance = try #require(MahalanobisDistance([a, a.map { 2 * $0 + 1 }, a.map { _ in 4 }, b]))
        #expect(distance.columns == [0, 3])
        #expect(abs(distance([5, -100, 8, -2]) - 1.7604385185378424) < 1e-12)
    }

    @Test func `units do not matter`() throws {
        let distance = try #require(MahalanobisDistance([a.map { 1000 * $0 - 3 }, b.map { $0 / 7 }]))
        #expect(abs(distance([1000 * 5 - 3, -2 / 7.0]) - 1.7604385185378424) < 1e-9)
    }

    @Test func `without points enough, or anything that varies, there is none`() {
        #expect(MahalanobisDistance([[1, 2, 4], [2, 1, 3]]) == nil)
        #expect(MahalanobisDistance([[1, 1, 1, 1]]) == nil)
        #expect(MahalanobisDistance([]) == nil)
    }
}
