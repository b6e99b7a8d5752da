import Declarations
import Scenarios
import Testing

/// The embedded world with one thing changed, and the message.
struct WorldMistakeTests {

    private func messages(replacing old: String, with new: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let text = WorldDescription.resolved(try ScenarioReader.baseline())
        #expect(text.contains(old), "\(old)")
        let changed = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        let path = try folder.write("world.yaml", changed.joined(separator: new))
        do {
            _ = try ScenarioReader.readWorld(path: path)
            return []
        } catch {
            return folder.messages(error).map { String($0.drop { $0 != " " }.dropFirst()) }
        }
    }

    @Test func `the embedded world has no problem`() throws {
        let world = try ScenarioReader.baseline()
        #expect(world.inconsistencies.isEmpty)
        #expect(world.values.allSatisfy { $0.isFinite })
    }

    @Test func `every parameter says what it rests on and who would dispute it, and gives it again`() throws {
        let world = try ScenarioReader.baseline()
        for parameter in Parameter.allCases {
            #expect(world.notes[parameter]?.assurance?.disputedBy.isEmpty == false, "\(parameter.name)")
        }
        #expect(world.notes[.scalar(.discountRate)]?.assurance?.quality == .official)
        let folder = try TemporaryFolder()
        let path = try folder.write("world.yaml", WorldDescription.resolved(world))
        #expect(try ScenarioReader.readWorld(path: path).world.notes == world.notes)
    }

    @Test(arguments: [
        (
            "{quality: secondHand, ", "{quality: good, ",
            "aiSpending.assurance.quality: must be a quality, found \"good\", expected official, published, secondHand, advocacy or assumption"
        ),
        (
            "assurance: {quality: assumption, ", "assurance: {",
            "contentSpending.assurance: missing key quality"
        ),
        (
            "baseYear: 2025\n", "baseYear: 2525\n",
            "baseYear: must be at least 1900 and at most 2200, found 2525"
        ),
        ("baseYear: 2025\n", "baseYer: 2025\n", "missing key baseYear"),
        (
            "jurisdictions: [UK, ", "jurisdictions: [World, ",
            "jurisdictions[0]: \"World\" is reserved, choose another name"
        ),
        (
            "jurisdictions: [UK, ", "jurisdictions: [unit, ",
            "jurisdictions[0]: \"unit\" is reserved, choose another name"
        ),
        ("jurisdictions: [UK, ", "jurisdictions: [EU, ", "jurisdictions[1]: repeated name EU"),
        (
            "jurisdictions: [UK, ", "jurisdictions: [1, ",
            "jurisdictions[0]: \"1\" is not a name, expected a letter, then letters, digits, _ or -"
        ),
        ("  UK: {music: 2.2, ", "  UK: {", "contentSpending.UK: missing entry music"),
        (
            "  UK: {music: 2.2, ", "  UK: {music: 0, ",
            "contentSpending.UK.music: must be above 0 and at most 1000000000 (GBP bn/yr), found 0"
        ),
        (
            "unit: GBP bn/yr\n", "unit: USD bn/yr\n",
            "contentSpending.unit: must be \"GBP bn/yr\", found \"USD bn/yr\""
        ),
        ("symbol: E_0\n", "symbol: E\n", "contentSpending.symbol: must be \"E_0\", found \"E\""),
        (
            "range: [0.4, 2.5]", "range: [2.5, 0.4]",
            "aiPotential.range: min must be below max, found 2.5 and 0.4"
        ),
        (
            "range: [0.4, 2.5]", "range: [0, 2.5]",
            "aiPotential.range[0]: must be above 0 and at most 1000000000, found 0"
        ),
        ("range: [0.4, 2.5]", "range: 2.5", "aiPotential.range: must be [min, max], found \"2.5\""),
        (
            "rangeIs: factor", "rangeIs: factr",
            "aiPotential.rangeIs: must be what the range is of, found \"factr\", expected factor or value, did you mean factor?"
        ),
        ("levers: [exceptionScope, ", "levers: [", "levers: missing lever exceptionScope"),
        (
            "levers: [exceptionScope, ", "levers: [exceptionScope, exceptionScope, ",
            "levers[1]: repeated name exceptionScope"
        ),
        (
            "regime: statusQuo", "regime: statusQu",
            "baseRegime.UK.regime: must be a regime, found \"statusQu\", expected statusQuo, freeUse, fairUse, optOut, permission, collectiveLicence or statutoryLicence, did you mean statusQuo?"
        ),
        ("individual: 0.6", "individual: 0.7", "sizeBands.large: sizeBands must sum to 1, found 1.1"),
        (
            "  EU: {UK: 0.12, ", "  EU: {UK: 0.13, ",
            "originShare.ROW.UK: column UK of originShare must sum to 1, found 1.01"
        ),
    ])
    func `a world with a mistake`(_ old: String, _ new: String, _ message: String) throws {
        let found = try messages(replacing: old, with: new)
        #expect(found.contains(message), "\(found)")
    }

    @Test func `a lever that neither preset nor place gives`() throws {
        let found = try messages(replacing: "    labelling: 0\n", with: "")
        #expect(found == ["baseRegime.UK: missing lever labelling, which the regime statusQuo leaves out"])
    }

    @Test func `a world cannot run`() throws {
        let folder = try TemporaryFolder()
        let text = WorldDescription.resolved(try ScenarioReader.baseline())
        #expect(
            folder.messages(text)
                == ["scenario.yaml:1:1: is a world and has no options, expected a scenario that extends it"])
    }
}
