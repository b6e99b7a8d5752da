private import Model

// The exponential, logarithm and power of the main model, which give the same bits on every machine.

func exp(_ x: Double) -> Double {
    var lanes = Lanes(SIMD2(repeating: x))
    Lanes.exponentials(&lanes, count: 1)
    return lanes.vector[0]
}

/// For numbers above 0.
func log(_ x: Double) -> Double {
    var lanes = Lanes(SIMD2(repeating: x))
    Lanes.logarithms(&lanes, count: 1)
    return lanes.vector[0]
}

/// For a base of at least 0.
func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 { return 1 }
    return base == 0 ? 0 : exp(exponent * log(base))
}
