import ArgumentParser
import Declarations
import Output
import Questions
import Sampling
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Claims: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "In which share of the draws the claims of a debate hold, and which assumptions decide.",
            discussion: """
                Sweeps the scenario into FOLDER-sweep, puts its claims to every draw, and writes claims.csv, claim_tests.csv, \
                claim_inputs.csv, claim_boxes.csv and, in plain words, claims.md into FOLDER.

                A claim of the file has an id, a wording, who makes it (by) and where (source), and a test:

                  outcome: uk-ai-revenue     an outcome of the file, or a list of them that are added up
                  per: uk-works              optional: divided by another
                  option: permission         of which option
                  against: status-quo        optional: the difference from another
                  change: relative           optional: as a share of the other
                  holds: "< -0.1"

                or several under all, which then all have to hold. Which assumptions decide is shown by first-order \
                indices computed from the draws themselves, and by boxes (PRIM) of the inputs that decide most.
                """)

        @Argument(help: "A scenario file with claims.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(name: .long, help: ArgumentHelp("Only this claim. Repeatable.", valueName: "id"))
        var claim: [String] = []

        @Option(name: .long, help: ArgumentHelp("Bootstrap samples.", valueName: "n"))
        var resamples = 200

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-claims, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Say how far the assumptions under which a claim holds lie from the draws of this scenario, such as the "
                    + "ensemble.yaml of calibrate: claim_distances.csv.", valueName: "file"),
            completion: .file(extensions: ["yaml", "yml"]))
        var ensemble: String?

        @Flag(name: .long, help: "Continue where an earlier process of the same analysis left off.")
        var resume = false

        @OptionGroup var design: DesignOptions
        @OptionGroup var work: WorkOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if !(20...10_000).contains(resamples) {
                throw ValidationError("--resamples is from 20 to 10000.")
            }
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            Interruption.watch()
            let messages = message.messages
            let (input, claims) = try messages.reporting { try prepare() }
            let world = input.plan.scenario.world
            let comparison = try messages.reporting { () throws(InputError) in try readEnsemble(for: world) }
            messages.notes(of: input.plan.scenario, in: file)
            for note in input.plan.sampler.notes { messages.note("note: \(note)") }
            let name = "notebooks-out/\(resultName(file, overrides.changes + design.changes))-claims"
            let path = try messages.outputFolder(out ?? name + nameEnding(claim), for: .claims)
            let command = SweepCommand(input: input, work: work, messages: messages, isQuiet: message.quiet)
            let (tables, someFailed) = try command.toTables(
                in: (out == nil ? name : path) + "-sweep", resumes: resume)
            let report = ClaimsReport(
                claims, input, tables, ensemble: comparison, resamples: resamples, jobs: work.jobs)
            for finding in report.findings where finding.leftOut > 0 {
                messages.warning(
                    "\(finding.claim.id): \(finding.leftOut) of \(tables.count) draws cannot decide it and are left out"
                )
            }
            if comparison != nil, !report.isCompared {
                messages.warning(
                    "--ensemble tells none of the inputs that decide a claim: nothing is compared")
            }
            let written = try messages.reporting { try report.write(to: path) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            try messages.finish(written, someFailed: someFailed)
        }

        private func readEnsemble(for world: World) throws(InputError) -> ComparisonEnsemble? {
            guard let ensemble else { return nil }
            let loaded = try ScenarioReader.read(path: ensemble, overrides: [])
            guard loaded.scenario.world.layout == world.layout else {
                throw .invalid([
                    .usage(
                        "--ensemble",
                        "\(ensemble) is of a world with other jurisdictions or sectors than \(file)")
                ])
            }
            return ComparisonEnsemble(loaded.scenario.world, try loaded.sampler())
        }

        private func prepare() throws -> (SweepInput, [Claim]) {
            let loaded = try overrides.read(file, more: design.assignments)
            let all = loaded.scenario.experiment.claims
            guard !all.isEmpty else {
                throw InputError.invalid([.usage(file, "has no claims")])
            }
            for id in claim { _ = try index(of: id, in: all.map(\.id), "--claim", "a claim of \(file)") }
            let claims = claim.isEmpty ? all : all.filter { claim.contains($0.id) }
            return (try SweepInput(loaded, tables: .init(), shard: nil), claims)
        }
    }
}
