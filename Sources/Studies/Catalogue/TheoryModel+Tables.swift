import Output
package import Theory

extension TheoryModel {
    /// The header and the numbers.
    package func table() throws -> [[String]] {
        try [columns.map(\.name)] + rows().map { $0.map(Self.field) }
    }

    /// The models in short.
    package static var list: [[String]] {
        [["name", "title", "source", "read", "reconstructed"]]
            + TheoryModel.all.map { model in
                [model.name, model.title, model.source, model.read, model.reconstructed].map(CSV.field)
            }
    }

    /// Their sources, and their columns with units.
    package static func description(of models: [TheoryModel]) -> [[String]] {
        [["model", "kind", "name", "unit", "text"]]
            + models.flatMap { model in
                let facts = [
                    ("title", model.title), ("source", model.source), ("read", model.read),
                    ("reconstructed", model.reconstructed),
                ]
                return facts.map { [model.name, $0, "", "", CSV.field($1)] }
                    + model.columns.map {
                        [model.name, "column", $0.name, CSV.field($0.unit), CSV.field($0.meaning)]
                    }
            }
    }

    private static func field(_ cell: TheoryModel.Cell) -> String {
        switch cell {
        case .text(let text): CSV.field(text)
        case .count(let count): "\(count)"
        case .number(let number): CSV.number(number)
        case .empty: ""
        }
    }
}
