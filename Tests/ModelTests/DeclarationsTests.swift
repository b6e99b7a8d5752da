import Declarations
import Model
import Scenarios
import Testing

/// The declarations in code and the embedded world, which must say the same.
@Suite struct DeclarationsTests {
    private let world: World

    init() throws { world = try ScenarioReader.baseline() }

    @Test func `every value of the world and every default range lies within its bounds`() {
        for parameter in Parameter.allCases {
            let bounds = parameter.declaration.bounds
            for entry in parameter.entries(in: world) {
                let value = world.values[entry.position]
                #expect(bounds.contains(value), "\(parameter.name) \(entry.keys)")
                guard let note = world.notes[parameter], let range = note.range else { continue }
                for end in [range.lowerBound, range.upperBound] {
                    let drawn = note.rangeIsFactor ? end * value : end
                    #expect(
                        bounds.contains(drawn) || parameter == .sectors(.rightsBlocks), "\(parameter.name)")
                }
            }
        }
    }

    @Test func `every parameter of the world has a source`() {
        for parameter in Parameter.allCases where parameter != .sectors(.initialReservation) {
            #expect(world.notes[parameter]?.source?.isEmpty == false, "\(parameter.name)")
        }
    }

    @Test func `every entry has a place of its own in the layout`() {
        let positions = Parameter.allCases.flatMap { $0.entries(in: world).map(\.position) }
        #expect(positions.sorted() == Array(0..<world.layout.count))
    }

    @Test func `names are unique, and variables cover the report without gaps`() {
        #expect(Set(Parameter.allCases.map(\.name)).count == Parameter.allCases.count)
        let layout = ReportLayout(jurisdictions: 5, sectors: 6)
        var seen: [Variable] = []
        for position in 0..<layout.count {
            let variable = layout.variable(at: position)
            if seen.last != variable { seen.append(variable) }
        }
        #expect(seen == Variable.allCases)
    }
}
