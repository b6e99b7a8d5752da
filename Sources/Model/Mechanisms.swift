// Mechanisms from the literature that stand alone, so that published models call the same code.

/// What n holders of complementary rights, each with bargaining weight b, take of the surplus together:
/// n b / (1 + (n − 1) b), Cournot's n/(n + 1) at b = 1/2.
@inline(__always)
package func shareOfComplements<N: Number>(holders: N, bargaining: N) -> N {
    holders * bargaining / (1 + (holders - 1) * bargaining)
}

/// How fast a practice spreads to a ceiling by innovation p and imitation q: (p + qF)(ceiling − F) (Bass 1969).
@inline(__always)
package func diffusion<N: Number>(innovation: N, imitation: N, reached: N, ceiling: N) -> N {
    (innovation + imitation * reached) * (ceiling - reached)
}
