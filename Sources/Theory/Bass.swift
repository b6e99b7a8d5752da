private import GSL
private import Model

/// How a new product spreads: dF/dt = (p + qF)(1 − F), with p by themselves and q by the example of others (Bass 1969).
struct Bass {
    let innovation = 0.03  // p
    let imitation = 0.38  // q

    func rate(_ adopted: Double) -> Double {
        diffusion(innovation: innovation, imitation: imitation, reached: adopted, ceiling: 1)
    }

    /// F(t) from F(0) = 0.
    func adopted(at time: Double) throws -> Double {
        guard time > 0 else { return 0 }
        var integrator = try Integrator(.rk8pd, dimension: 1, relative: 1e-13, absolute: 1e-15) {
            [self] _, adopted, rate in rate[0] = self.rate(adopted[0])
        }
        var (adopted, now) = (0.0, 0.0)
        try integrator.advance(&now, to: time, state: &adopted)
        return adopted
    }

    /// When most adopt, where d(dF/dt)/dF = q − p − 2qF is 0.
    func peak() throws -> Double {
        try root(in: 0...100) { imitation - innovation - 2 * imitation * (try adopted(at: $0)) }
    }

    static func rows() throws -> [[TheoryModel.Cell]] {
        let bass = Bass()
        let times = (0...20).map { ("year", Double($0)) } + [("peak", try bass.peak())]
        return try times.map { event, time in
            let adopted = try bass.adopted(at: time)
            return row(event, time, adopted, bass.rate(adopted))
        }
    }
}

extension TheoryModel {
    static let bass = TheoryModel(
        name: "bass", title: "Bass diffusion",
        source:
            "F. M. Bass (1969), A New Product Growth for Model Consumer Durables, Management Science 15(5), 215–227, "
            + "doi 10.1287/mnsc.15.5.215",
        read: "not the original: a textbook model",
        reconstructed: "all; p = 0.03 and q = 0.38 are the averages usually quoted",
        columns: [
            Column("event", "", "a year, or the peak of adoption"),
            Column("time", "years", "t"),
            Column("adopted", "share", "F: who have adopted"),
            Column("adopting", "share/year", "dF/dt"),
        ], compute: Bass.rows)
}
