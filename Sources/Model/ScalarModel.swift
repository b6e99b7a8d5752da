package import Declarations

/// The entry points of single runs, at which the equations are specialised for one number.
package final class ScalarModel: RunModel {
    private let reportLayout: ReportLayout
    private let economy: Economy<Double>
    private var arena = Arena<Double>()
    /// Where the equations read and write, with the rows of the tables filled up.
    private let state: State<Double>
    private let rate: State<Double>

    package init(_ world: World) {
        let layout = world.layout
        reportLayout = ReportLayout(jurisdictions: layout.jurisdictions, sectors: layout.sectors)
        var arena = Arena<Double>()
        var constants = Arena<Double>()
        economy = Economy(layout, arena: &arena, constants: &constants)
        state = State(&arena, places: layout.jurisdictions, sectors: layout.sectors)
        rate = State(&arena, places: layout.jurisdictions, sectors: layout.sectors)
        arena.adopt(constants)
        self.arena = arena
        for (i, value) in world.values.enumerated() { economy.parameters.values[i] = value }
        economy.prepare()
    }

    deinit { arena.free() }

    package func start(baseLevers: [[Double]], state: UnsafeMutablePointer<Double>) {
        for (place, levers) in baseLevers.enumerated() {
            for (lever, value) in levers.enumerated() { economy.law.levers[place, lever] = value }
        }
        economy.start(self.state)
        self.state.write(to: state)
    }

    package func setLevers(_ path: PolicyPath, at time: Double, inSegmentFrom start: Double) {
        path.write(at: time, inSegmentFrom: start, to: economy.law.levers.base, stride: 1)
        economy.law.evaluate(economy.parameters)
    }

    package func rates(
        elapsed: Double, state: UnsafePointer<Double>, into rate: UnsafeMutablePointer<Double>
    ) {
        self.state.read(from: state)
        economy.rates(self.state, elapsed: elapsed, into: self.rate)
        self.rate.write(to: rate)
    }

    package func report(elapsed: Double, state: UnsafePointer<Double>) -> [Double] {
        self.state.read(from: state)
        economy.accounts(self.state, elapsed: elapsed)
        var values: [Double] = []
        values.reserveCapacity(reportLayout.count)
        for variable in Variable.allCases {
            let table = economy.values(of: variable, self.state)
            for row in 0..<table.rows {
                for column in 0..<table.columns { values.append(table[row, column]) }
            }
        }
        return values
    }

    package func bandIncome() -> [Double] {
        let cells = economy.bands.income.cells
        return (0..<cells.count).map { cells[$0] }
    }
}
