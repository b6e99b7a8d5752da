/// The outcomes of every option at every point of a scenario's design, in memory.
public struct Sweep: Sendable, Equatable {
    /// A number that the sweep moves, or one that it keeps of each run.
    public struct Column: Sendable, Equatable {
        /// The header of its column in the tables of `equipoise sweep`.
        public let name: String

        /// Of the numbers; `year` for a date, `1` for a factor.
        public let unit: String

        /// In words.
        public let meaning: String
    }

    /// A row of `outcomes.csv`.
    public struct Outcomes: Sendable, Equatable {
        /// Number of the point, from 0.
        public let point: Int

        /// Name of the option.
        public let option: String

        /// One for each of ``Sweep/outcomes``, in the column's unit; nil for a run that failed, for what is compared with one, and for
        /// a crossing that never happens.
        public let values: [Double?]
    }

    /// A row of `failures.csv`.
    public struct Failure: Sendable, Equatable {
        /// Number of the point, from 0.
        public let point: Int

        /// Name of the option.
        public let option: String

        /// Where the run ended; nil where it did not begin.
        public let year: Double?

        /// What went wrong, and what may help.
        public let reason: String
    }

    /// What varies, in the order of the scenario.
    public let inputs: [Column]

    /// What is kept of each run, in the order of the scenario.
    public let outcomes: [Column]

    /// By point: a number for each of ``inputs``, in the column's unit.
    public let points: [[Double]]

    /// By point, then option in the order of the scenario.
    public let rows: [Outcomes]

    /// In the order of the rows; empty if all runs succeeded.
    public let failures: [Failure]

    /// What is worth knowing of the design and is no mistake, a sentence for each.
    public let notes: [String]

    /// One outcome of an option over the points.
    ///
    /// - Parameters:
    ///   - outcome: its name.
    ///   - option: its name.
    /// - Returns: by point, as ``Outcomes/values`` has them; nil where there is no such outcome or option.
    public func values(_ outcome: String, option: String) -> [Double?]? {
        guard let column = outcomes.firstIndex(where: { $0.name == outcome }) else { return nil }
        let rows = rows.filter { $0.option == option }
        return rows.isEmpty ? nil : rows.map { $0.values[column] }
    }
}
