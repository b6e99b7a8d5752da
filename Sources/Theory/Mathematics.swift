private import Model

// The main model's exponential and logarithm, which give the same bits on every machine.

func exp(_ x: Double) -> Double { .exponential(of: x) }

/// For numbers above 0.
func log(_ x: Double) -> Double { .logarithm(of: x) }
func log2(_ x: Double) -> Double { log(x) / log(2) }

/// For a base of at least 0.
func pow(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 { return 1 }
    return base == 0 ? 0 : exp(exponent * log(base))
}
