/// A published model, small enough to be checked by hand, and the table of its numbers.
package struct TheoryModel: Sendable {
    /// As on the command line.
    package let name: String
    package let title: String
    /// Author, year, title, venue and identifier.
    package let source: String
    /// What of the source the implementation rests on.
    package let read: String
    /// What was derived or chosen here, because the source was not read in full or does not say it.
    package let reconstructed: String
    package let columns: [Column]
    private let compute: @Sendable () throws -> [[Cell]]

    package struct Column: Sendable {
        package let name: String
        package let unit: String
        package let meaning: String

        init(_ name: String, _ unit: String, _ meaning: String) {
            (self.name, self.unit, self.meaning) = (name, unit, meaning)
        }
    }

    /// One field of a table.
    package enum Cell: Sendable, Equatable {
        case text(String)
        case count(Int)
        case number(Double)
        case empty
    }

    init(
        name: String, title: String, source: String, read: String, reconstructed: String,
        columns: [Column], compute: @escaping @Sendable () throws -> [[Cell]]
    ) {
        self.name = name
        self.title = title
        self.source = source
        self.read = read
        self.reconstructed = reconstructed
        self.columns = columns
        self.compute = compute
    }

    /// Computes the table: rows of as many fields as there are columns, every number finite.
    package func rows() throws(TheoryError) -> [[Cell]] {
        let rows: [[Cell]]
        do { rows = try compute() } catch { throw TheoryError(model: name, reason: "\(error)") }
        for (i, row) in rows.enumerated() {
            guard row.count == columns.count else {
                throw TheoryError(
                    model: name, reason: "row \(i + 1) has \(row.count) of \(columns.count) fields")
            }
            for (column, cell) in zip(columns, row) {
                if case .number(let value) = cell, !value.isFinite {
                    throw TheoryError(model: name, reason: "\(column.name) of row \(i + 1) is not finite")
                }
            }
        }
        return rows
    }

    /// Every model, in the order of the documentation.
    package static let all: [TheoryModel] = [
        yangZhang, royaltyStacking, bargaining, propertyLiability, incentiveAccess, shapleyRoyalty,
        scalingLaw, tipping, bass, kanburKeen, zodrowMieszkowski, dataExternality, cesDemand,
    ]
}

/// Why a model's table could not be computed.
package struct TheoryError: Error, CustomStringConvertible {
    package let model: String
    package let reason: String
    package var description: String { "\(model): \(reason)" }
}

/// What a field of a table is made from; nil makes an empty one.
protocol CellValue { var cell: TheoryModel.Cell { get } }
extension Double: CellValue { var cell: TheoryModel.Cell { .number(self) } }
extension Int: CellValue { var cell: TheoryModel.Cell { .count(self) } }
extension String: CellValue { var cell: TheoryModel.Cell { .text(self) } }

func row(_ values: (any CellValue)?...) -> [TheoryModel.Cell] { values.map { $0?.cell ?? .empty } }
