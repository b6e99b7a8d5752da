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
        let starts = Dictionary(
            uniqueKeysWithValues: Variable.allCases.enumerated().map { ($1, layout.start($0)) })
        var accounts: Accounts = []
        positions = task.reported
        values = positions.map { position in
            let variable = layout.variable(at: position)
            accounts.formUnion(variable.accounts)
            return economy.values(of: variable, state).base + (position - (starts[variable] ?? 0))
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
        for (i, value) in values.enumerated() {
            let number = value.doubles[lane]
            if !number.isFinite, member.failure == nil {
                member.failure = .notFinite(position: positions[i], year: member.time)
            }
            member.results[member.recorded + i] = number
        }
        member.recorded += values.count
    }
}
