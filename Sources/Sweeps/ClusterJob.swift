import Declarations

/// A sweep in shards, as a job for an engine that runs programs on many machines.
///
/// Each shard goes on where an attempt before it ended, so that engines may stop and repeat it at will; at the end the shards are
/// merged. A shard some of whose runs have failed is a result, and no failed task.
package struct ClusterJob: Sendable {
    package enum Engine: String, CaseIterable, Sendable {
        case slurm, kubernetes, dask
    }

    /// Of the scenario.
    let name: String
    /// The scenario file as the user named it.
    let file: String
    /// Flags of `sweep` that decide the result.
    let flags: [String]
    let shards: Int
    /// Where the merged result goes, beside the shards in `OUT-shards`.
    let out: String
    /// The resolved files of the scenario by name, for engines whose machines do not see the user's files.
    let texts: [(name: String, text: String)]
    let version: String

    package init(
        name: String, file: String, flags: [String], shards: Int, out: String,
        texts: [(name: String, text: String)], version: String
    ) {
        self.name = name
        self.file = Self.operand(file)
        self.flags = flags
        self.shards = shards
        self.out = Self.operand(out)
        self.texts = texts
        self.version = version
    }

    /// A path that no program takes for a flag.
    package static func operand(_ path: String) -> String { path.hasPrefix("-") ? "./" + path : path }

    package func text(for engine: Engine) -> String {
        switch engine {
        case .slurm: slurm
        case .kubernetes: kubernetes
        case .dask: dask
        }
    }

    /// A name of letters, digits and hyphens, as clusters want it.
    var label: String {
        let safe = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let trimmed = String(safe.prefix(40)).split(separator: "-", omittingEmptySubsequences: true)
        return trimmed.isEmpty ? "sweep" : trimmed.joined(separator: "-")
    }
}
