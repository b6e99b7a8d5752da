import Declarations
import Questions

/// Which years are reported.
enum HorizonReader {
    /// Years after the base year that a run may reach.
    static let longest = 100.0
    static let mostRows = 100_000.0

    static let form = MapForm<Horizon>(
        "which years are reported",
        [
            Key(
                "end", "last year",
                .year { Bounds($0.world.baseYear, $0.world.baseYear + longest, includesLower: false) },
                unless: "fifteen years after the base year", \.end),
            Key(
                "step", "years between rows", .number(Bounds(0, longest, includesLower: false)), unless: "1",
                unit: .years, \.step),
        ])

    /// Fifteen years, one row a year, unless the scenario says otherwise.
    static func read(_ node: Node?, _ world: World, _ problems: inout Problems) -> Horizon {
        var horizon = Horizon(end: world.baseYear + 15, step: 1)
        let path = Path([.key("horizon")])
        let context = SectionContext(world: world, horizon: horizon)
        guard let node, form.read(node, path, context, &problems, into: &horizon) else { return horizon }
        let rows = (horizon.end - world.baseYear) / horizon.step
        if let step = node["step"], rows > mostRows {
            problems.report(
                step.origin, path.appending("step"),
                "gives \(Int(min(rows, 1e15).rounded())) rows, expected at most \(Int(mostRows))")
        }
        return horizon
    }
}

/// Which option the others are compared with, and over which years.
enum ComparisonReader {
    static let form = MapForm<Comparison>(
        "what the options are compared with",
        [
            Key(
                "against", "option that the others are compared with", .option,
                unless: "the first that keeps the law, else the first", \.against),
            Key("from", "first year of the sums", .year, unless: "the one after the base year", \.from),
            Key(
                "years", "number of yearly flows in the sums",
                .wholeNumber(1...Int(HorizonReader.longest) + 1),
                unless: "10, or as many as the horizon holds", \.years),
            Key(
                "discountRate", "discount rate",
                .number(Scalar.discountRate.declaration.bounds, Scalar.discountRate.declaration.unit),
                unless: "the world's", unit: Scalar.discountRate.declaration.unit, \.discountRate),
        ])

    static func read(_ node: Node?, _ context: SectionContext, _ problems: inout Problems) -> Comparison {
        let path = Path([.key("compare")])
        let years = context.years
        var comparison = Comparison(
            against: Scenario.reference(among: context.options) ?? "",
            from: min(years.lower + 1, years.upper),
            years: 1, discountRate: context.world[.discountRate])
        if let node { _ = form.read(node, path, context, &problems, into: &comparison) }
        // a sum of steps that rounds just past the end still counts as the end
        let whole = (years.upper - comparison.from + 1e-9).rounded(.down)
        guard whole.isFinite else { return comparison }
        let held = Int(min(max(whole, 0), HorizonReader.longest)) + 1
        guard let written = node?["years"] else {
            comparison.years = min(10, held)
            return comparison
        }
        if comparison.years > held {
            problems.report(
                written.origin, path.appending("years"),
                "must be at most \(held), so that \(plain(comparison.from)) + \(comparison.years - 1) is within the horizon "
                    + "\(plain(years.upper)), found \(comparison.years)")
        }
        return comparison
    }
}

/// How a run is integrated.
enum SolverReader {
    /// Steppers of the GNU Scientific Library that cannot be chosen.
    private static let implicit = ["rk1imp", "rk2imp", "rk4imp", "bsimp", "msbdf"]

    private static let method: Form<Solver.Method> = {
        let form = Form<Solver.Method>.cases("a method")
        return Form(
            kind: form.kind, schema: form.schema,
            read: { node, path, context, problems in
                guard let name = node.text, implicit.contains(name) else {
                    return form.read(node, path, context, &problems)
                }
                problems.report(
                    node.origin, path,
                    "\(name) needs a Jacobian, which the model does not give, expected "
                        + alternatives(Solver.Method.allCases.map(\.rawValue)))
                return nil
            }, write: form.write)
    }()

    static let form = MapForm<Solver>(
        "how a run is integrated",
        [
            Key("method", "method of integration", method, unless: "auto", \.method),
            Key(
                "tolerance", "relative tolerance", .number(Bounds(1e-12, 1e-2)),
                unless: "1e-8 in runs and 1e-6 in sweeps", \.tolerance),
        ])

    static func read(_ node: Node?, _ context: SectionContext, _ problems: inout Problems) -> Solver {
        var solver = Solver()
        if let node { _ = form.read(node, Path([.key("solver")]), context, &problems, into: &solver) }
        return solver
    }
}
