import ArgumentParser
import Declarations
import Exports
import Foundation
import Output
import Scenarios
import Studies

extension Equipoise {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a result in a form that other tools read.",
            discussion: """
                iamc is a CSV in the form and naming of the Integrated Assessment Modeling Consortium, which pyam reads: Model, \
                Scenario (of the file and option), Region, Variable, Unit, and whole years as columns. wide is timeseries.csv with a \
                row for each option, place, sector and variable, and years as columns. sqlite is all tables as one database, with \
                their columns' meanings and where they come from.

                iamc and wide are of a run; sqlite is of any result. A data package, FILE.datapackage.json, describes what was \
                written.
                """)

        @Argument(help: "The folder of a result.", completion: .directory)
        var folder: String

        @Option(
            name: .customLong("as"), help: ArgumentHelp("Form: iamc, sqlite or wide.", valueName: "form"))
        var form: Form

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output file; by default FOLDER-iamc.csv, FOLDER-wide.csv or FOLDER.sqlite; - is standard output.",
                valueName: "file"), completion: .file())
        var out: String?

        @OptionGroup var message: MessageOptions

        enum Form: String, ExpressibleByArgument, CaseIterable {
            case iamc, sqlite, wide
        }

        func validate() throws {
            if out == "" { throw ValidationError("--out is a file.") }
            if out == "-", form == .sqlite { throw ValidationError("A database needs a file: --out FILE.") }
        }

        func run() throws {
            let messages = message.messages
            try messages.reporting {
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
                    isFolder.boolValue
                else { throw InputError.missing(.usage(folder, "there is no such folder")) }
                let result = try ResultFolder(trimmed(folder))
                switch form {
                case .sqlite:
                    try result.verifyResolved()
                    try write(DatabaseExport(result), of: result, messages)
                case .wide: try write(result.wide(), of: result, messages)
                case .iamc:
                    let table = try result.iamc {
                        let world = try ScenarioReader.readWorld(path: result.path + "/world.resolved.yaml")
                        try result.verifyResolved()
                        return IAMCNames(baseYear: CSV.year(world.world.baseYear))
                    }
                    if table.leftOut > 0 {
                        messages.note(
                            "\(counted(table.leftOut, "point")) within years are left out, since the form has whole years"
                        )
                    }
                    try write(table, of: result, messages)
                }
            }
        }

        private func write(_ table: YearColumns, of result: ResultFolder, _ messages: Messages) throws {
            if out == "-" {
                let sink = ByteSink.standardOutput()
                try table.write(to: sink)
                return try sink.flush()
            }
            let file = try ExportFile(path(of: result, ending: "-\(form).csv"))
            let sink = try ByteSink(creating: file.partial)
            try table.write(to: sink)
            _ = try sink.finish()
            try file.commit {
                DataPackage(
                    name: "\(result.name)-\(form)", title: result.title, version: programVersion,
                    tables: [(table.schema, $0)])
            }
            messages.note("written to \(file.path)")
        }

        private func write(_ database: DatabaseExport, of result: ResultFolder, _ messages: Messages) throws {
            let file = try ExportFile(path(of: result, ending: ".sqlite"))
            // SQLite takes the empty file over
            _ = try ByteSink(creating: file.partial).finish()
            try database.write(to: file.partial)
            try file.commit {
                DataPackage(
                    name: result.name, title: result.title, version: programVersion, database: $0,
                    tables: database.contents)
            }
            messages.note("written to \(file.path)")
        }

        /// Beside the folder, by the folder's own name.
        private func path(of result: ResultFolder, ending: String) -> String {
            if let out { return out }
            let name = URL(fileURLWithPath: result.path).lastPathComponent
            let isNamed = name != "." && name != ".."
            return (isNamed ? result.path : URL(fileURLWithPath: result.path).standardizedFileURL.path)
                + ending
        }
    }
}
