import Declarations
import Foundation
import Questions
package import Simulation

/// The short table for the terminal: what each option does to one place, in the first and the last year.
package struct SummaryTable {
    private static let columns: [(title: String, variable: Variable)] = [
        ("AI sector", .aiSectorRevenue), ("creative sector", .creativeSectorRevenue),
        ("licence income", .licenceIncome), ("creators' income", .creatorIncome), ("total gain", .gainTotal),
    ]

    /// - Parameter place: a jurisdiction, or `World`; by default the one whose law the options change, else `World`.
    package static func text(_ result: RunResult, place: String? = nil) -> String {
        let scenario = result.scenario
        let times = scenario.horizon.times(from: scenario.world.baseYear)
        guard let first = times.first, let last = times.last else { return "" }
        let place = place ?? placeOfInterest(scenario)
        let reports = Reports(scenario.world)
        var rows = [["option"] + columns.map(\.title)]
        for (option, trajectory) in result.succeeded {
            guard let start = trajectory.point(at: first), let end = trajectory.point(at: last) else {
                continue
            }
            rows.append(
                [option.name]
                    + columns.map { column in
                        guard let cell = reports.cell(column.variable, place: place) else { return "" }
                        return "\(short(cell.value(in: start))) \u{2192} \(short(cell.value(in: end)))"
                    })
        }
        let base = plain(scenario.world.baseYear)
        return "\(place), \(plain(first)) \u{2192} \(plain(last)), GBP bn a year at \(base) prices\n"
            + aligned(rows)
    }

    static func placeOfInterest(_ scenario: Scenario) -> String {
        let changed = scenario.world.jurisdictions.indices.filter { place in
            scenario.options.contains { !$0.steps[place].isEmpty }
        }
        return changed.count == 1 ? scenario.world.jurisdictions[changed[0]] : Outcome.world
    }

    /// Some columns to the left, by default the first, and the others to the right.
    package static func aligned(_ rows: [[String]], left: Set<Int> = [0]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                let gap = String(repeating: " ", count: widths[column] - text.count)
                guard left.contains(column) else { return gap + text }
                return column == row.count - 1 ? text : text + gap
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}

/// A number on the terminal, with four significant digits or so, which options need to be told apart; `-` where it is not finite.
package func short(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    // three digits would show it as nothing, and a loss as -0.000
    if value != 0, abs(value) < 0.0005 { return String(format: "%.1e", value) }
    let digits = abs(value) >= 100 ? 1 : abs(value) >= 1 ? 2 : 3
    return abs(value) < 1e7 ? String(format: "%.\(digits)f", value) : String(format: "%.3e", value)
}
