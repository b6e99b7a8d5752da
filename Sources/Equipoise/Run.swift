/// What came of running the options of a scenario: tables of typed rows, in which every number is finite.
public struct Run: Sendable, Equatable {
    /// A row of `timeseries.csv`.
    public struct Value: Sendable, Equatable {
        /// Name of the option.
        public let option: String

        /// With a fraction for an instant within a year; flows are rates a year at that instant.
        public let year: Double

        /// A jurisdiction, or `World` for the sum over all.
        public let jurisdiction: String

        /// nil for the sum over sectors, and where a variable has none.
        public let sector: String?

        /// A name, such as `ai_sector_revenue`; ``Variable/all`` has them all.
        public let variable: String

        /// Such as `GBP bn/yr`; money is at prices of the base year.
        public let unit: String

        /// In the unit.
        public let value: Double

        package init(
            option: String, year: Double, jurisdiction: String, sector: String?, variable: String,
            unit: String, value: Double
        ) {
            self.option = option
            self.year = year
            self.jurisdiction = jurisdiction
            self.sector = sector
            self.variable = variable
            self.unit = unit
            self.value = value
        }
    }

    /// A row of `impact.csv`: what a group gains by an option, less what it gains by the option compared with.
    public struct Impact: Sendable, Equatable {
        /// Name of the option.
        public let option: String

        /// A jurisdiction, or `World` for the sum over all.
        public let jurisdiction: String

        /// Who gains; `total` is the sum of all groups.
        public let group: String

        /// Of the three amounts: `GBP bn`, at prices of the base year.
        public let unit: String

        /// Sum of the yearly differences over the years compared.
        public let undiscounted: Double

        /// The same, discounted to the first year compared.
        public let presentValue: Double

        /// The present value divided by the sum of the discount factors: an amount a year.
        public let annualised: Double

        package init(
            option: String, jurisdiction: String, group: String, unit: String, undiscounted: Double,
            presentValue: Double, annualised: Double
        ) {
            self.option = option
            self.jurisdiction = jurisdiction
            self.group = group
            self.unit = unit
            self.undiscounted = undiscounted
            self.presentValue = presentValue
            self.annualised = annualised
        }
    }

    /// An option that has no rows.
    public struct Failure: Sendable, Equatable {
        /// Name of the option.
        public let option: String

        /// Where the run ended; nil where it did not begin, or where numbers of it cannot be added up.
        public let year: Double?

        /// What went wrong, and what may help.
        public let reason: String

        package init(option: String, year: Double?, reason: String) {
            self.option = option
            self.year = year
            self.reason = reason
        }
    }

    /// By option, year, and then variable, jurisdiction and sector in the order of ``Variable/all`` and of the world.
    public let values: [Value]

    /// By option, jurisdiction and group; empty where the option compared with has failed.
    public let impact: [Impact]

    /// In the order of the options; empty if all succeeded.
    public let failures: [Failure]

    /// One variable over the years.
    ///
    /// - Parameters:
    ///   - variable: its name.
    ///   - option: its name.
    ///   - jurisdiction: its name, or `World`.
    ///   - sector: its name; nil for the sum over sectors, and for a variable that has none.
    /// - Returns: the rows in the order of the years; none where ``values`` has none.
    public func series(
        _ variable: String, option: String, jurisdiction: String, sector: String? = nil
    ) -> [Value] {
        values.filter {
            $0.variable == variable && $0.option == option && $0.jurisdiction == jurisdiction
                && $0.sector == sector
        }
    }
}
