import Questions
import Scenarios
import Testing

/// Points of a design that are given as a CSV file.
struct PointsFileTests {
    private func read(_ csv: String, _ vary: String = "") throws -> Result<PointTable?, InputError> {
        let folder = try TemporaryFolder()
        try folder.write("points.csv", csv)
        let loaded = try folder.read(
            "options: {law: {}, new: {UK: [{from: 2027, regime: optOut}]}}\ndesign: {points: points.csv}\n\(vary)"
        )
        do throws(InputError) {
            return .success(try loaded.pointTable())
        } catch {
            let problems = error.problems.map {
                Problem(
                    file: $0.file.replacing("\(folder.path)/", with: ""), line: $0.line, column: $0.column,
                    path: $0.path, message: $0.message)
            }
            return .failure(.invalid(problems))
        }
    }

    @Test(arguments: [
        "qualityExponent,options.new.UK[0].from\n1.5,2026\n0.7,2027.5\n",
        "qualityExponent,options.new.UK[0].from\r\n1.5,2026\r\n0.7,2027.5",
        "\u{FEFF}\"qualityExponent\",options.new.UK[0].from\n\"1.5\",2.026e3\n7e-1,2027.5\n\n",
        "point,qualityExponent,options.new.UK[0].from\n0,1.5,2026\n1,0.7,2027.5\n",
    ])
    func `a table of points is read as spreadsheets and programs write it`(_ csv: String) throws {
        let table = try #require(try read(csv).get())
        #expect(table.inputs.map(\.name) == ["qualityExponent", "options.new.UK[0].from"])
        #expect(table.inputs.map(\.target).last == .step(option: 1, jurisdiction: 0, index: 0, .from))
        #expect(table.values == [1.5, 2026, 0.7, 2027.5] && table.count == 2)
    }

    @Test func `what vary says of a column holds: factors stay factors`() throws {
        let vary =
            "vary: [{parameter: directLicenceCost, distribution: range}, {parameter: substitution.*, distribution: range}]"
        let sectors = ["music", "audiovisual", "books", "news", "visual", "games"].map {
            "substitution.\($0)"
        }
        let csv = (sectors + ["directLicenceCost*"]).joined(separator: ",") + "\n2,2,2,2,2,2,10\n"
        let table = try #require(try read(csv, vary).get())
        #expect(table.inputs.map(\.isFactor) == Array(repeating: false, count: 6) + [true])
        let alone = try #require(try read("directLicenceCost*,valueTail\n10,2\n").get())
        #expect(alone.inputs.map(\.isFactor) == [true, false])
    }

    @Test(arguments: [
        (
            "directLicenceCost\n10\n", "",
            "1:1: directLicenceCost: factors on the world's values, or values? Write directLicenceCost* for factors; "
                + "for values, name directLicenceCost under vary with a distribution or grid of values"
        ),
        (
            "directLicenceCost.books\n10\n", "",
            "1:1: directLicenceCost.books: factors on the world's values, or values? Write directLicenceCost.books* "
                + "for factors; for values, name directLicenceCost.books under vary with a distribution or grid of values"
        ),
        (
            "directLicenceCost\n10\n", "vary: [{parameter: directLicenceCost, distribution: range}]",
            "1:1: column \"directLicenceCost\" would be of values, and vary has factors on the world's values: write "
                + "directLicenceCost* if it is of factors on the world's values, or give vary a distribution or grid of values"
        ),
        (
            "directLicenceCost*\n10\n",
            "vary: [{parameter: directLicenceCost, distribution: {uniform: [1, 20]}}]",
            "1:1: column \"directLicenceCost*\" would be of factors, and vary has values: write directLicenceCost if it "
                + "is of values, or give vary a distribution or grid of factors"
        ),
        (
            "regimes.optOut.enforcement*\n1\n", "",
            "1:1: regimes.optOut.enforcement*: only parameters of the world have factors, write regimes.optOut.enforcement"
        ),
        (
            "directLicenceCost*\n0\n", "",
            "2:1: directLicenceCost*: must be above 0 and at most 1000000000, found 0"
        ),
        (
            "directLicenceCost*,directLicenceCost.books*\n1,1\n", "",
            "1:20: directLicenceCost.books* moves a number that directLicenceCost* moves too"
        ),
    ])
    func `a number is never taken for a factor, nor a factor for a number`(
        _ csv: String, _ vary: String, _ message: String
    ) throws {
        let problems = try #require(read(csv, vary).failure?.problems)
        #expect(problems.map { "\($0)" }.first == "points.csv:" + message)
    }

