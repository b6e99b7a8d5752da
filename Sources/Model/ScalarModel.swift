package import Declarations

/// The entry points of single runs, at which the equations are specialised for one number.
package final class ScalarModel: RunModel {
    private let reportLayout: ReportLayout
    private let economy: Economy<Double>
    private var arena = Arena<Double>()

    package init(_ world: World) {
        let layout = world.layout
        reportLayout = ReportLayout(jurisdictions: layout.jurisdictions, sectors: layout.sectors)
        var arena = Arena<Double>()
        var constants = Arena<Double>()
        economy = Economy(layout, arena: &arena, constants: &constants)
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
        economy.start(view(state))
    }

    package func setLevers(_ path: PolicyPath, at time: Double, inSegmentFrom start: Double) {
        path.write(at: time, inSegmentFrom: start, to: economy.law.levers.base, stride: 1)
        economy.law.evaluate(economy.parameters)
    }

    package func rates(
        elapsed: Double, state: UnsafePointer<Double>, into rate: UnsafeMutablePointer<Double>
    ) {
        economy.rates(view(UnsafeMutablePointer(mutating: state)), elapsed: elapsed, into: view(rate))
    }

    package func report(elapsed: Double, state: UnsafeMutablePointer<Double>) -> [Double] {
        let state = view(state)
        economy.accounts(state, elapsed: elapsed)
        var values: [Double] = []
        values.reserveCapacity(reportLayout.count)
        for variable in Variable.allCases {
            let row = economy.values(of: variable, state)
            for i in 0..<row.count { values.append(row[i]) }
        }
        return values
    }

    package func bandIncome(state: UnsafeMutablePointer<Double>) -> [Double] {
        let cells = economy.bands.income.cells
        return (0..<cells.count).map { cells[$0] }
    }

    private func view(_ state: UnsafeMutablePointer<Double>) -> State<Double> {
        State(state, places: economy.places, sectors: economy.sectors)
    }
}
