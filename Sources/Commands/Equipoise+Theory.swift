import ArgumentParser
import Scenarios
import Studies
import Theory

extension Equipoise {
    struct Theory: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the numbers of published models as CSV.",
            discussion: """
                Small models from the literature, computed by the same library as the main one, so that its mechanisms \
                can be compared with the theory that they come from. Without a name, the models are listed, with \
                their sources, what was read and what was reconstructed.

                  equipoise theory                          the models
                  equipoise theory yang-zhang               the table of one
                  equipoise theory yang-zhang --describe    its source, and its columns with units
                """)

        @Argument(
            help: ArgumentHelp("A model.", valueName: "name"),
            completion: .list(TheoryModel.all.map(\.name)))
        var name: String?

        @Flag(name: .long, help: "Source and columns instead of numbers; without a name, of every model.")
        var describe = false

        @OptionGroup var message: MessageOptions

        func validate() throws {
            let names = TheoryModel.all.map(\.name)
            guard let name, !names.contains(name) else { return }
            let near = nearest(to: name, in: names).map { ", did you mean \($0)?" } ?? "."
            throw ValidationError(
                "There is no model \(name)\(near) There are \(names.joined(separator: ", ")).")
        }

        func run() throws {
            let chosen = TheoryModel.all.filter { $0.name == name ?? $0.name }
            if describe { return try print(TheoryModel.description(of: chosen)) }
            guard name != nil, let model = chosen.first else { return try print(TheoryModel.list) }
            let messages = message.messages
            do {
                try print(model.table())
            } catch let error as TheoryError {
                messages.error("\(error)")
                throw ExitCode.noConvergence
            }
            messages.note(
                "Source: \(model.source). Read: \(model.read). Reconstructed: \(model.reconstructed).")
        }

        private func print(_ rows: [[String]]) throws {
            try message.messages.print(rows.map { $0.joined(separator: ",") + "\n" }.joined())
        }
    }
}
