import Equipoise

let path = CommandLine.arguments.dropFirst().first ?? "scenarios/uk-options.yaml"
do {
    let scenario = try Scenario(contentsOf: path, setting: ["substitution.music=2.5"])
    let run = scenario.run()
    for option in scenario.options {
        for row in run.series("ai_sector_revenue", option: option, jurisdiction: "UK") {
            print(row.option, row.year, row.value, row.unit)
        }
    }
} catch {
    for problem in error.problems { print(problem) }
}
