package import Declarations

/// A world, the options of policy to try on it, and how to run and compare them.
package struct Scenario: Sendable, Equatable {
    /// The name in the tables: the file's stem unless the file says otherwise.
    package var name: String
    package var title: String?
    package var world: World
    package var horizon: Horizon
    /// In the order of the file; each is one run.
    package var options: [PolicyOption]
    package var comparison: Comparison
    package var solver: Solver
    package var experiment: Experiment

    package init(
        name: String, title: String?, world: World, horizon: Horizon, options: [PolicyOption],
        comparison: Comparison, solver: Solver, experiment: Experiment
    ) {
        self.name = name
        self.title = title
        self.world = world
        self.horizon = horizon
        self.options = options
        self.comparison = comparison
        self.solver = solver
        self.experiment = experiment
    }
}

/// Which years are reported.
package struct Horizon: Sendable, Equatable {
    package var end: Double
    /// Years between rows.
    package var step: Double

    package init(end: Double, step: Double) {
        self.end = end
        self.step = step
    }

    /// `baseYear + k·step` up to the end, and the end.
    package func times(from baseYear: Double) -> [Double] {
        let count = Int(((end - baseYear) / step).rounded(.down))
        let grid = (0...max(count, 0)).map { baseYear + Double($0) * step }.filter { $0 < end }
        return grid + [end]
    }
}

/// One course of policy: dated steps for some of the jurisdictions; none keeps today's law.
package struct PolicyOption: Sendable, Equatable {
    package let name: String
    /// By jurisdiction of the world, in order of date.
    package var steps: [[StepSettings]]

    package init(name: String, steps: [[StepSettings]]) {
        self.name = name
        self.steps = steps
    }

    package var keepsTheLaw: Bool { steps.allSatisfy(\.isEmpty) }

    /// The path of every lever: a step's target is the target before it, overwritten by the levers of the
    /// regime it names, overwritten by its own (section 1 of the model).
    package func policy(in world: World) -> Policy {
        let base = world.baseLevers
        let resolved = zip(base, steps).map { levers, steps in
            var target = levers
            return steps.map { step in
                if let name = step.regime, let regime = world.regime(named: name) {
                    target = regime.levers.applied(to: target)
                }
                target = step.with.applied(to: target)
                return PolicyStep(from: step.from, over: step.over, target: target)
            }
        }
        return Policy(base: base, steps: resolved)
    }
}

/// A dated step as a scenario writes it.
package struct StepSettings: Sendable, Equatable {
    package var from: Double
    package var over: Double
    package var regime: String?
    package var with: LeverSettings

    package init(from: Double, over: Double, regime: String?, with: LeverSettings) {
        self.from = from
        self.over = over
        self.regime = regime
        self.with = with
    }
}

/// Which option the others are compared with, and over which years the differences are summed.
package struct Comparison: Sendable, Equatable {
    /// Name of an option.
    package var against: String
    package var from: Double
    /// Number of yearly instants, the first at `from`.
    package var years: Int
    package var discountRate: Double

    package init(against: String, from: Double, years: Int, discountRate: Double) {
        self.against = against
        self.from = from
        self.years = years
        self.discountRate = discountRate
    }

    package var instants: [Double] { (0..<years).map { from + Double($0) } }
}

/// How a run is integrated.
package struct Solver: Sendable, Equatable {
    package enum Method: String, CaseIterable, Sendable {
        /// Each command's own choice: `rkf45` for single runs.
        case auto
        /// Runge–Kutta–Fehlberg 4(5) of the GNU Scientific Library.
        case rkf45
        /// Runge–Kutta Prince–Dormand 8(9) of the GNU Scientific Library.
        case rk8pd
        /// Adams multistep in Nordsieck form, of the GNU Scientific Library.
        case msadams
        /// The ensemble engine.
        case tsit5
    }

    package var method: Method
    /// Relative; the absolute tolerance is a hundredth of it. nil for each command's own choice.
    package var tolerance: Double?

    /// That of a single run.
    package var toleranceOfRun: Double { tolerance ?? Self.toleranceOfRuns }
    /// That of a sweep.
    package var toleranceOfSweep: Double { tolerance ?? Self.toleranceOfSweeps }

    /// What a run takes by itself. Results are off by some times the tolerance at most.
    package static let toleranceOfRuns = 1e-8
    /// What a sweep takes: its draws say less than the sixth digit.
    package static let toleranceOfSweeps = 1e-6

    package init(method: Method = .auto, tolerance: Double? = nil) {
        self.method = method
        self.tolerance = tolerance
    }
}
