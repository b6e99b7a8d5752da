import ArgumentParser
import Declarations
import Output
import Questions
import Scenarios
import Simulation
import Studies

/// One scenario, run and written.
struct SingleRun {
    let loaded: LoadedScenario
    /// Names of the options to run; none for all.
    let options: [String]
    let messages: Messages
    let place: String?
    /// nil for standard output.
    let folder: String?
    /// Whether others have written the header of the table on standard output.
    let continues: Bool
    /// With more failures nothing is written; nil where one success is enough.
    let mostFailures: Int?

    func carryOut() throws {
        let invocation = Invocation.present
        let report = RunReport(loaded, options: options)
        let result = report.result
        for failure in result.failures { messages.error("\(failure)") }
        guard !result.succeeded.isEmpty, result.failures.count <= mostFailures ?? .max else {
            messages.error(
                "\(result.failures.count) of \(counted(result.trajectories.count, "run")) failed; nothing was written"
            )
            throw ExitCode.noRunSucceeded
        }
        let warnings = report.warnings
        for warning in warnings { messages.warning(warning) }
        let someFailed = !result.failures.isEmpty
        if let folder {
            let (path, tables) = try messages.reporting {
                try report.write(to: folder, warnings: warnings, invocation)
            }
            try messages.print(SummaryTable.text(result, place: place))
            messages.note("written to \(path)/")
            try messages.finish(tables, someFailed: someFailed)
        } else {
            let table = try messages.reporting { () throws(OutputError) -> WrittenFile in
                let sink = ByteSink.standardOutput()
                try RunTables(result).writeTimeseries(to: sink, withHeader: !continues)
                return try sink.written(as: "standard output")
            }
            try messages.finish([table], someFailed: someFailed)
        }
    }
}