    @Test func `values of what has factors by default are values where vary says so`() throws {
        let vary = "vary: [{parameter: directLicenceCost, distribution: {uniform: [1, 20]}}]"
        let table = try #require(try read("directLicenceCost\n10\n", vary).get())
        #expect(table.inputs.map(\.isFactor) == [false] && table.values == [10])
    }

    @Test func `points that are not numbered from 0 are said to be numbered anew`() throws {
        let from0 = try #require(try read("point,valueTail\n0,2\n1,3\n").get())
        #expect(from0.notes == [])
        let part = try #require(try read("point,valueTail\n17,2\n18,3\n").get())
        #expect(
            part.notes.count == 1
                && part.notes[0].hasSuffix(
                    "points.csv: point 17 is point 0 here, "
                        + "since points are counted from 0 in their order")
        )
    }

    @Test(arguments: [
        ("", "1:1: is empty, expected a line of paths and lines of numbers"),
        ("labelEffect\n", "1:1: has no points, only a header"),
        ("labelEffect\n\n0.1\n", "2:1: labelEffect: is empty, expected a finite number"),
        ("labelEffect,valueTail\n0.1,\n", "2:5: valueTail: is empty, expected a finite number"),
        ("labelEffect\nhigh\n", "2:1: labelEffect: is \"high\", expected a finite number"),
        ("labelEffect\nnan\n", "2:1: labelEffect: is \"nan\", expected a finite number"),
        ("labelEffect\n1e999\n", "2:1: labelEffect: is \"1e999\", expected a finite number"),
        ("labelEffect\n0.1\n1.5\n", "3:1: labelEffect: must be at least 0 and below 1 (share), found 1.5"),
        ("labelEffect,valueTail\n0.1\n", "2:1: has 1 cell, expected 2 as in the header"),
        ("labelEffect\n0.1,2\n", "2:1: has 2 cells, expected 1 as in the header"),
        ("labelEffect,labelEffect\n0.1,0.1\n", "1:13: repeated column \"labelEffect\""),
        ("labelEfect\n0.1\n", "1:1: labelEfect: unknown key, did you mean labelEffect?"),
        ("label effect\n0.1\n", "1:1: \"label effect\" is not a path, expected name.key or name[0].key"),
        ("substitution.*\n2\n", "1:1: substitution.* has many entries, expected a column for each"),
        (
            "substitution,substitution.music\n2,3\n",
            "1:14: substitution.music moves a number that substitution moves too"
        ),
        (
            "labelEffect;valueTail\n0.1;2\n",
            "1:12: cells are separated by semicolons, expected commas, and points in numbers"
        ),
        (
            "labelEffect\tvalueTail\n0.1\t2\n",
            "1:12: cells are separated by tabs, expected commas, and points in numbers"
        ),
    ])
    func `a table that is wrong`(_ csv: String, _ message: String) throws {
        let problems = try #require(read(csv).failure?.problems)
        #expect(problems.map { "\($0)" }.first == "points.csv:" + message)
    }

    @Test func `columns must be those of vary where it names any`() throws {
        let vary =
            "vary: [{parameter: labelEffect, distribution: range}, {parameter: valueTail, distribution: range}]"
        let problems = try #require(read("labelEffect,passThrough\n0.1,0.2\n", vary).failure?.problems)
        #expect(
            problems.map { "\($0)" } == [
                "points.csv:1:13: column \"passThrough\" is not in vary, expected labelEffect or valueTail",
                "points.csv:1:1: missing column valueTail, which vary names",
            ])
    }
}

extension Result {
    fileprivate var failure: Failure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }
}
