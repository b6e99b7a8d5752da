package import Declarations

/// The entry points of single runs, at which the equations are specialised for one number.
package final class ScalarModel: RunModel {
    private let reportLayout: ReportLayout
    private let economy: Economy<Double>
    private var arena = Arena<Double>()
    /// Where the equations read and write, with the rows of the tables filled up.
    private let state: UnsafeMutablePointer<Double>
    private let rate: UnsafeMutablePointer<Double>

    package init(_ world: World) {
        let layout = world.layout
        reportLayout = ReportLayout(jurisdictions: layout.jurisdictions, sectors: layout.sectors)
        var arena = Arena<Double>()
        var constants = Arena<Double>()
        economy = Economy(layout, arena: &arena, constants: &constants)
        let count = State<Double>.count(places: layout.jurisdictions, sectors: layout.sectors)
        state = arena.numbers(count)
        rate = arena.numbers(count)
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
        economy.start(view(self.state))
        copyRows(of: self.state, apart: stride, to: state, apart: economy.sectors)
    }

    package func setLevers(_ path: PolicyPath, at time: Double, inSegmentFrom start: Double) {
        path.write(at: time, inSegmentFrom: start, to: economy.law.levers.base, stride: 1)
        economy.law.evaluate(economy.parameters)
    }

    package func rates(
        elapsed: Double, state: UnsafePointer<Double>, into rate: UnsafeMutablePointer<Double>
    ) {
        copyRows(of: state, apart: economy.sectors, to: self.state, apart: stride)
        economy.rates(view(self.state), elapsed: elapsed, into: view(self.rate))
        copyRows(of: self.rate, apart: stride, to: rate, apart: economy.sectors)
    }

    package func report(elapsed: Double, state: UnsafePointer<Double>) -> [Double] {
        copyRows(of: state, apart: economy.sectors, to: self.state, apart: stride)
        let state = view(self.state)
        economy.accounts(state, elapsed: elapsed)
        var values: [Double] = []
        values.reserveCapacity(reportLayout.count)
        for variable in Variable.allCases {
            let table = economy.values(of: variable, state)
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

    private func view(_ state: UnsafeMutablePointer<Double>) -> State<Double> {
        State(state, places: economy.places, sectors: economy.sectors)
    }

    private var stride: Int { Chunks<Double>.filledUp(economy.sectors) }

    /// Copies a state, or its rates, from rows of sectors so far apart to others.
    private func copyRows(
        of source: UnsafePointer<Double>, apart sourceStride: Int, to target: UnsafeMutablePointer<Double>,
        apart targetStride: Int
    ) {
        let (places, sectors) = (economy.places, economy.sectors)
        for row in 0..<4 &* places {
            copy(source + row &* sourceStride, to: target + row &* targetStride, sectors)
        }
        copy(source + 4 &* places &* sourceStride, to: target + 4 &* places &* targetStride, 3 &* places)
    }

    /// Four numbers at a time: the rows are too short for a call of the C library.
    @inline(__always)
    private func copy(_ source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, _ count: Int)
    {
        var i = 0
        while i &+ 4 <= count {
            let four = UnsafeRawPointer(source + i).loadUnaligned(as: SIMD4<Double>.self)
            UnsafeMutableRawPointer(target + i).storeBytes(of: four, as: SIMD4<Double>.self)
            i &+= 4
        }
        while i < count {
            target[i] = source[i]
            i &+= 1
        }
    }
}
