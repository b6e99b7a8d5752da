/// The tables of a search.
extension TableSchema {
    package static let solution = TableSchema(
        title: "What a search has found: the value of every number that it moved, and what comes of it",
        fields: [
            Field("solution", "Which solution, in words"),
            Field(
                "role", "Whether the search moved the number, aimed at it, or kept it within a limit",
                allowed: ["lever", "aim", "condition"]),
            Field("name", "Path of the number, or name of the outcome"),
            Field("value", "Its value", isNumber: true),
            Field(
                "low",
                "Of a root, the lower of two values between which the outcome passes the one sought; of a best point, the lowest value at which an agreeing start has ended",
                isNumber: true),
            Field("high", "The upper one, or the highest", isNumber: true),
            Field("from", "Lowest value that the search could give it", isNumber: true),
            Field("to", "Highest value that the search could give it", isNumber: true),
            Field("at", "The end at which the value lies, if any", allowed: ["", "from", "to"]),
            Field(
                "aim_at_from", "The outcome sought with this number at its lowest, the others as they are",
                isNumber: true),
            Field("aim_at_to", "The same with the number at its highest", isNumber: true),
        ])

    /// - Parameters:
    ///   - number: what was varied.
    ///   - outcome: what was looked at.
    package static func scan(_ number: NumberColumn, _ outcome: NumberColumn) -> TableSchema {
        TableSchema(
            title: "The outcome at evenly spaced values; empty where a run failed",
            fields: [number, outcome].map(Field.init))
    }

    package static func starts(_ levers: [NumberColumn], _ aim: NumberColumn) -> TableSchema {
        TableSchema(
            title: "Where the search has ended from each of its starts",
            fields: [Field("start", "Number of the start, from 1", isWhole: true)]
                + (levers + [aim]).map(Field.init) + [
                    Field(
                        "violation",
                        "By how much conditions are missed, each in units of how far it moves between starts; 0 where all are kept",
                        isNumber: true),
                    Field(
                        "converged",
                        "Whether the search has come to rest: a simplex became as small as asked for, or a new one gained nothing",
                        allowed: ["true", "false"]),
                    Field(
                        "agrees", "Whether it has found the best point's value", allowed: ["true", "false"]),
                ])
    }

    /// - Parameter columns: levers, then aims.
    package static func frontier(_ columns: [NumberColumn]) -> TableSchema {
        TableSchema(
            title: "Points of which no other is at least as good in every aim and better in one",
            fields: [Field("point", "Number of the point, from 1", isWhole: true)] + columns.map(Field.init))
    }

    /// - Parameter reference: the point up to which the hypervolume is counted, in words.
    package static func progress(reference: String) -> TableSchema {
        TableSchema(
            title: "How the search for the frontier has gone on, by generation",
            fields: [
                Field("generation", "Number of the generation, 0 for the first points", isWhole: true),
                Field("points", "Points that were evaluated so far", isWhole: true),
                Field("failed", "Points of this generation at which a run failed", isWhole: true),
                Field("feasible", "Points of the population that keep all conditions", isWhole: true),
                Field(
                    "frontier", "Points of the population that are feasible and not dominated", isWhole: true),
                Field(
                    "hypervolume",
                    "Volume of the space of aims that these dominate, up to \(reference): it grows as the frontier comes nearer to the true one",
                    isNumber: true),
                Field(
                    "least_violation",
                    "By how much the best point misses conditions, in units of how far they move among the first points",
                    isNumber: true),
            ])
    }
}
