import Questions
import Scenarios
import Testing

/// Observations and the sections that use them, with the whole message of each mistake.
struct EvidenceMistakeTests {
    private static let header =
        "series,variable,place,sector,date,value,low,high,standard_error,measure,source,quality,note"
    private static let right = "a,ai_adoption,UK,,2026,0.2,,,0.01,level,here,high,"

    private func read(_ csv: String) throws -> Result<[Observation], InputError> {
        let folder = try TemporaryFolder()
        try folder.write("o.csv", csv)
        let loaded = try folder.read(
            "horizon: {end: 2030}\noptions: {law: {}}\ncalibrate: {observations: o.csv, parameters: [labelEffect]}"
        )
        let file = try #require(loaded.scenario.experiment.calibration?.observations)
        do throws(InputError) {
            return .success(try loaded.observations(file))
        } catch {
            return .failure(
                .invalid(
                    error.problems.map {
                        Problem(
                            file: $0.file.replacing("\(folder.path)/", with: ""), line: $0.line,
                            column: $0.column, path: $0.path, message: $0.message)
                    }))
        }
    }

    private func messages(_ csv: String) throws -> [String] {
        switch try read(csv) {
        case .success: []
        case .failure(let error): error.problems.map { "\($0)" }
        }
    }

    @Test func `observations are read with quoted commas, an error or a range`() throws {
        let rows = try read(
            "\(Self.header)\n\(Self.right)\nb,licence_income,World,,2025.5,1,0.5,2,,index,\"Who, where, \"\"what\"\"\",low,n\n"
        ).get()
        #expect(rows.map(\.series) == ["a", "b"] && rows.map(\.line) == [2, 3])
        #expect(
            rows[1].source == "Who, where, \"what\"" && rows[1].sector == nil && rows[1].measure == .index)
        // 90 % of a normal distribution
        #expect(abs(rows[1].standardError - 1.5 / 3.2897072539) < 1e-9)
    }

    @Test(arguments: [
        (
            "a,ai_adoptoin,UK,,2026,0.2,,,0.01,level,here,high,",
            "3: variable: must be a variable, found \"ai_adoptoin\", did you mean ai_adoption?"
        ),
        (
            "a,ai_adoption,GB,,2026,0.2,,,0.01,level,here,high,",
            "15: place: must be a place, found \"GB\", expected UK, EU, US, CN, ROW or World"
        ),
        (
            "a,ai_adoption,World,,2026,0.2,,,0.01,level,here,high,",
            "15: place: ai_adoption does not add up over the World, expected UK, EU, US, CN or ROW"
        ),
        ("a,ai_adoption,UK,music,2026,0.2,,,0.01,level,here,high,", "18: sector: ai_adoption has no sectors"),
        (
            "a,works,UK,muzic,2026,0.2,,,0.01,level,here,high,",
            "12: sector: must be a sector, found \"muzic\", expected music, audiovisual, books, news, visual or games, did you mean music?"
        ),
        (
            "a,works,UK,,2026,0.2,,,0.01,level,here,high,",
            "3: variable: works does not add up over sectors, expected a sector"
        ),
        (
            "a,ai_adoption,UK,,2031,0.2,,,0.01,level,here,high,",
            "19: date: 2031 is past the horizon, which ends in 2030"
        ),
        ("a,ai_adoption,UK,,2026,0.2,,,0,level,here,high,", "30: standard_error: must be above 0, found 0"),
        (
            "a,ai_adoption,UK,,2026,0.2,,,-0.1,level,here,high,",
            "30: standard_error: must be above 0, found -0.1"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,,,1e200,level,here,high,",
            "30: standard_error: must be between 1e-100 and 1e+100, found 1e+200"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,,,1e-200,level,here,high,",
            "30: standard_error: must be between 1e-100 and 1e+100, found 1e-200"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,-1e200,1e200,,level,here,high,",
            "28: low: gives with high a standard error of 6.079568319117691e+199, expected one between 1e-100 and 1e+100"
        ),
        (
            "a,ai_adoption,UK,,2026,-1e101,,,1,level,here,high,",
            "24: value: must be between -1e+100 and 1e+100, found -1e+101"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,,,,level,here,high,",
            "24: value: must have either standard_error, or low and high"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,0.1,0.3,0.1,level,here,high,",
            "24: value: must have either standard_error, or low and high"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,0.3,0.1,,level,here,high,",
            "28: low: must be below high, with value between them, found 0.3, 0.2 and 0.1"
        ),
        (
            "a,ai_adoption,UK,,2026,0.4,0.1,0.3,,level,here,high,",
            "28: low: must be below high, with value between them, found 0.1, 0.4 and 0.3"
        ),
        (
            "a,ai_adoption,UK,,2026,nan,,,0.1,level,here,high,",
            "24: value: is \"nan\", expected a finite number"
        ),
        (
            "a,ai_adoption,UK,,2026,0,,,0.1,index,here,high,",
            "24: value: must be above 0 for an index, found 0"
        ),
        (
            "a,ai_adoption,UK,,2026,0.2,,,0.1,ratio,here,high,",
            "34: measure: must be a measure, found \"ratio\", expected level or index"
        ),
        ("a,ai_adoption,UK,,2026,0.2,,,0.1,level,,high,", "40: source: is empty"),
        (
            "a,ai_adoption,UK,,2026,0.2,,,0.1,level,here,good,",
            "45: quality: must be a quality, found \"good\", expected high, medium or low"
        ),
        (
            "7,ai_adoption,UK,,2026,0.2,,,0.1,level,here,high,",
            "1: series: \"7\" is not a name, expected a letter, then letters, digits, _ or -"
        ),
        ("a,ai_adoption,UK", "1: has 3 cells, expected 13 as in the header"),
    ])
    func `an observation that says nothing is an error with its place`(row: String, message: String) throws {
        #expect(try messages("\(Self.header)\n\(row)\n") == ["o.csv:2:\(message)"])
    }

    @Test func `a series is of one thing, and has a date once`() throws {
        #expect(
            try messages("\(Self.header)\n\(Self.right)\n\(Self.right)\n")
                == ["o.csv:3:19: date: series a has this date in line 2 already"])
        #expect(
            try messages(
                "\(Self.header)\n\(Self.right)\na,ai_adoption,US,,2027,0.2,,,0.01,level,here,high,\n")
                == ["o.csv:3:1: series: series a has another variable, place, sector or measure in line 2"])
    }

    @Test(arguments: [
        ("", "o.csv:1:1: is empty, expected a line of names and lines of observations"),
        ("series,variable\n", "o.csv:1:1: missing column place, date, value, measure, source, quality"),
        ("series,serie\n", "o.csv:1:8: unknown column \"serie\", did you mean series?"),
        ("series,series\n", "o.csv:1:8: repeated column \"series\""),
        (header + "\n", "o.csv:1:1: has no observations, only a header"),
    ])
    func `a file that is no table of observations`(csv: String, message: String) throws {
        #expect(try messages(csv).first == message)
    }

    // MARK: - Sections

    @Test(arguments: [
        ("calibrate: {parameters: [labelEffect]}", "calibrate: missing key observations"),
        ("calibrate: {observations: o.csv}", "calibrate: missing key parameters"),
        (
            "calibrate: {observations: o.csv, parameters: []}",
            "calibrate.parameters: must have at least one path"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEfect]}",
            "calibrate.parameters[0].parameter: labelEfect: unknown key, did you mean labelEffect?"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [contentGrowth.music]}",
            "calibrate.parameters[0].distribution: has no default range, expected a distribution such as {uniform: [min, max]}"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEffect, labelEffect]}",
            "calibrate.parameters[1].parameter: labelEffect is varied twice"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [{parameter: labelEffect, grid: [0.1]}]}",
            "calibrate.parameters[0]: has a grid, expected a distribution"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [{parameter: labelEffect, distribution: {discrete: {0.1: 1}}}]}",
            "calibrate.parameters[0]: has single values, and a fit needs a distribution without gaps"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEffect], from: 2050}",
            "calibrate.from: must be at least 2025 and at most 2040, found 2050"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEffect], holdOut: 2026}",
            "calibrate.holdOut: must be a map with from, found \"2026\""
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEffect], draws: 3}",
            "calibrate.draws: must be a whole number of at least 64 and at most 16777216, found 3"
        ),
        (
            "calibrate: {observations: o.csv, parameters: [labelEffect], option: low}",
            "calibrate.option: must be an option, found \"low\", expected law, did you mean law?"
        ),
        ("backtest: {observations: o.csv}", "backtest: missing key from"),
        (
            "backtest: {observations: o.csv, from: 2026, thresholds: {coverage90: high}}",
            "backtest.thresholds.coverage90: must be <, <=, > or >= and a number in quotes, found \"high\""
        ),
        (
            "backtest: {observations: o.csv, from: 2026, thresholds: {coverage95: \"> 1\"}}",
            "backtest.thresholds.coverage95: unknown score, expected coverage50, coverage90, skillAgainstNoChange or skillAgainstConstantGrowth, did you mean coverage90?"
        ),
    ])
    func `a section that cannot be followed is an error with its place`(section: String, message: String)
        throws
    {
        let found = try TemporaryFolder().messages("options: {law: {}}\n\(section)\n")
        #expect(found.count == 1 && found[0].hasSuffix(": \(message)"), "\(found)")
    }

    @Test func `a resolved scenario gives its sections again, and leaves them with their option`() throws {
        let folder = try TemporaryFolder()
        let loaded = try folder.read(
            """
            horizon: {end: 2030}
            options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}
            calibrate:
              observations: o.csv
              from: 2026
              parameters: [labelEffect, {parameter: userSurplus, distribution: {normal: [2, 0.5]}}]
              option: new
              holdOut: {from: 2027}
              steps: 30
              draws: 1000
              keep: 100
              seed: 18446744073709551615
            backtest: {observations: o.csv, from: 2026, option: law, thresholds: {coverage90: ">= 0.8"}}
            """)
        let experiment = loaded.scenario.experiment
        let world = try folder.write("world.yaml", WorldDescription.resolved(loaded.scenario.world))
        let again = try folder.write(
            "again.yaml", ScenarioDescription.resolved(loaded.scenario, world: world))
        let read = try ScenarioReader.read(path: again).scenario.experiment
        #expect(read.calibration == experiment.calibration && read.calibration?.kept == 100)
        #expect(read.calibration?.steps == 30)
        #expect(read.backtest == experiment.backtest)
        #expect(loaded.selecting(["law"]).scenario.experiment.calibration == nil)
        #expect(loaded.selecting(["law"]).scenario.experiment.backtest == experiment.backtest)
    }
}
