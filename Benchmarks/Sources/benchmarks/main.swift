import Declarations
import Foundation
import Questions
import Simulation

// Runs a second and right-hand sides a second, each implementation in turn in the same process, so that ratios hold
// on a machine whose speed drifts. Quote the ratio.

// Options: --draws N, --rounds N, --only TEXT for the implementations whose name contains it (with one round and nothing
// else in the process, `valgrind --tool=callgrind` counts instructions that do not depend on the machine's load),
// --cost for how time grows with the size of the task, --equality for whether all kernels give the same bits.

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let gap = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + gap : gap + text
}

func rounded(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { power, _ in 10 * power }
    let text = "\((value * scale).rounded() / scale)"
    return digits == 0 ? String(text.prefix { $0 != "." }) : text
}

func option(_ name: String) -> String? {
    let arguments = CommandLine.arguments
    guard let position = arguments.firstIndex(of: name), position + 1 < arguments.count else { return nil }
    return arguments[position + 1]
}

let count = option("--draws").flatMap(Int.init) ?? 256
let rounds = option("--rounds").flatMap(Int.init) ?? 7
let only = option("--only") ?? ""
let tolerance = 1e-6
let setup = try Setup(count: count)
if CommandLine.arguments.contains("--equality") {
    let equality = KernelEquality(setup, draws: count)
    print(equality.text, terminator: "")
    exit(equality.differences.allSatisfy { $0.count == 0 } ? 0 : 1)
}
if CommandLine.arguments.contains("--cost") {
    for row in CostModel(setup, draws: count).table() {
        print(
            padded(row.what, 20, left: true) + padded(rounded(row.milliseconds, 3), 9) + " ms a run"
                + padded(rounded(row.evaluations, 0), 8) + " evaluations")
    }
    exit(0)
}
let baseline = CBaselineOnGSL(setup)
let all: [any Implementation] =
    [baseline, SingleRunOnGSL(), IntegrationOnGSL()]
    + Build.available.map { EnsembleOfLanes($0, threads: 1, setup.world.layout) }
    + [EnsembleOfLanes(.best, threads: 2, setup.world.layout)]

let implementations = all.filter { only.isEmpty || $0.name.contains(only) }

/// Runs of C at 1e-11; none where one implementation runs alone.
let reference = only.isEmpty ? try baseline.run(setup, tolerance: 1e-11, draws: 0..<count).results : []

func largestError(_ results: [[Double]]) -> Double {
    zip(results, reference).map { result, exact in
        zip(result, exact).map { abs($0 - $1) / abs($1) }.max() ?? 0
    }.max() ?? 0
}

var seconds = implementations.map { _ in [Double]() }
var works = implementations.map { _ in Work() }
for _ in 0..<rounds {
    for (i, implementation) in implementations.enumerated() {
        let clock = ContinuousClock()
        let time = try clock.measure {
            works[i] = try implementation.run(setup, tolerance: tolerance, draws: 0..<count)
        }
        seconds[i].append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
}

print(
    "\(count) draws, tolerance \(tolerance), one thread, median of \(rounds) rounds; error against C at 1e-11"
)
print(
    padded("implementation", 44, left: true) + padded("runs/s", 9) + padded("evaluations/s", 15)
        + padded("a run", 8) + padded("ns each", 9) + padded("error", 10) + padded("ratio", 7))
for (i, implementation) in implementations.enumerated() {
    let time = median(seconds[i])
    let evaluations = Double(works[i].evaluations)
    let ratio = median(zip(seconds[0], seconds[i]).map { $0 / $1 })
    let error =
        works[i].results.isEmpty ? "-" : "\(Float((largestError(works[i].results) * 1e9).rounded() / 1e9))"
    print(
        padded(implementation.name, 44, left: true) + padded(rounded(Double(count) / time, 0), 9)
            + padded(rounded(evaluations / time, 0), 15) + padded(rounded(evaluations / Double(count), 1), 8)
            + padded(rounded(time / evaluations * 1e9, 0), 9)
            + padded(error, 10) + padded(rounded(ratio, 2), 7))
}
