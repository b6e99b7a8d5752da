import Calibration
import Foundation
import Questions
import Sampling
import Scenarios

/// A small calibration whose observations the model itself can make.
struct Simulated {
    let scenario: Scenario
    let calibration: Calibration
    let observations: [Observation]

    /// Paths of the numbers, in order.
    static let parameters = ["adoptionImitation", "aiContentShare", "reservationImitation"]

    private static let text = """
        horizon: {end: 2029, step: 1}
        options: {today: {}}
        calibrate:
          observations: observations.csv
          parameters: [\(parameters.joined(separator: ", "))]
          draws: 4096
          keep: 512
          seed: 3

        """

    private static let header =
        "series,variable,place,sector,date,value,standard_error,measure,source,quality\n"

    /// What is looked at; of width 1 an error is small beside what the numbers move.
    private static func table(_ width: Double) -> String {
        (2026...2029).map { year in
            """
            adoption,ai_adoption,UK,,\(year),0.1,\(width * 0.002 * Double(year - 2025)),level,here,high
            content,ai_content_share,US,music,\(year),0.02,\(width * 0.0015),level,here,high
            reserved,reserved_share,EU,news,\(year),0.6,\(width * 0.01),level,here,high
            revenue,generative_ai_revenue,World,,\(year),60,\(width * 3),index,here,high

            """
        }.joined()
    }

    /// - Parameters:
    ///   - more: of the section.
    ///   - width: of the observations' errors.
    init(_ more: String = "", width: Double = 1) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/equipoise-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try (Self.text + more).write(toFile: folder + "/scenario.yaml", atomically: true, encoding: .utf8)
        try (Self.header + Self.table(width))
            .write(toFile: folder + "/observations.csv", atomically: true, encoding: .utf8)
        let loaded = try ScenarioReader.read(path: folder + "/scenario.yaml")
        scenario = loaded.scenario
        guard let calibration = loaded.scenario.experiment.calibration else { throw NotThere() }
        self.calibration = calibration
        observations = try loaded.observations(calibration.observations)
    }

    private struct NotThere: Error {}

    func problem(_ observations: [Observation]? = nil) throws -> CalibrationProblem {
        try CalibrationProblem(scenario, calibration, observations ?? self.observations, jobs: 2)
    }

    /// What would be observed at these scores, with errors.
    ///
    /// - Parameter errors: uniform numbers; nil for none.
    func observations(at scores: [Double], errors: Generator?) throws -> [Observation] {
        let problem = try problem()
        let outcomes = try problem.outcomes(at: [scores])[0]
        // values of the index's own level: the anchor is its first year
        let names = problem.predictions.outcomes.map(\.name)
        return observations.enumerated().map { number, observation in
            let exact = names.firstIndex(of: observation.outcome.name).map { outcomes[$0] } ?? 0
            let error = errors.map { NormalDistribution.quantile($0.uniform(UInt64(number), .draw)) } ?? 0
            return Observation(
                series: observation.series, variable: observation.variable, place: observation.place,
                sector: observation.sector, date: observation.date,
                value: exact + observation.standardError * error, standardError: observation.standardError,
                measure: observation.measure, source: observation.source, quality: observation.quality,
                note: observation.note, line: observation.line)
        }
    }
}
