import Analysis
package import Output
import Questions

extension ResultKind {
    package static let claims = ResultKind(
        "claims",
        tables: [
            ClaimsTables.claims.file, ClaimsTables.tests.file, ClaimsTables.inputs.file,
            ClaimsTables.boxes.file, ClaimsTables.distances.file,
        ], others: [ClaimsTables.words])
}

/// The tables of claims put to the draws of a sweep.
enum ClaimsTables {
    static let words = "claims.md"

    private static let count =
        "Draws in which it could be decided: no run failed, no quotient was by 0, and it was not too close to tell"
    private static let tooClose =
        "Draws left out since the number lies so near to its limit that the solver's error would decide"

    /// A claim with what is said of it in words.
    struct Verdict {
        let finding: ClaimFinding
        let decidedBy: String
        let holdsWhere: String?
        let failsWhere: String?
    }

    static let claims = Table<Verdict>(
        "claims.csv", "In which share of the draws each claim holds, and under which assumptions",
        [
            Column("claim", "The claim's id") { $0.finding.claim.id },
            Column("wording", "The statement") { $0.finding.claim.wording },
            Column("by", "Who makes it") { $0.finding.claim.by },
            Column("source", "Where it is made") { $0.finding.claim.source },
            Column("n", count) { $0.finding.points.count },
            Column("left_out", "Draws left out since a run failed or a quotient was by 0") {
                $0.finding.leftOut
            },
            Column("too_close", tooClose) { $0.finding.tooClose },
            Column("share", "Share of the n draws in which it holds; empty where there are none") {
                $0.finding.share?.share
            },
            Column("low", "Lower end of its 95 % interval (Wilson)") {
                $0.finding.share?.interval.lowerBound
            },
            Column("high", "Upper end of the same") { $0.finding.share?.interval.upperBound },
            Column("decided_by", "The inputs with the largest first-order indices, at most three") {
                $0.decidedBy
            },
            Column("holds_where", "A box of assumptions in which it mostly holds, in words") {
                $0.holdsWhere
            },
            Column("fails_where", "A box of assumptions in which it mostly fails, in words") {
                $0.failsWhere
            },
        ])

    struct TestRow {
        let claim: String
        let number: Int
        let finding: ClaimFinding.TestFinding

        /// nil for a crossing that never happens, which has no year.
        func quantile(_ index: Int) -> Double? {
            finding.quantiles[index].isFinite ? finding.quantiles[index] : nil
        }
    }

    static let tests = Table<TestRow>(
        "claim_tests.csv", "The numbers that a claim speaks of; a claim holds where all of its tests do",
        [
            Column("claim", "The claim's id") { $0.claim },
            Column("test", "Number of the test, from 1") { $0.number },
            Column("text", "The test in words") { $0.finding.test.text },
            Column("n", count) { $0.finding.share?.count ?? 0 },
            Column("too_close", tooClose) { $0.finding.tooClose },
            Column("share", "Share of the n draws in which the test holds") { $0.finding.share?.share },
            Column(
                "p05",
                "5 % quantile of the number over all draws that have one, linear between draws (type 7)"
            ) { $0.quantile(0) },
            Column("p50", "Median") { $0.quantile(1) },
            Column("p95", "95 % quantile") { $0.quantile(2) },
        ])

    struct InputRow {
        let claim: String
        let input: String
        let count: Int
        let index: GivenDataIndices.Index
    }

    static let inputs = Table<InputRow>(
        "claim_inputs.csv", "How far each input decides alone whether a claim holds",
        [
            Column("claim", "The claim's id") { $0.claim },
            Column("input", "The input") { $0.input },
            Column("n", count) { $0.count },
            Column(
                "first",
                "First-order index: share of the variance of whether the claim holds, from classes of the draws, less what chance adds"
            ) { $0.index.first },
            Column("low", "Lower end of its 95 % bootstrap interval") { $0.index.interval.lowerBound },
            Column("high", "Upper end of the same") { $0.index.interval.upperBound },
            Column(
                "share_lowest",
                "Share in which the claim holds among the fifth of the draws with the lowest values"
            ) { $0.index.lowest },
            Column("share_highest", "The same among the fifth with the highest values") {
                $0.index.highest
            },
        ])

    struct BoxRow {
        let claim: String
        let holds: Bool
        let limit: BoxLimit
    }

    static let boxes = Table<BoxRow>(
        "claim_boxes.csv", "Boxes of the deciding inputs in which a claim mostly holds or mostly fails",
        [
            Column("claim", "The claim's id") { $0.claim },
            Column(
                "side", "Whether the box is of draws in which the claim holds or fails",
                allowed: ["holds", "fails"]
            ) { $0.holds ? "holds" : "fails" },
        ] + BoxLimit.columns.map { $0.of { $0.limit } })

    static let distances = Table<ClaimDistance>(
        "claim_distances.csv",
        "How far the assumptions under which a claim holds lie from an ensemble: Mahalanobis distances from its mean, in its standard deviations",
        [
            Column("claim", "The claim's id") { $0.claim.id },
            Column(
                "inputs",
                "Inputs that decide the claim and that the ensemble tells, which the distance is over"
            ) { $0.told.joined(separator: ", ") },
            Column(
                "untold", "Inputs that decide it and of which the ensemble says nothing, or nothing more"
            ) { $0.untold.joined(separator: ", ") },
            Column("draws", "Draws in which the claim holds") { $0.draws },
            Column("nearest", "Distance of the nearest of these draws") { $0.nearest },
            Column("median", "Median distance of these draws") { $0.median },
            Column(
                "beyond_nearest", "Share of the ensemble that lies farther from its mean than the nearest"
            ) { $0.beyondNearest },
            Column("beyond_median", "Share that lies farther than the median") { $0.beyondMedian },
        ])
}
