package import Declarations
import Questions

/// The rows of a report: every variable by place and sector, with the sums that money flows have.
package struct Reports: Sendable {
    /// One number of a report.
    package struct Cell: Sendable {
        package let variable: Variable
        /// A jurisdiction, or `World`.
        package let place: String
        /// Empty for the sum over sectors and for a variable that has none.
        package let sector: String
        /// Positions in the report whose values add up to the cell's.
        package let positions: [Int]

        package func value(in point: Trajectory.Point) -> Double {
            positions.count == 1
                ? point.values[positions[0]] : positions.reduce(0) { $0 + point.values[$1] }
        }
    }

    package let placesWithWorld: [String]
    /// In the order of the tables: variable as listed, place, sector.
    package let cells: [Cell]
    private let cellOf: [Key: Int]

    private struct Key: Hashable {
        let variable: Variable
        let place: String
        let sector: String
    }

    package init(_ world: World) {
        let layout = ReportLayout(jurisdictions: world.jurisdictions.count, sectors: world.sectors.count)
        placesWithWorld = world.jurisdictions + [Outcome.world]
        var cells: [Cell] = []
        for (index, variable) in Variable.allCases.enumerated() {
            let declaration = variable.declaration
            let sectors = declaration.bySector ? world.sectors : [""]
            let start = layout.start(index)
            for place in 0...world.jurisdictions.count {
                let isWorld = place == world.jurisdictions.count
                if isWorld && !declaration.addsUp { continue }
                let places = isWorld ? Array(0..<world.jurisdictions.count) : [place]
                for sector in sectors.indices {
                    cells.append(
                        Cell(
                            variable: variable, place: placesWithWorld[place], sector: sectors[sector],
                            positions: places.map { start + $0 * sectors.count + sector }))
                }
                if declaration.bySector && declaration.addsUp {
                    cells.append(
                        Cell(
                            variable: variable, place: placesWithWorld[place], sector: "",
                            positions: places.flatMap { place in
                                sectors.indices.map { start + place * sectors.count + $0 }
                            }))
                }
            }
        }
        self.cells = cells
        cellOf = Dictionary(
            uniqueKeysWithValues: cells.enumerated().map {
                (Key(variable: $1.variable, place: $1.place, sector: $1.sector), $0)
            })
    }

    package func cell(_ variable: Variable, place: String, sector: String = "") -> Cell? {
        cellOf[Key(variable: variable, place: place, sector: sector)].map { cells[$0] }
    }

    /// 0 where the table has no such row or the trajectory no such instant.
    func value(_ variable: Variable, place: String, in trajectory: Trajectory, at time: Double) -> Double {
        guard let cell = cell(variable, place: place), let point = trajectory.point(at: time) else {
            return 0
        }
        return cell.value(in: point)
    }
}
