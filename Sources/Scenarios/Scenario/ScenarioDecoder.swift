import Declarations
import Simulation

/// Reads the assembled trees into a scenario, section by section.
enum ScenarioDecoder {
    static func scenario(
        _ assembly: ScenarioSource.Assembly, _ source: ScenarioSource, _ problems: inout Problems
    ) -> (Scenario, NamedFile?) {
        let tree = assembly.scenario
        let world = assembly.world.checkedWorld(&problems)
        let horizon = HorizonReader.read(tree["horizon"], world, &problems)
        let context = SectionContext(world: world, horizon: horizon)
        let options = OptionsReader(context: context).read(tree["options"], tree.origin, &problems)
        let comparison = ComparisonReader(context: context, options: options)
            .read(tree["compare"], &problems)
        let solver = SolverReader.read(tree["solver"], &problems)
        let finder = TargetFinder(world: world, horizon: horizon, options: options)
        let variations = VariationsReader(finder: finder).read(tree["vary"], &problems)
        let inputs = finder.inputs(of: variations)
        let (design, points) = DesignReader.read(tree["design"], variations, inputs, &problems)
        let outcomes = OutcomesReader(context: context, options: options).read(tree["outcomes"], &problems)
        let claims = ClaimsReader(options: options, outcomes: outcomes).read(tree["claims"], &problems)
        let areAllGrids = !variations.isEmpty && variations.allSatisfy(\.isGrid)
        let solve = SolveReader(
            finder: finder, options: options, outcomes: outcomes, inputs: inputs,
            hasDraws: points != nil || areAllGrids || design != nil && !inputs.isEmpty
        ).read(tree["solve"], &problems)
        let game = GameReader(context: context, options: options, outcomes: outcomes)
            .read(tree["game"], &problems)
        let evidence = EvidenceReader(context: context, options: options, finder: finder)
        let calibration = evidence.calibration(tree["calibrate"], &problems)
        let backtest = evidence.backtest(tree["backtest"], &problems)
        let scenario = Scenario(
            name: name(tree, source, &problems),
            title: tree["title"].flatMap { problems.text($0, Path([.key("title")])) }, world: world,
            horizon: horizon, options: options, comparison: comparison, solver: solver,
            experiment: Experiment(
                variations: variations, design: design, outcomes: outcomes, claims: claims, solve: solve,
                game: game, calibration: calibration, backtest: backtest))
        return (scenario, points)
    }

    /// What tables and folders can hold, whether the file says it or is called so.
    private static func name(_ tree: Node, _ source: ScenarioSource, _ problems: inout Problems) -> String {
        let path = Path([.key("name")])
        let node = tree["name"] ?? Node(.scalar(source.defaultName, plain: false), tree.origin)
        var own = Problems()
        guard let name = own.cell(node, path) else {
            let found =
                tree["name"] == nil ? "is not given, and that of the file cannot stand in tables: " : ""
            for problem in own.sorted { problems.report(node.origin, path, found + problem.message) }
            return ""
        }
        if name.contains("/") {
            problems.report(node.origin, path, "must not contain /, found \(quoted(name))")
        }
        return name
    }
}

/// What the sections of a scenario refer to.
struct SectionContext {
    let world: World
    let horizon: Horizon

    /// Dates of the law and years of outcomes.
    var years: Bounds { Bounds(world.baseYear, horizon.end) }
}

enum HorizonReader {
    /// Fifteen years, one row a year, unless the scenario says otherwise.
    static func read(_ node: Node?, _ world: World, _ problems: inout Problems) -> Horizon {
        var horizon = Horizon(end: world.baseYear + 15, step: 1)
        let path = Path([.key("horizon")])
        guard let node, problems.entries(node, path) != nil else { return horizon }
        problems.checkKeys(node, path, known: ScenarioKeys.horizon)
        if let end = node["end"] {
            let bounds = Bounds(
                world.baseYear, world.baseYear + ScenarioKeys.longestHorizon, includesLower: false)
            horizon.end = problems.number(
                end, path.appending("end"), in: world.baseYear.isFinite ? bounds : nil)
        }
        if let step = node["step"] {
            let bounds = Bounds(0, ScenarioKeys.longestHorizon, includesLower: false)
            horizon.step = problems.number(step, path.appending("step"), in: bounds)
            let rows = (horizon.end - world.baseYear) / horizon.step
            if rows > ScenarioKeys.mostRows {
                problems.report(
                    step.origin, path.appending("step"),
                    "gives \(Int(min(rows, 1e15).rounded())) rows, expected at most \(Int(ScenarioKeys.mostRows))"
                )
            }
        }
        return horizon
    }
}

enum SolverReader {
    /// Steppers of the GNU Scientific Library that cannot be chosen.
    private static let implicit = ["rk1imp", "rk2imp", "rk4imp", "bsimp", "msbdf"]

    static func read(_ node: Node?, _ problems: inout Problems) -> Solver {
        var solver = Solver()
        let path = Path([.key("solver")])
        guard let node, problems.entries(node, path) != nil else { return solver }
        problems.checkKeys(node, path, known: ScenarioKeys.solver)
        if let method = node["method"], let name = method.text, implicit.contains(name) {
            problems.report(
                method.origin, path.appending("method"),
                "\(name) needs a Jacobian, which the model does not give, expected "
                    + alternatives(Solver.Method.allCases.map(\.rawValue)))
        } else if let method = node["method"] {
            let word = problems.word(
                method, path.appending("method"), oneOf: Solver.Method.allCases.map(\.rawValue), "a method")
            solver.method = word.flatMap(Solver.Method.init) ?? .auto
        }
        if let tolerance = node["tolerance"] {
            solver.tolerance = problems.number(
                tolerance, path.appending("tolerance"), in: ScenarioKeys.tolerance)
        }
        return solver
    }
}
