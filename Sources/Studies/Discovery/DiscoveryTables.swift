import Analysis
package import Output

extension ResultKind {
    package static let discovery = ResultKind(
        "discovery",
        tables: [DiscoveryTables.trajectory.file, DiscoveryTables.boxes.file, DiscoveryTables.tree.file],
        others: (1...DiscoveryTables.mostBoxes).flatMap { number in
            let name = DiscoveryTables.scenario(number)
            return ["\(name).yaml", "\(name).world.yaml", "\(name).points.csv"]
        })
}

/// The tables of a search for boxes, and the other files that go with them.
package enum DiscoveryTables {
    /// Boxes that one result holds as scenario files.
    package static let mostBoxes = 9
    static func scenario(_ number: Int) -> String { "box-\(number)" }

    struct StepRow {
        let number: Int
        let step: Int
        let box: Box
        let isChosen: Bool
    }

    static let trajectory = Table<StepRow>(
        "trajectory.csv", "The boxes of the search, from all points to the smallest, pastes last",
        [
            Column("box", "Number of the box that was looked for, from 1") { $0.number },
            Column("step", "Number of the peel or paste, from 0 for all points that were left") { $0.step },
        ] + Column<Box>.ofBoxes.map { $0.of { $0.box } } + [
            Column("restricted", "Inputs that have a limit") { $0.box.restricted.count },
            Column("is_chosen", "true for the step whose box was taken") { $0.isChosen },
        ])

    struct BoxRow {
        let number: Int
        let limit: BoxLimit
        let frequency: (coverage: Double, density: Double)
    }

    static let boxes = Table<BoxRow>(
        "boxes.csv", "The boxes that were taken: their limits, and what speaks for each",
        [Column("box", "Number of the box, from 1") { $0.number }]
            + BoxLimit.columns.map { $0.of { $0.limit } } + [
                Column(
                    "found_at_coverage",
                    "Share of random halves of the points whose box of about this coverage restricts the input"
                ) { $0.frequency.coverage },
                Column("found_at_density", "The same for a box of about this density") {
                    $0.frequency.density
                },
            ])

    struct LeafRow {
        let number: Int
        let leaf: Box
        /// nil for a tree without a split.
        let limit: (name: String, low: Double?, high: Double?)?
    }

    static let tree = Table<LeafRow>(
        "tree.csv", "A second view: leaves of a classification tree, a row for each limit of a leaf",
        [Column("leaf", "Number of the leaf, from 1") { $0.number }]
            + Column<Box>.ofBoxes.map { $0.of { $0.leaf } } + [
                Column("input", "Input that has a limit; empty for a tree without a split") {
                    $0.limit?.name
                },
                Column("low", "Lower limit, which does not belong to the leaf; empty without one") {
                    $0.limit?.low
                },
                Column("high", "Upper limit, which belongs to the leaf; empty without one") {
                    $0.limit?.high
                },
            ])
}
