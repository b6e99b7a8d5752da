import Declarations
import Output
import Questions

/// What tables say of an observation.
extension Column<Observation> {
    static let subject: [Column] = [
        Column("series", "Series of the observation") { $0.series },
        Column("variable", "Variable of a run that it is compared with") { $0.variable.rawValue },
        Column("jurisdiction", "Place, or World") { $0.place },
        Column("sector", "Creative sector; empty for none and for the sum over sectors") { $0.sector },
        Column("date", "Year; a whole number is the middle of that calendar year") { $0.date },
    ]
    static let observed = Column(
        "observed", "What was observed, in the variable's unit or in that of the index"
    ) { $0.value }
    static let origin: [Column] = [
        Column("quality", "How well the source was read", allowed: ["high", "medium", "low"]) {
            $0.quality.rawValue
        },
        Column("source", "Where the observation is from") { $0.source },
    ]
}
