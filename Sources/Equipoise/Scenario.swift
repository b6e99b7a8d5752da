import Declarations
import Questions
import Scenarios
import Simulation

/// A question put to the model: a world, options of policy, and what is asked of them, as a scenario file says it.
///
/// A scenario that was read is right: whatever is wrong with the files has been thrown as a ``ScenarioError``.
public struct Scenario: Sendable {
    let loaded: LoadedScenario

    /// Reads and checks a scenario file with all that it extends.
    ///
    /// - Parameters:
    ///   - path: of the file; files that it names are found relative to its folder.
    ///   - changes: each `PATH=VALUE`, as the command's `--set` takes them, such as `substitution.music=2.5`. They win over the
    ///     files, and of two of one path the later wins.
    /// - Throws: ``ScenarioError`` with everything that is wrong, each with its place.
    public init(contentsOf path: String, setting changes: [String] = []) throws(ScenarioError) {
        do throws(InputError) {
            loaded = try ScenarioReader.read(path: path, overrides: changes.map(Override.assignment))
        } catch {
            throw ScenarioError(error)
        }
    }

    /// Reads and checks a scenario from text.
    ///
    /// - Parameters:
    ///   - text: YAML, as it would stand in a file.
    ///   - name: the path of the file in which it would stand. Messages name it, the scenario is called after it, and what the text
    ///     extends is found relative to its folder; there need be no such file.
    ///   - changes: as for ``init(contentsOf:setting:)``.
    /// - Throws: ``ScenarioError`` with everything that is wrong, each with its place.
    public init(
        text: String, named name: String = "scenario", setting changes: [String] = []
    ) throws(ScenarioError) {
        do throws(InputError) {
            loaded = try ScenarioReader.read(
                text: text, named: name, overrides: changes.map(Override.assignment))
        } catch {
            throw ScenarioError(error)
        }
    }

    /// The file's name without folder and ending, unless the file says otherwise.
    public var name: String { loaded.scenario.name }

    /// What the scenario is about, in a line; nil where the file has none.
    public var title: String? { loaded.scenario.title }

    /// Names of the options, in the order of the file.
    public var options: [String] { loaded.scenario.options.map(\.name) }

    /// The option with which the others are compared.
    public var reference: String { loaded.scenario.comparison.against }

    /// Names of the world's jurisdictions, in its order.
    public var jurisdictions: [String] { loaded.scenario.world.jurisdictions }

    /// Names of the world's creative sectors, in its order.
    public var sectors: [String] { loaded.scenario.world.sectors }

    /// The instants of a run's rows in ascending order, with a fraction for one within a year.
    public var years: [Double] { loaded.scenario.horizon.times(from: loaded.scenario.world.baseYear) }

    /// What is no mistake and yet easily misread, a sentence for each.
    public var notes: [String] { loaded.scenario.notes }

    /// Runs every option on the calling thread, integrated by the GNU Scientific Library: the numbers that `equipoise run` writes, to
    /// the bit.
    ///
    /// - Returns: the rows of options that succeeded, and the ``Run/failures`` of the others.
    public func run() -> Run { Run(RunResult(loaded.scenario)) }

    /// Runs some of the options, as `equipoise run --option` does.
    ///
    /// Where ``reference`` is left out, the first that keeps today's law takes its place in ``Run/impact``, else the first.
    ///
    /// - Parameter options: their names.
    /// - Throws: ``ScenarioError`` if there is no option of a name, or no name at all.
    public func run(options: [String]) throws(ScenarioError) -> Run {
        if let unknown = options.first(where: { !self.options.contains($0) }) {
            throw ScenarioError(
                "\"\(unknown)\" is no option of \(name), expected one of \(self.options.joined(separator: ", "))"
            )
        }
        guard !options.isEmpty else { throw ScenarioError("no option is named, expected one at least") }
        return Run(RunResult(loaded.scenario.selecting(options)))
    }
}
