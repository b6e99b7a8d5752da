package import Foundation
internal import Questions

/// How a result came about. Host, time and duration stand here and nowhere else.
package struct RunRecord: Encodable {
    package struct Input: Encodable {
        let path: String
        let sha256: String

        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    package struct Counts: Encodable {
        /// Of a sweep.
        let points: Int?
        let runs: Int
        let failed: Int
        let evaluations: Int

        package init(points: Int? = nil, runs: Int, failed: Int, evaluations: Int) {
            self.points = points
            self.runs = runs
            self.failed = failed
            self.evaluations = evaluations
        }
    }

    package struct SolverUsed: Encodable {
        let method: String
        let tolerance: Double
        /// What its error leaves open of a difference, as a share of the largest of the levels that are compared.
        let indifference: Double

        package init(method: String, tolerance: Double) {
            self.method = method
            self.tolerance = tolerance
            indifference = Indifference(tolerance: tolerance).share
        }
    }

    /// How the points of a sweep were shared out.
    package struct Work: Encodable {
        /// The hash that is the same for all shards and any resumption.
        let plan: String
        /// Such as `2/5`; nil for a whole sweep.
        let shard: String?
        let jobs: Int
        /// Points that an earlier process had done.
        let resumed: Int
        /// Version of the random numbers.
        let random: String

        package init(plan: String, shard: String?, jobs: Int, resumed: Int, random: String) {
            self.plan = plan
            self.shard = shard
            self.jobs = jobs
            self.resumed = resumed
            self.random = random
        }
    }

    private struct Host: Encodable {
        let name: String
        let system: String
        let processors: Int
    }

    private let program = "equipoise"
    private let version: String
    /// nil where the build was not told.
    private let commit: String?
    private let libraries: [String: String]
    private let arguments: [String]
    private let scenario: String
    private let inputs: [Input]
    private let resolvedScenario: String
    private let resolvedWorld: String
    private let solver: SolverUsed
    private let seed: UInt64?
    private let work: Work?
    private let counts: Counts
    private let failures: [String]
    private let warnings: [String]
    private let started: String
    private let seconds: Double
    private let host: Host

    /// - Parameters:
    ///   - inputs: every file that was read.
    ///   - resolvedScenario: the text of the resolved scenario, and of the world; their hashes are kept.
    package init(
        version: String, commit: String?, libraries: [String: String], arguments: [String], scenario: String,
        inputs: [Input],
        resolvedScenario: String, resolvedWorld: String, solver: SolverUsed, seed: UInt64?,
        work: Work? = nil, counts: Counts, failures: [String], warnings: [String], started: Date
    ) {
        self.version = version
        self.commit = commit
        self.libraries = libraries
        self.arguments = arguments
        self.scenario = scenario
        self.inputs = inputs
        self.resolvedScenario = "sha256:" + Output.sha256(resolvedScenario.utf8)
        self.resolvedWorld = "sha256:" + Output.sha256(resolvedWorld.utf8)
        self.solver = solver
        self.seed = seed
        self.work = work
        self.counts = counts
        self.failures = failures
        self.warnings = warnings
        self.started = started.formatted(.iso8601)
        seconds = (Date().timeIntervalSince(started) * 1000).rounded() / 1000
        let process = ProcessInfo.processInfo
        // not `process.hostName`, which asks the network
        var name = [CChar](repeating: 0, count: 256)
        let known = gethostname(&name, name.count - 1) == 0
        host = Host(
            name: known
                ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "",
            system: process.operatingSystemVersionString, processors: process.activeProcessorCount)
    }
}
