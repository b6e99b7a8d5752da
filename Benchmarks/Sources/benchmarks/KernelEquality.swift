import Declarations
import Questions
import Simulation

/// Whether every compilation of the equations that this processor can run gives the same bits as the one for any processor.
struct KernelEquality {
    /// By compilation other than the first: numbers that differ.
    let differences: [(build: Build, count: Int)]
    /// Numbers compared with each.
    let compared: Int

    init(_ setup: Setup, draws: Int) {
        let world = setup.world
        let layout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        let times = (0...Int(setup.end - world.baseYear)).map { world.baseYear + Double($0) }
        let task = setup.task(
            world, setup.option, draws: 0..<draws, times: times, reported: Array(0..<layout.count),
            tolerance: 1e-6)
        func bits(_ build: Build) -> [[UInt64]] {
            var results = [[UInt64]](repeating: [], count: draws)
            build.ensembleModel(world.layout).run(task) {
                results[$0.point] = $0.values.map(\.bitPattern)
            }
            return results
        }
        let portable = bits(.baseline)
        compared = portable.joined().count
        differences = Build.available.filter { $0 != .baseline }.map { build in
            let other = bits(build)
            let missing = zip(portable, other).reduce(0) { $0 + abs($1.0.count - $1.1.count) }
            return (build, zip(portable.joined(), other.joined()).count { $0 != $1 } + missing)
        }
    }

    var text: String {
        differences.map {
            "\($0.build): \($0.count) of \(compared) numbers differ from the portable kernel's\n"
        }
        .joined()
    }
}
