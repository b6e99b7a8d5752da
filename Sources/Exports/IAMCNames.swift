private import CResources
import Foundation

/// What the Integrated Assessment Modeling Consortium's format calls our variables, places and units.
///
/// The one place of the names is `Resources/iamc.csv`. A sector, band or place that is not in it keeps its name, as words.
package struct IAMCNames {
    private let names: [String: String]
    private let baseYear: String

    /// - Parameter baseYear: of prices and of indices.
    package init(baseYear: String) {
        self.baseYear = baseYear
        let file = resource_iamc()
        let lines = String(decoding: UnsafeBufferPointer(start: file.start, count: file.size), as: UTF8.self)
            .split(separator: "\n")
        var names: [String: String] = [:]
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", maxSplits: 2).map(String.init)
            names[fields[0] + "," + fields[1]] = fields[2]
        }
        self.names = names
    }

    /// - Returns: nil for a variable that has no name there.
    package func variable(_ variable: String, sector: String = "") -> String? {
        names["variable," + variable].map { sector.isEmpty ? $0 : $0 + "|" + self.sector(sector) }
    }

    package func band(_ band: String, sector: String) -> String? {
        let parent = names["band," + (sector.isEmpty ? "all sectors" : "by sector")]
        return parent.map {
            ([$0] + (sector.isEmpty ? [] : [self.sector(sector)]) + [Self.words(band)]).joined(separator: "|")
        }
    }

    package func region(_ place: String) -> String { names["jurisdiction," + place] ?? place }

    package func unit(_ unit: String) -> String? {
        names["unit," + unit]?.replacing("{year}", with: baseYear)
    }

    private func sector(_ sector: String) -> String { names["sector," + sector] ?? Self.words(sector) }

    /// `live-music` as `Live Music`.
    private static func words(_ name: String) -> String {
        name.split { $0 == "-" || $0 == "_" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }
}
