import Declarations
import Output
import Questions
import Simulation

/// Rows of the long table of a sweep: every variable of a run at every row of the horizon.
struct PathTable {
    private let options: [[UInt8]]
    /// The years of the table, with the numbers of their instants among those reported.
    private let years: [(text: [UInt8], instant: Int)]
    /// What stands between a year and a value, and the positions in the report.
    private let cells: [(key: [UInt8], positions: [Int])]
    private let width: Int

    /// - Parameter plan: one in which everything is reported, so that positions are those of the report's layout.
    init(_ plan: SweepPlan) {
        let scenario = plan.scenario
        options = plan.options.map { Array($0.utf8) }
        let times = plan.outcomes.times
        years = scenario.horizon.times(from: scenario.world.baseYear).compactMap { year in
            times.firstIndex(of: year).map { (Array(CSV.year(year).utf8), $0) }
        }
        cells = Reports(scenario.world).cells.map { (RunTables.key(of: $0), $0.positions) }
        width = plan.outcomes.reported.count
    }

    func rows(point: Int, _ option: Int, _ run: [Double]) -> CSVRows {
        var rows = CSVRows()
        let number = Array("\(point)".utf8)
        for (year, instant) in years {
            let start = instant * width
            for (key, positions) in cells {
                rows.add(number)
                rows.add(options[option])
                rows.add(year)
                rows.add(key)
                rows.add(
                    positions.count == 1
                        ? run[start + positions[0]] : positions.reduce(0) { $0 + run[start + $1] })
                rows.endRow()
            }
        }
        return rows
    }

    /// Number of rows of a run.
    var rowCount: Int { years.count * cells.count }

    /// Whether lines are those that `rows` would have written, whatever their numbers.
    func areRows(_ lines: ArraySlice<[UInt8]>, point: Int, _ option: Int) -> Bool {
        guard lines.count == rowCount else { return false }
        var next = lines.startIndex
        for (year, _) in years {
            let start = Array("\(point),".utf8) + options[option] + [0x2C] + year + [0x2C]
            for (key, _) in cells {
                let line = lines[next].dropLast()
                next += 1
                guard line.starts(with: start) else { return false }
                let rest = line.dropFirst(start.count)
                guard rest.starts(with: key), rest.dropFirst(key.count).first == 0x2C,
                    CSV.number(in: rest.dropFirst(key.count + 1)) != nil
                else { return false }
            }
        }
        return true
    }
}
