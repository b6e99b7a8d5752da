import GSL
import Testing

@Suite struct LinearSystemTests {
    @Test func `a system has the solution that elimination by hand gives`() throws {
        // a row without a leading number needs pivoting
        let found = try #require(solution(of: [[0, 2, 1], [1, -1, 0], [3, 0, -2]], [7, -1, -3]))
        for (value, expected) in zip(found, [1.0, 2, 3]) { #expect(abs(value - expected) < 1e-14) }
    }

    @Test func `a singular system has none`() {
        #expect(solution(of: [[1, 2], [2, 4]], [1, 3]) == nil)
        #expect(solution(of: [[0]], [1]) == nil)
        #expect(solution(of: [[.nan]], [1]) == nil)
    }
}
