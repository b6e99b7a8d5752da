package import Declarations
package import Questions

/// Finds the number of a scenario that a path addresses, for what moves numbers: sweeps, sensitivity,
/// calibration, solving.
package struct TargetFinder: Sendable {
    /// Why a path addresses no number that can be moved.
    package struct Obstacle: Error, Sendable, Equatable {
        package let message: String
    }

    private let world: World
    private let horizon: Horizon
    private let options: [PolicyOption]

    init(world: World, horizon: Horizon, options: [PolicyOption]) {
        self.world = world
        self.horizon = horizon
        self.options = options
    }

    package init(_ scenario: Scenario) {
        self.init(world: scenario.world, horizon: scenario.horizon, options: scenario.options)
    }

    /// What the name of an input addresses.
    ///
    /// - Throws: an obstacle whose message begins with the name.
    package func find(_ text: String) throws(Obstacle) -> (name: InputName, target: Target) {
        let name = InputName(text)
        guard let path = Path(name.path) else {
            throw Obstacle(message: "\(quoted(text)) is not a path, expected name.key or name[0].key")
        }
        let target: Target
        do throws(Obstacle) {
            target = try self.target(at: path)
        } catch {
            throw Obstacle(message: "\(text): \(error.message)")
        }
        if name.isFactor, path.keys.flatMap(\.first).flatMap(Parameter.init(named:)) == nil {
            throw Obstacle(message: "\(text): \(InputName.onlyParameters), write \(name.path)")
        }
        return (name, target)
    }

    package func target(at path: Path) throws(Obstacle) -> Target {
        guard case .key(let first) = path.steps.first else { throw Obstacle(message: "is not a path") }
        if first == "options" { return try step(path) }
        guard let keys = path.keys else { throw Obstacle(message: "has no list for [i]") }
        if let parameter = Parameter(named: first) { return try entries(parameter, Array(keys.dropFirst())) }
        switch first {
        case "regimes":
            guard keys.count == 3 else {
                throw Obstacle(message: "is no number, expected regimes.NAME.LEVER")
            }
            try check(keys[1], world.regimes.map(\.name), "regime")
            return .regime(keys[1], try lever(keys[2]))
        case "baseRegime":
            guard keys.count == 3 else {
                throw Obstacle(message: "is no number, expected baseRegime.PLACE.LEVER")
            }
            return .baseRegime(jurisdiction: try place(keys[1]), try lever(keys[2]))
        case "compare" where keys == ["compare", "discountRate"]:
            return .discountRate
        case "sizeBands":
            throw Obstacle(message: "cannot be varied, its shares must sum to 1")
        case _ where (WorldKeys.settable + ScenarioForm.addressable).contains(first):
            throw Obstacle(message: "cannot be varied")
        default:
            let known = WorldKeys.settable + ScenarioForm.addressable
            let hint = nearest(to: first, in: known).map { ", did you mean \($0)?" } ?? ""
            throw Obstacle(message: "unknown key\(hint)")
        }
    }

    /// The values that the number, or the factor on it, may take. Draws of `rightsBlocks` below 1 become 1.
    package func bounds(of target: Target, isFactor: Bool = false) -> (bounds: Bounds, unit: Unit) {
        isFactor ? (.positive, .one) : target.bounds(years: Bounds(world.baseYear, horizon.end))
    }

    /// Why a factor cannot multiply the world's values; nil if it can.
    func obstacle(to factor: Double, on target: Target) -> String? {
        let (bounds, _) = bounds(of: target)
        guard
            let (name, value) = entries(of: target)?.first(where: {
                $0.value.isFinite && !bounds.contains($0.value * factor)
            })
        else { return nil }
        return "takes \(name) to \(plain(value * factor)), expected \(bounds.description)"
    }

    /// Reads a number that the target, or a factor on it, is to take.
    ///
    /// - Returns: NaN once a problem has been reported.
    func number(
        _ node: Node, _ path: Path, for target: Target, isFactor: Bool, _ problems: inout Problems
    ) -> Double {
        let (bounds, unit) = bounds(of: target, isFactor: isFactor)
        let number = problems.number(node, path, in: bounds, unit)
        if isFactor, number.isFinite, let obstacle = obstacle(to: number, on: target) {
            problems.report(node.origin, path, obstacle)
            return .nan
        }
        return number
    }

    /// What the number is drawn from by default, and whether that multiplies it; nil where the world gives no range.
    func range(of target: Target) -> (range: ClosedRange<Double>, isFactor: Bool)? { world.range(of: target) }

    /// The inputs of a sweep over these variations.
    func inputs(of variations: [Variation]) -> [Input] { variations.flatMap { $0.inputs(in: world) } }

    /// Paths and values of the entries of a parameter that a target moves; nil for a lever or a date.
    func entries(of target: Target) -> [(name: String, value: Double)]? {
        let parameter: Parameter
        let positions: [Int]
        switch target {
        case .entries(let moved, let places), .each(let moved, let places):
            (parameter, positions) = (moved, places)
        case .discountRate:
            (parameter, positions) = (.scalar(.discountRate), [world.layout.position(Scalar.discountRate)])
        case .regime, .baseRegime, .step: return nil
        }
        let entries = parameter.entries(in: world).filter { positions.contains($0.position) }
        return entries.map {
            (([parameter.name] + $0.keys).joined(separator: "."), world.values[$0.position])
        }
    }

    private func entries(_ parameter: Parameter, _ keys: [String]) throws(Obstacle) -> Target {
        if parameter.sumsToOne { throw Obstacle(message: "cannot be varied, its shares must sum to 1") }
        // The comparison takes the world's rate, and nothing else does.
        if parameter == .scalar(.discountRate), keys.isEmpty { return .discountRate }
        let isEach = keys.last == "*"
        let wanted = isEach ? Array(keys.dropLast()) : keys
        let depths = parameter.entryNames(world.jurisdictions, world.sectors)
        guard keys.count <= depths.count else {
            throw Obstacle(message: depths.isEmpty ? "is one number and has no entries" : "has too many keys")
        }
        for (key, names) in zip(wanted, depths) { try check(key, names, "entry") }
        let positions = parameter.entries(in: world).filter { $0.keys.starts(with: wanted) }.map(\.position)
        return isEach ? .each(parameter, positions) : .entries(parameter, positions)
    }

    private func step(_ path: Path) throws(Obstacle) -> Target {
        let steps = path.steps
        guard steps.count >= 5, case .key(let name) = steps[1], case .key(let placeName) = steps[2],
            case .index(let index) = steps[3], case .key(let field) = steps[4]
        else { throw Obstacle(message: "is no number, expected options.NAME.PLACE[0].from") }
        try check(name, options.map(\.name), "option")
        let option = options.firstIndex { $0.name == name } ?? 0
        let jurisdiction = try place(placeName)
        let count = options[option].steps[jurisdiction].count
        guard index < count else {
            throw Obstacle(message: "there is no [\(index)], \(placeName) has \(counted(count, "step"))")
        }
        func target(_ field: Target.StepField) -> Target {
            .step(option: option, jurisdiction: jurisdiction, index: index, field)
        }
        switch (field, steps.count) {
        case ("from", 5): return target(.from)
        case ("over", 5): return target(.over)
        case ("with", 6):
            guard case .key(let name) = steps[5] else { break }
            return target(.lever(try lever(name)))
        default: break
        }
        throw Obstacle(message: "is no number, expected from, over or with.LEVER of the step")
    }

    private func lever(_ name: String) throws(Obstacle) -> Lever {
        try check(name, WorldKeys.levers, "lever")
        return Lever.allCases.first { $0.name == name } ?? .exceptionScope
    }

    private func place(_ name: String) throws(Obstacle) -> Int {
        try check(name, world.jurisdictions, "place")
        return world.jurisdictions.firstIndex(of: name) ?? 0
    }

    private func check(_ name: String, _ known: [String], _ noun: String) throws(Obstacle) {
        guard !known.contains(name) else { return }
        throw Obstacle(message: "unknown \(noun) \(name)\(expectation(name, known))")
    }
}

extension InputName {
    /// Why a name that is not of the world's parameters has no `*` behind it.
    static let onlyParameters = "only parameters of the world have factors"
}
