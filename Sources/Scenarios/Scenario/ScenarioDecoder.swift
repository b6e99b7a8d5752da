import Declarations
import Questions

/// Reads the assembled trees into a scenario, section by section.
enum ScenarioDecoder {
    static func scenario(
        _ assembly: ScenarioSource.Assembly, _ source: ScenarioSource, _ problems: inout Problems
    ) -> (Scenario, NamedFile?) {
        let tree = assembly.scenario
        let world = assembly.world.checkedWorld(&problems)
        let horizon = HorizonReader.read(tree["horizon"], world, &problems)
        var context = SectionContext(world: world, horizon: horizon)
        context.options = OptionsReader.read(tree["options"], context, tree.origin, &problems)
        let comparison = ComparisonReader.read(tree["compare"], context, &problems)
        let solver = SolverReader.read(tree["solver"], context, &problems)
        let variations = VariationsReader(finder: context.finder).read(tree["vary"], &problems)
        context.inputs = context.finder.inputs(of: variations)
        let (design, points) = DesignReader.read(tree["design"], variations, context, &problems)
        let areAllGrids = !variations.isEmpty && variations.allSatisfy(\.isGrid)
        context.hasDraws = points != nil || areAllGrids || design != nil && !context.inputs.isEmpty
        context.outcomes = OutcomesReader(context: context).read(tree["outcomes"], &problems)
        let claims = ClaimsReader(context: context).read(tree["claims"], &problems)
        let solve = SolveReader(context: context).read(tree["solve"], &problems)
        let game = GameReader(context: context).read(tree["game"], &problems)
        let calibration = EvidenceReader.calibration(tree["calibrate"], context, &problems)
        let backtest = EvidenceReader.backtest(tree["backtest"], context, &problems)
        let scenario = Scenario(
            name: name(tree, source, &problems),
            title: tree["title"].flatMap { problems.text($0, Path([.key("title")])) }, world: world,
            horizon: horizon, options: context.options, comparison: comparison, solver: solver,
            experiment: Experiment(
                variations: variations, design: design, outcomes: context.outcomes, claims: claims,
                solve: solve,
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
