import Declarations
import Questions
import Scenarios
import Simulation

/// SplitMix64 (Steele, Lea and Flood 2014): the same draws from the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func unit() -> Double { Double.random(in: 0...1, using: &self) }
}

extension World {
    /// The calibrated world with every parameter that has a range drawn from it, each entry of a table by itself.
    static func drawn(_ generator: inout SeededGenerator) throws -> World {
        var world = try ScenarioReader.baseline()
        for parameter in Parameter.allCases {
            guard let note = world.notes[parameter], let range = note.range else { continue }
            for (_, position) in parameter.entries(in: world) {
                let draw = Double.random(in: range, using: &generator)
                let value = note.rangeIsFactor ? world.values[position] * draw : draw
                world.values[position] = parameter == .sectors(.rightsBlocks) ? max(1, value) : value
            }
        }
        return world
    }

    func position(_ jurisdiction: String) -> Int { jurisdictions.firstIndex(of: jurisdiction) ?? 0 }
}

/// Any levers at all.
func drawnLevers(_ generator: inout SeededGenerator) -> LeverSettings {
    var levers = LeverSettings()
    for lever in Lever.allCases { levers[lever] = generator.unit() }
    levers[.statutoryRate] = 0.1 * generator.unit()
    levers[.zoneIncentive] = 0.3 * generator.unit()
    return levers
}

/// An option of up to two overlapping steps in each of some of the jurisdictions.
func drawnOption(_ name: String, from: Double, _ world: World, _ generator: inout SeededGenerator)
    -> PolicyOption
{
    let steps = world.jurisdictions.map { _ -> [StepSettings] in
        guard generator.unit() < 0.6 else { return [] }
        let first = StepSettings(
            from: from, over: generator.unit() < 0.3 ? 0 : 3 * generator.unit(), regime: nil,
            with: drawnLevers(&generator))
        guard generator.unit() < 0.5 else { return [first] }
        return [
            first,
            StepSettings(
                from: from + 0.2 + 2 * generator.unit(),
                over: generator.unit() < 0.3 ? 0 : 2 * generator.unit(),
                regime: nil, with: drawnLevers(&generator)),
        ]
    }
    return PolicyOption(name: name, steps: steps)
}

/// One option for the regime in every jurisdiction, at once.
func everywhere(_ name: String, _ with: LeverSettings, from: Double, in world: World) -> PolicyOption {
    let step = StepSettings(from: from, over: 0, regime: nil, with: with)
    return PolicyOption(name: name, steps: world.jurisdictions.map { _ in [step] })
}

func scenario(
    _ world: World, _ options: [PolicyOption], years: Double = 5, step: Double = 1, tolerance: Double = 1e-8
) -> Scenario {
    Scenario(
        name: "test", title: nil, world: world,
        horizon: Horizon(end: world.baseYear + years, step: step), options: options,
        comparison: Comparison(
            against: options[0].name, from: world.baseYear, years: 1, discountRate: world[.discountRate]),
        solver: Solver(tolerance: tolerance), experiment: Experiment())
}

extension Trajectory {
    /// The largest difference from another path of the same instants, relative to the values (which are about 1 or more,
    /// or shares) and to at least a thousandth.
    func distance(to other: Trajectory) -> Double {
        zip(points, other.points).map { a, b in
            zip(a.values, b.values).map { abs($0 - $1) / max(abs($0), abs($1), 1e-3) }.max() ?? 0
        }.max() ?? 0
    }
}

/// Values of some variables of one instant by name, summed over places.
struct Instant {
    let reports: Reports
    let point: Trajectory.Point
    let places: [String]

    init(_ world: World, _ point: Trajectory.Point) {
        reports = Reports(world)
        self.point = point
        places = world.jurisdictions
    }

    subscript(_ variable: Variable, _ place: String, _ sector: String = "") -> Double {
        reports.cell(variable, place: place, sector: sector)?.value(in: point) ?? .nan
    }
}

let seeds = Array(UInt64(1)...200)
