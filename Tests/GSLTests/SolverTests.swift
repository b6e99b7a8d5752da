import GSL
import Testing

@Suite struct SolverTests {
    @Test func `a root is found to the last bits`() throws {
        let golden = try root(in: 0...1) { $0 * $0 + $0 - 1 }
        #expect(abs(golden - (5.0.squareRoot() - 1) / 2) <= 2 * golden.ulp)
        #expect(try root(in: -1...1) { $0 * $0 * $0 } == 0)
        #expect(try root(in: 2...5) { $0 - 5 } == 5)
    }

    @Test func `a bracket without a change of sign is an error that names it`() {
        #expect {
            try root(in: 1...2) { $0 }
        } throws: { error in
            guard case SolverError.noSignChange(between: 1, and: 2) = error else { return false }
            return "\(error)".contains("same sign at 1.0 and 2.0")
        }
    }

    @Test func `an integral with a kink and one without end meet their closed forms`() throws {
        // ∫ |x − 1/3| over [0, 1] = 5/18
        #expect(abs(try integral(over: 0...1) { abs($0 - 1 / 3.0) } - 5 / 18.0) < 1e-12)
        // ∫ from 2 of x^{-4} = 1/24
        #expect(abs(try integral(from: 2) { 1 / ($0 * $0 * $0 * $0) } - 1 / 24.0) < 1e-13)
    }

    @Test func `a divergent integral is an error`() {
        #expect(throws: SolverError.self) { try integral(over: 0...1) { $0 == 0 ? 0 : 1 / $0 } }
    }

    @Test func `several equations are solved together`() throws {
        // Rosenbrock's valley, as in the library's manual
        let solution = try roots(from: [-10, -5]) { [1 - $0[0], 10 * ($0[1] - $0[0] * $0[0])] }
        #expect(abs(solution[0] - 1) < 1e-12 && abs(solution[1] - 1) < 1e-12)
    }

    @Test func `a root comes with two points between which the sign changes`() throws {
        let found = try rootAndBracket(in: 1...2, within: 1e-3) { $0 * $0 - 2 }
        #expect(found.bracket.contains(2.0.squareRoot()) && found.bracket.contains(found.root))
        #expect(found.bracket.upperBound - found.bracket.lowerBound <= 1e-3)
    }

    @Test func `a simplex finds the minimum of a valley, and says when it was stopped before`() throws {
        func valley(_ x: [Double]) -> Double {
            100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
        }
        let found = try simplexMinimum(
            from: [-1.2, 1], step: [0.5, 0.5], size: 1e-8, mostSteps: 1000, of: valley)
        #expect(found.hasConverged && found.value < 1e-12)
        #expect(abs(found.point[0] - 1) < 1e-5 && abs(found.point[1] - 1) < 1e-5)
        let stopped = try simplexMinimum(
            from: [-1.2, 1], step: [0.5, 0.5], size: 1e-8, mostSteps: 5, of: valley)
        #expect(!stopped.hasConverged && stopped.value <= valley([-1.2, 1]))
    }

    @Test func `a simplex over what is not finite is an error that names the place`() {
        #expect {
            try simplexMinimum(from: [1], step: [0.1], size: 1e-6, mostSteps: 50) {
                $0[0] < 0.5 ? .nan : $0[0]
            }
        } throws: { error in
            guard case SolverError.notFinite(let place) = error else { return false }
            return place[0] < 0.5
        }
    }

    @Test func `equations without a solution end with their residuals`() {
        #expect {
            try roots(from: [1]) { [$0[0] * $0[0] + 1] }
        } throws: { error in
            guard case SolverError.noConvergence(let what) = error else { return false }
            return what.contains("residuals [")
        }
    }

    @Test func `a function that is not finite is an error that names the place`() {
        for solve in [
            { try root(in: 0...1) { $0 > 0.5 ? .nan : -1 } },
            { try integral(over: 0...1) { $0 > 0.5 ? .infinity : 1 } },
            { try roots(from: [0.75]) { [$0[0] > 0.5 ? .nan : 1] }[0] },
        ] {
            #expect {
                try solve()
            } throws: { error in
                guard case SolverError.notFinite(let place) = error else { return false }
                return place.count == 1 && place[0] > 0.5
            }
        }
    }

    @Test func `an error of the function itself comes through, from a solver within a solver too`() {
        struct Refused: Error {}
        #expect {
            try root(in: 0...1) { x in try integral(over: 0...1) { _ in throw Refused() } - x }
        } throws: { error in
            guard case SolverError.function(let inner) = error,
                case SolverError.function(let innermost)? = inner as? SolverError
            else { return false }
            return innermost is Refused
        }
    }
}
