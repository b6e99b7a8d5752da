import Equipoise

let path = CommandLine.arguments.dropFirst().first ?? "scenarios/uk-options.yaml"
let task = Task {
    try Scenario(contentsOf: path).sweep { done, total in print("\(done) of \(total) points") }
}
// task.cancel(), from anywhere, ends the sweep
do {
    let sweep = try await task.value
    for (number, column) in sweep.outcomes.enumerated() {
        for row in sweep.rows {
            guard let value = row.values[number] else { continue }
            print(column.name, row.option, row.point, value, column.unit)
        }
    }
} catch let error as ScenarioError {
    for problem in error.problems { print(problem) }
} catch is CancellationError {
    print("cancelled")
}
