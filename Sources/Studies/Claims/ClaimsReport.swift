import Analysis
import Declarations
package import Output
package import Questions
import Sampling
package import Sweeps

/// What the draws say of the claims, as tables and in words.
package struct ClaimsReport {
    package let findings: [ClaimFinding]
    private let input: SweepInput
    /// Names of the inputs.
    private let inputs: [String]
    /// From an ensemble that they are compared with, by claim.
    private var distances: [String: ClaimDistance] = [:]

    /// - Parameters:
    ///   - tables: of the sweep of the input.
    ///   - ensemble: what the draws in which a claim holds are compared with.
    package init(
        _ claims: [Claim], _ input: SweepInput, _ tables: SweepTables, ensemble: ComparisonEnsemble?,
        resamples: Int, jobs: Int
    ) {
        self.input = input
        inputs = tables.inputs
        let scenario = input.plan.scenario
        let moved = input.plan.sampler.inputs
        let indifference = OutcomeIndifference(
            of: claims.flatMap { $0.tests.flatMap { $0.outcomes + $0.per } }, tables, scenario, moved,
            jobs: jobs)
        let seed = scenario.experiment.design?.seed ?? 1
        findings = claims.map {
            ClaimFinding($0, tables, indifference, resamples: resamples, seed: seed)
        }
        for finding in findings {
            distances[finding.claim.id] = ensemble?.distance(finding, moved, tables.draws, in: scenario.world)
        }
    }

    /// Whether an ensemble tells any input that decides a claim.
    package var isCompared: Bool { !distances.isEmpty }

    /// - Returns: the tables.
    package func write(to path: String) throws -> [WrittenFile] {
        var folder = try AnalysisFolder(path, .claims, name: input.plan.scenario.name, input.resolved)
        try folder.add(ClaimsTables.claims, findings.map(verdict))
        try folder.add(
            ClaimsTables.tests,
            findings.flatMap { finding in
                finding.tests.enumerated().map {
                    .init(claim: finding.claim.id, number: $0 + 1, finding: $1)
                }
            })
        try folder.add(
            ClaimsTables.inputs,
            findings.flatMap { finding in
                finding.indices.map {
                    .init(
                        claim: finding.claim.id, input: inputs[$0.input], count: finding.points.count,
                        index: $0)
                }
            })
        try folder.add(ClaimsTables.boxes, findings.flatMap(boxes))
        if isCompared {
            try folder.add(ClaimsTables.distances, findings.compactMap { distances[$0.claim.id] })
        }
        try folder.write(ClaimsTables.words, findings.map(words).joined(separator: "\n"))
        return try folder.commit()
    }

    private func verdict(_ finding: ClaimFinding) -> ClaimsTables.Verdict {
        func limits(holds: Bool) -> String? {
            finding.sides.first { $0.holds == holds }.flatMap { self.limits($0) }
        }
        return .init(
            finding: finding, decidedBy: decidedBy(finding), holdsWhere: limits(holds: true),
            failsWhere: limits(holds: false))
    }

    private func boxes(_ finding: ClaimFinding) -> [ClaimsTables.BoxRow] {
        finding.sides.flatMap { side in
            side.prim.quasiPValues(side.box, among: side.remaining).map { limit in
                .init(
                    claim: finding.claim.id, holds: side.holds,
                    limit: BoxLimit(side.box, limit, inputs[side.inputs[limit.input]], in: side.prim.whole))
            }
        }
    }

    // MARK: - Words

    private static let mostNamed = 3

    private func decidedBy(_ finding: ClaimFinding) -> String {
        finding.deciding.prefix(Self.mostNamed).map {
            "\(inputs[$0.input]) (\(Self.tenths($0.first)) %)"
        }.joined(separator: ", ")
    }

    /// The limits of a side's box; nil where nothing has to be limited, or nothing helps.
    private func limits(_ side: ClaimFinding.Side) -> String? {
        let restricted = side.box.restricted
        guard !restricted.isEmpty else { return nil }
        return restricted.map {
            "\(inputs[side.inputs[$0]]) is \(side.box.words($0, in: side.prim.whole))"
        }.joined(separator: ", ")
    }

    private func words(_ finding: ClaimFinding) -> String {
        let claim = finding.claim
        var text =
            "## \(claim.id)\n\n> \(markdown(claim.wording))\n\n"
            + "\(markdown(claim.by)): \(markdown(claim.source))\n\n"
        if let share = finding.share {
            text +=
                "Holds in **\(Self.tenths(share.share)) %** of \(counted(share.count, "draw")) (\(Self.ends(share)))."
        } else {
            text += "No draw decides it."
        }
        if finding.tooClose > 0 {
            text += " \(tooCloseToTell(finding.tooClose, "draw")), and left out."
        }
        if finding.leftOut > 0 {
            text += " \(counted(finding.leftOut, "draw")) could not decide it and are left out."
        }
        text += "\n\n"
        for test in finding.tests {
            let ends = test.quantiles.map { $0.isFinite ? short($0) : "never" }
            text += "- `\(test.test.text)`: "
            text += test.share.map { "in \(Self.tenths($0.share)) % of the draws; " } ?? "too close to tell; "
            text += "median \(ends[1]), 5 % to 95 % from \(ends[0]) to \(ends[2])\n"
        }
        guard finding.share != nil else { return text }
        guard !finding.indices.isEmpty else {
            return text + "\nIt is the same in all draws, so that no assumption decides it.\n"
        }
        let deciding = finding.deciding.prefix(Self.mostNamed)
        text += deciding.isEmpty ? "\nNo assumption decides it alone.\n" : "\nDecided by:\n\n"
        for index in deciding {
            text +=
                "- `\(inputs[index.input])`: \(Self.tenths(index.first)) % of the variance alone; holds in "
                + "\(Self.tenths(index.lowest)) % of the fifth of the draws where it is lowest, "
                + "\(Self.tenths(index.highest)) % where it is highest\n"
        }
        for side in finding.sides { text += "\n" + words(side) + "\n" }
        if let distance = distances[claim.id] { text += "\n" + words(distance) + "\n" }
        return text
    }

    private func words(_ distance: ClaimDistance) -> String {
        func names(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
        func share(_ share: Double) -> String { Self.tenths(share) + " %" }
        let untold =
            distance.untold.isEmpty
            ? "" : " Of \(names(distance.untold)) the ensemble says nothing more."
        return
            "From the ensemble: in \(names(distance.told)) the nearest draw in which it holds lies "
            + "\(short(distance.nearest)) standard deviations from the mean, and \(share(distance.beyondNearest)) of the "
            + "ensemble lies farther; the middle one \(short(distance.median)), and \(share(distance.beyondMedian)).\(untold)"
    }

    private func words(_ side: ClaimFinding.Side) -> String {
        let verb = side.holds ? "holds" : "fails"
        let density = Proportion(side.box.cases, of: side.box.count)
        let share = "\(Self.tenths(density.share)) % (\(Self.ends(density)))"
        guard let limits = limits(side) else { return "It \(verb) in most draws as they are." }
        let most =
            side.isDense
            ? "It \(verb)" : "Nowhere does it mostly \(side.holds ? "hold" : "fail"); it \(verb) most often,"
        return
            "\(most) in \(share) of the \(side.box.count) draws in which \(limits). These are "
            + "\(Self.tenths(side.box.coverage)) % of the draws in which it \(verb)."
    }

    /// For the terminal.
    package var text: String {
        let isClose = findings.contains { $0.tooClose > 0 }
        var rows = [
            ["claim", "holds in", "95 % interval"] + (isClose ? ["too close"] : []) + ["decided by"]
                + (isCompared ? ["from ensemble"] : [])
        ]
        for finding in findings {
            let distance = distances[finding.claim.id].map {
                "\(short($0.nearest)) nearest, \(short($0.median)) middle"
            }
            rows.append(
                [
                    finding.claim.id, finding.share.map { Self.tenths($0.share) + " %" } ?? "-",
                    finding.share.map(Self.ends) ?? "no draw decides it",
                ] + (isClose ? ["\(finding.tooClose)"] : []) + [decidedBy(finding)]
                    + (isCompared ? [distance ?? "-"] : []))
        }
        let note =
            isClose
            ? "too close: draws in which the solver's error would decide, and which are left out\n" : ""
        return SummaryTable.aligned(rows, left: [0, isClose ? 4 : 3]) + note
    }

    /// With one decimal, which draws by the thousand can tell.
    private static func tenths(_ share: Double) -> String {
        let thousandths = Int((1000 * share).rounded())
        return "\(thousandths / 10).\(thousandths % 10)"
    }

    private static func ends(_ share: Proportion) -> String {
        "\(tenths(share.interval.lowerBound)) to \(tenths(share.interval.upperBound))"
    }
}
