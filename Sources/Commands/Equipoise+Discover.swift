import ArgumentParser
import Foundation
import Output
import Questions
import Scenarios
import Studies
import Sweeps

extension Equipoise {
    struct Discover: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Under which assumptions something holds: boxes of inputs, found in a sweep's folder.",
            discussion: """
                Looks for boxes of inputs in which a condition on an outcome holds often (PRIM, scenario discovery), and writes \
                trajectory.csv, boxes.csv, tree.csv and every box as a scenario file, box-1.yaml …, for equipoise sweep.

                  equipoise sweep my.yaml
                  equipoise discover notebooks-out/my-sweep --where "creators-pv < -1" --option exception
                  equipoise sweep notebooks-out/my-sweep-discover/box-1.yaml

                Coverage is the share of the cases that a box holds, density the share of cases among its points. Each \
                search takes the box with the largest coverage among those at least as dense as asked; if there is \
                none, the densest.
                """)

        @Argument(help: "The folder of a sweep.", completion: .directory)
        var folder: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The condition: an outcome, one of < <= > >=, and a number. Repeatable; all must hold.",
                valueName: "condition"))
        var `where`: [Condition]

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The option that the condition is about; needed if there are several.", valueName: "name"))
        var option: String?

        @Option(
            name: .long,
            help: ArgumentHelp("Apply it to the difference from this option.", valueName: "name"))
        var against: String?

        @Option(
            name: .long,
            help: ArgumentHelp("Density that a box should have, from 0 to 1.", valueName: "share"))
        var density = 0.8

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Number of boxes to look for, each among the points left by the one before.", valueName: "n"))
        var boxes = 1

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Random halves of the points on which a box's inputs are tested.", valueName: "n"))
        var resamples = 20

        @Option(name: .long, help: ArgumentHelp("Seed of the random halves.", valueName: "n"))
        var seed: UInt64 = 1

        @Option(
            name: .long, help: ArgumentHelp("Output folder; by default FOLDER-discover.", valueName: "dir"),
            completion: .directory)
        var out: String?

        @OptionGroup var message: MessageOptions

        func validate() throws {
            if `where`.isEmpty { throw ValidationError("--where takes a condition such as \"outcome < 0\".") }
            if !(0...1).contains(density) { throw ValidationError("--density is from 0 to 1.") }
            if !(1...DiscoveryTables.mostBoxes).contains(boxes) {
                throw ValidationError("--boxes is from 1 to \(DiscoveryTables.mostBoxes).")
            }
            if !(0...10_000).contains(resamples) {
                throw ValidationError("--resamples is from 0 to 10000.")
            }
        }

        func run() throws {
            let messages = message.messages
            let (tables, loaded) = try messages.reporting { try SweepTables.reading(folder) }
            let path = try messages.outputFolder(
                out ?? RunFolder.named(folder) + "-discover", for: .discovery)
            let cases = try messages.reporting { try findCases(tables, loaded) }
            if cases.failed > 0 {
                messages.warning(
                    "\(cases.failed) of \(tables.count) points are left out, since a run failed there")
            }
            let report = DiscoveryReport(
                tables, loaded, cases, condition: condition, boxes: boxes, density: density,
                resamples: resamples, seed: seed, sweep: folder)
            let written = try messages.reporting { try report.write(to: path) }
            try messages.print(report.text)
            messages.note("written to \(path)/")
            if !report.isDense {
                messages.warning(
                    "no box is as dense as \(density); the densest is taken, see trajectory.csv")
            }
            try messages.finish(written)
        }

        private var condition: String {
            `where`.map(\.description).joined(separator: " and ") + (option.map { " under \($0)" } ?? "")
                + (against.map { ", less \($0)" } ?? "")
        }

        private func findCases(
            _ tables: SweepTables, _ loaded: LoadedScenario
        ) throws(InputError) -> DiscoveryCases {
            let chosen: Int
            if let option {
                chosen = try index(of: option, in: tables.options, "--option", "an option of \(folder)")
            } else if tables.options.count == 1 {
                chosen = 0
            } else {
                throw .invalid([
                    .usage("--option", "is needed, one of \(tables.options.joined(separator: ", "))")
                ])
            }
            let reference: Int?
            if let against {
                reference = try index(of: against, in: tables.options, "--against", "an option of \(folder)")
            } else {
                reference = nil
            }
            var columns: [[Double]] = []
            for condition in `where` {
                let outcome = try index(
                    of: condition.outcome, in: tables.outcomes, "--where", "an outcome of \(folder)")
                columns.append(tables.values(outcome, option: chosen, against: reference))
            }
            let cases = try DiscoveryCases(
                `where`, columns, tables, loaded, jobs: ProcessInfo.processInfo.activeProcessorCount)
            if let obstacle = cases.obstacle { throw .invalid([.usage("--where", obstacle)]) }
            return cases
        }
    }
}
