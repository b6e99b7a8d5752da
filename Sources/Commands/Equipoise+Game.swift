import ArgumentParser
import Declarations
import Output
import Questions
import Sampling
import Scenarios
import Studies

extension Equipoise {
    struct Game: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "What jurisdictions do when they respond to one another's rules, and what their failure to agree costs.",
            discussion: """
                A scenario's game says who plays, what each can do, from when on, and what each wants:

                  players: [UK, EU, US]
                  strategies: [status-quo, freeUse, optOut]   regimes; status-quo keeps a place's law
                  from: 2027
                  over: 2
                  payoff: [{variable: gain_total, aggregate: presentValue}]   of each player's own place

                Every profile of strategies is run. The command writes payoffs.csv, equilibria.csv (strict, weak and \
                mixed), paths.csv (who responds to what, starting from today's law), dominance.csv, coordination.csv \
                (what not coordinating costs, and who would have to be \
                compensated), game.md in plain words, and each equilibrium as a scenario that runs again, equilibrium-1.yaml …

                With a design, or --runs, the game is played at every draw of what vary names: frequencies.csv, \
                strategy_frequencies.csv and draws.csv.
                """)

        @Argument(help: "A scenario file with a game.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Output folder; by default notebooks-out/NAME-game, named after the file and its changes.",
                valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var design: DesignOptions
        @OptionGroup var work: WorkOptions
        @OptionGroup var overrides: OverrideOptions
        @OptionGroup var message: MessageOptions

        func validate() throws {
            if out == "" || out == "-" { throw ValidationError("--out is a folder.") }
        }

        func run() throws {
            let messages = message.messages
            let (loaded, table, sampler) = try messages.reporting { try prepare() }
            messages.notes(of: loaded.scenario, in: file)
            let name = resultName(file, overrides.changes + design.changes)
            let path = try messages.outputFolder(out ?? "notebooks-out/\(name)-game", for: .game)
            let solved = try messages.reporting { try table.played(jobs: work.jobs) }
            if solved.isIdle {
                messages.warning("no strategy of any player makes a difference to a payoff")
            }
            let draws = try sampler.map { try self.draws(table, $0, messages) }
            let report = GameReport(loaded: loaded, table: table, solved: solved, draws: draws)
            let tables = try messages.reporting { try report.write(to: path) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            let failed = draws?.failed ?? []
            if let draws, let reason = failed.first {
                messages.warning(
                    "\(failed.count) of \(counted(draws.points.count, "draw")) are left out, since a run failed there: \(reason)"
                )
            }
            try messages.finish(tables, someFailed: !failed.isEmpty)
        }

        private func prepare() throws -> (LoadedScenario, GameTable, Sampler?) {
            var loaded = try overrides.read(file)
            // a number of draws is enough of a design
            var more = design.assignments
            if design.runs != nil, loaded.points == nil, loaded.scenario.experiment.design == nil {
                more.append("design.method=\(Design.Method.sobol.rawValue)")
            }
            if !more.isEmpty { loaded = try overrides.read(file, more: more) }
            guard let game = loaded.scenario.experiment.game else {
                throw InputError.invalid([.usage(file, "has no game")])
            }
            let table = GameTable(game, loaded.scenario)
            return (loaded, table, try table.sampler(loaded))
        }

        private func draws(_ table: GameTable, _ sampler: Sampler, _ messages: Messages) throws -> GameDraws {
            for note in sampler.notes { messages.note("note: \(note)") }
            let progress = Progress(work.progress, total: sampler.count, first: 0, isQuiet: message.quiet)
            let draws = GameDraws(table, sampler, jobs: work.jobs) { progress.show($0, failed: 0) }
            progress.end()
            let most = work.mostFailures(of: sampler.count)
            if draws.failed.count > most {
                messages.error(
                    "\(counted(draws.failed.count, "draw")) failed, and at most \(most) may: \(draws.failed[0])"
                )
                throw ExitCode.noRunSucceeded
            }
            guard !draws.played.isEmpty else {
                messages.error("no draw has all of its runs: \(draws.failed.first ?? "")")
                throw ExitCode.noRunSucceeded
            }
            return draws
        }
    }
}
