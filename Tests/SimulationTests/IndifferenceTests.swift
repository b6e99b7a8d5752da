import Questions
import Testing

@Suite struct IndifferenceTests {
    private let indifference = Indifference(tolerance: 1e-6)

    @Test func `it is twice the tolerance of the largest level`() {
        #expect(indifference.among([1, -5, .infinity, 3]) == 2e-6 * 5)
        #expect(indifference.among([0, 0]) == 0 && indifference.among([Double]()) == 0)
        #expect(indifference.atLeast(1e-3).among([2]) == 2e-3)
        #expect(indifference.atLeast(1e-9) == indifference)
    }

    @Test func `of values that it does not tell apart none is the largest alone`() {
        #expect(Indifference.largest([1, 2, 2 - 1e-9, 0], within: 1e-8) == [1, 2])
        #expect(Indifference.largest([1, 2, 2 - 1e-9, 0], within: 0) == [1])
        #expect(Indifference.largest([0, 0], within: 0) == [0, 1])
    }

    @Test func `sums add it, and a difference keeps that of its levels`() {
        let (one, other) = (Inexact(100, within: 2e-4), Inexact(99.9999, within: 1e-4))
        #expect((one + other).indifference == 2e-4 + 1e-4)
        #expect((one - other).indifference == 2e-4)
    }

    @Test(arguments: [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)])
    func `a quotient's holds every quotient of numbers that are within theirs`(up: Double, down: Double) {
        let (one, other) = (Inexact(-3, within: 3e-6), Inexact(0.5, within: 1e-6))
        let quotient = one / other
        let moved = (one.value + up * one.indifference) / (other.value + down * other.indifference)
        // but for the square of the error
        #expect(abs(moved - quotient.value) <= quotient.indifference * (1 + 1e-5))
    }

    @Test(arguments: ["> 0", ">= 0", "< 0", "<= 0"])
    func `a number within it of a threshold decides nothing`(text: String) throws {
        let threshold = try #require(Threshold(text))
        for value in [-1e-9, 0, 1e-9] {
            #expect(threshold.decision(Inexact(value, within: 1e-8)) == nil)
        }
        for value in [-1e-7, 1e-7] {
            #expect(threshold.decision(Inexact(value, within: 1e-8)) == threshold.holds(value))
        }
    }

    @Test func `a number that is exact is held against a threshold as it is`() throws {
        let threshold = try #require(Threshold("<= 2035"))
        #expect(threshold.decision(Inexact(2035, within: 0)) == true)
        #expect(threshold.decision(Inexact(.infinity, within: 0)) == false)
    }

    @Test func `of several tests one that fails decides, and one that is open leaves the rest open`() {
        #expect(Threshold.all([true, nil, false]) == false)
        #expect(Threshold.all([true, nil]) == nil)
        #expect(Threshold.all([true, true]) == true)
    }
}
