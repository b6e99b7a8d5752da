import Declarations

/// What an ensemble reports: where each value is found, and which accounts it needs.
struct EnsembleReporting<Vector: LaneVector> {
    typealias N = Lanes<Vector>

    private let positions: [Int]
    private let values: [UnsafeMutablePointer<N>]
    private let accounts: Accounts

    /// `state` is where the state lies when values are recorded.
    init(_ task: EnsembleTask, _ economy: Economy<N>, _ state: State<N>) {
        let layout = ReportLayout(jurisdictions: task.layout.jurisdictions, sectors: task.layout.sectors)
        var accounts: Accounts = []
        positions = task.reported
        values = positions.map { position in
            let (variable, cell) = layout.cell(at: position)
            accounts.formUnion(variable.accounts)
            let table = economy.values(of: variable, state)
            return table.base + (cell / table.columns * table.stride + cell % table.columns)
        }
        self.accounts = accounts
    }

    /// Brings the accounts that are reported up to date with the flows.
    func account(_ economy: Economy<N>, _ state: State<N>, elapsed: N) {
        economy.account(accounts, state, elapsed: elapsed)
    }

    /// Adds the values of one lane to a member's results, or puts them in the place of those that it added last.
    func record(lane: Int, into member: inout Member, again: Bool = false) {
        if again { member.recorded -= values.count }
        let start = member.recorded
        // 0 as long as every number is finite
        var check = 0.0
        values.withUnsafeBufferPointer { values in
            member.results.withUnsafeMutableBufferPointer { results in
                for i in 0..<values.count {
                    let number = values[i].doubles[lane]
                    check += number * 0
                    results[start &+ i] = number
                }
            }
        }
        if check != 0, member.failure == nil,
            let first = values.firstIndex(where: { !$0.doubles[lane].isFinite })
        {
            member.failure = .notFinite(position: positions[first], year: member.time)
        }
        member.recorded = start + values.count
    }
}
